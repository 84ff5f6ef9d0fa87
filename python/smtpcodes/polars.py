"""Polars: expressions and series have a namespace ``smtp`` once this module is imported.

>>> import polars as pl
>>> import smtpcodes.polars
>>> frame = pl.DataFrame({"reply": ["550 5.1.1 Sorry", None]})
>>> verdicts = frame.select(pl.col("reply").smtp.classify().struct.unnest())
>>> verdicts["category"].to_list()
['user_unknown', None]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from smtpcodes import classify_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["SmtpExpr", "SmtpSeries"]


def _classify(replies: pl.Series, known: dict[str, Any]) -> pl.Series:
    return pl.Series(replies.name, classify_batch(_text(replies), **known))


def _text(column: pl.Series) -> pl.Series:
    """Give a column of nothing but nulls a type: Polars exports one without as Arrow does not read it."""
    return column.cast(pl.String) if column.dtype == pl.Null else column


def _for_rows(column: pl.Series, rows: int) -> pl.Series:
    """Repeat a value that stands for all rows, as a literal does."""
    return column.new_from_index(0, rows) if len(column) == 1 != rows else column


@pl.api.register_series_namespace("smtp")
class SmtpSeries:
    """``series.smtp``."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def classify(self, **known: Any) -> pl.Series:  # noqa: ANN401  # the keywords of classify_batch
        """Classify the replies; keywords are those of `smtpcodes.classify_batch`."""
        return _classify(self._series, known)


@pl.api.register_expr_namespace("smtp")
class SmtpExpr:
    """``pl.col(...).smtp``."""

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def classify(self, **known: str | pl.Expr) -> pl.Expr:
        """Classify the replies.

        Keywords are those of `smtpcodes.classify_batch`: text for all replies, or an expression.
        """
        names = [name for name, value in known.items() if isinstance(value, pl.Expr)]
        same = {name: value for name, value in known.items() if not isinstance(value, pl.Expr)}

        def run(columns: Sequence[pl.Series]) -> pl.Series:
            replies, *context = columns
            each = (_text(_for_rows(column, len(replies))) for column in context)
            return _classify(replies, same | dict(zip(names, each, strict=True)))

        columns = [self._expr, *(known[name] for name in names)]
        schema = pl.Series(classify_batch([])).dtype
        return pl.map_batches(columns, run, return_dtype=schema, is_elementwise=True)
