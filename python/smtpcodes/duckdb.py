"""DuckDB: ``register(connection)`` adds the SQL functions ``smtp_classify`` and ``smtp_category``.

>>> import duckdb
>>> import smtpcodes.duckdb
>>> connection = duckdb.connect()
>>> smtpcodes.duckdb.register(connection)
>>> connection.sql("select smtp_category('452 4.2.2 Sorry')").fetchall()
[('mailbox_full',)]
>>> connection.sql("select smtp_classify('550 5.1.1 Sorry').bounce").fetchall()
[('hard',)]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from smtpcodes import classify_batch

if TYPE_CHECKING:
    import duckdb

__all__ = ["register"]


def register(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the functions to a connection.

    ``smtp_classify`` gives a struct with every part of a verdict, ``smtp_category`` the category alone. Both
    take text; of null they make null.
    """
    arrow = pa.array(classify_batch([])).type
    verdict = connection.from_arrow(pa.table({"verdict": pa.array([], _plain(arrow))})).types[0]
    # Its stubs ask for enums that not all of its versions have; all take these words.
    create: Any = connection.create_function
    create("smtp_classify", _classify, ["VARCHAR"], verdict, type="arrow", null_handling="special")
    create("smtp_category", _category, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special")


def _plain(kind: pa.DataType) -> pa.DataType:
    """Strings where we have dictionaries of them."""
    if pa.types.is_dictionary(kind):
        return kind.value_type
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _plain(field.type)) for field in kind])
    return kind


def _classify(replies: pa.ChunkedArray) -> pa.Array:
    column = classify_batch(replies)
    return pa.array(column, _plain(pa.array(classify_batch([])).type))


def _category(replies: pa.ChunkedArray) -> pa.Array:
    return pa.array(classify_batch(replies)).field("category").dictionary_decode()
