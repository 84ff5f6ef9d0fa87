"""A million replies in a real Spark session with two workers. It needs Java, and pyspark's large download."""

import re
import sys
import warnings
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

import smtpcodes

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

ROWS = 1_000_000
REPLIES = [
    "550 5.1.1 no such user",
    "452 4.2.2 Mailbox full, größer geht nicht",
    "550 5.7.1 Service unavailable; client blocked using zen.spamhaus.org",
    "421 4.7.0 try again in 5 minutes",
    "",
    None,
    "550 Sorry",
]


@pytest.fixture(scope="module")
def spark():
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        # Workers run in the folder of the sources, which would hide the installed package.
        patch.setenv("PYTHONSAFEPATH", "1")
        # Spark's own, while it starts.
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "4")
            .getOrCreate()
        )
        yield session
        session.stop()


@pytest.fixture(scope="module")
def frame(spark):
    rows = pa.table({"id": pa.array(range(ROWS)), "reply": [REPLIES[n % len(REPLIES)] for n in range(ROWS)]})
    frame = spark.createDataFrame(rows).repartition(8).cache()
    assert frame.rdd.getNumPartitions() == 8
    assert frame.count() == ROWS
    return frame


def expected():
    return dict(enumerate(r if r is None else smtpcodes.classify(r.encode()).to_dict() for r in REPLIES))


def test_map_in_arrow(frame):
    from smtpcodes import spark as smtp

    verdicts = smtp.classify(frame)
    assert verdicts.columns == ["id", "reply", *smtpcodes.classify("").to_dict()]
    counts = {row["category"]: row["count"] for row in verdicts.groupBy("category").count().collect()}
    categories = [verdict and verdict["category"] for verdict in expected().values()]
    assert counts == Counter(categories[n % len(REPLIES)] for n in range(ROWS))
    for row in verdicts.where(f"id < {len(REPLIES)}").collect():
        found = row.asDict(recursive=True)
        verdict = expected()[found.pop("id")]
        assert found.pop("reply") == REPLIES[row["id"]]
        assert found == (verdict or dict.fromkeys(found))


def test_the_example_of_the_readme(frame):
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```py\n(.*?)```", readme, re.DOTALL)
    names = {"frame": frame}
    exec(code, names)  # noqa: S102  # our own
    assert names["hard"] == len(range(0, ROWS, len(REPLIES)))


def test_context_columns(spark):
    from smtpcodes import spark as smtp

    rows = pa.table(
        {"reply": ["421 4.2.1 slow down"] * 2, "remote_host": ["gmail-smtp-in.l.google.com", None]}
    )
    providers = [row["provider"] for row in smtp.classify(spark.createDataFrame(rows)).collect()]
    assert sorted(providers, key=str) == [None, "gmail"]


def test_function_of_columns(frame):
    from smtpcodes import spark as smtp

    verdicts = frame.select("id", smtp.verdict("reply").alias("verdict"))
    assert verdicts.where("verdict.bounce = 'hard'").count() == len(range(0, ROWS, len(REPLIES)))
    for row in verdicts.where(f"id < {len(REPLIES)}").collect():
        found = row["verdict"].asDict(recursive=True) if row["verdict"] else None
        assert found == expected()[row["id"]]


def test_the_schema_is_that_of_a_verdict():
    from pyspark.sql.types import StructType

    from smtpcodes import spark as smtp

    schema = StructType.fromDDL(smtp.SCHEMA)
    assert schema.fieldNames() == list(smtpcodes.classify("").to_dict())
    assert schema["evidence"].dataType.fieldNames() == list(smtpcodes.classify("").evidence.to_dict())
