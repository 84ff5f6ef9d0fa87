"""Apache Spark: verdicts on a column of a DataFrame, in Arrow batches. It needs pyspark and pyarrow.

Spark hands over Arrow batches and takes them back, so that no row becomes a Python object::

    from smtpcodes import spark as smtp

    verdicts = smtp.classify(frame)  # its column `reply`, and `remote_host` and others if they are there
    verdicts = frame.mapInArrow(smtp.map_batches, smtp.SCHEMA)  # the same, by hand
    frame.select(smtp.verdict("reply").alias("verdict"))  # a function of columns, Spark 4.1 and later
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from smtpcodes import classify_batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import Column, DataFrame

__all__ = ["SCHEMA", "classify", "map_batches", "verdict"]

_EVIDENCE = [("kind", "string"), ("id", "string"), ("start", "int"), ("end", "int")]
_FIELDS = [
    ("reply_code", "smallint"),
    ("enhanced_code", "string"),
    ("severity", "string"),
    ("category", "string"),
    ("bounce", "string"),
    ("side", "string"),
    ("action", "string"),
    ("provider", "string"),
    ("blocklist", "string"),
    ("retry_after", "int"),
    ("conflict", "boolean"),
    ("evidence", "struct<" + ", ".join(f"`{name}`: {kind}" for name, kind in _EVIDENCE) + ">"),
]

SCHEMA = ", ".join(f"`{name}` {kind}" for name, kind in _FIELDS)
"""The columns of a verdict, as Spark writes a schema."""

_ARROW_TYPES = {
    "smallint": pa.int16(),
    "int": pa.int32(),
    "string": pa.string(),
    "boolean": pa.bool_(),
    _FIELDS[-1][1]: pa.struct(
        [(name, pa.string() if kind == "string" else pa.int32()) for name, kind in _EVIDENCE]
    ),
}
# Spark's readers know no dictionaries.
_ARROW = pa.struct([(name, _ARROW_TYPES[kind]) for name, kind in _FIELDS])


def map_batches(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Classify Arrow batches with a column ``reply``, for ``DataFrame.mapInArrow``."""
    for batch in batches:
        # Spark has a process for each core already.
        column = classify_batch(batch, threads=1)
        verdicts = pa.array(column, _ARROW)
        yield pa.RecordBatch.from_arrays(
            [*batch.columns, *verdicts.flatten()], [*batch.schema.names, *_ARROW.names]
        )


def classify(frame: DataFrame) -> DataFrame:
    """Add the columns of a verdict to a DataFrame that has a column ``reply``.

    The columns ``remote_host``, ``provider``, ``command`` and ``sending_ip`` are used if they are there.
    """
    from pyspark.sql.types import StructType

    schema = cast("StructType", StructType.fromDDL(SCHEMA))
    return frame.mapInArrow(map_batches, StructType([*frame.schema.fields, *schema.fields]))


def verdict(reply: Column | str) -> Column:
    """Classify a column: a struct with every part of a verdict."""
    import pyspark.sql.functions

    # Its stubs do not have it yet.
    functions: Any = pyspark.sql.functions
    judged: Column = functions.arrow_udf(_judge, f"struct<{SCHEMA}>")(reply)
    return judged


# Spark reads the annotations to tell what it must pass.
def _judge(replies: pa.Array) -> pa.Array:
    return pa.array(classify_batch(replies, threads=1), _ARROW)
