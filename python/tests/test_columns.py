"""Columns in and out: every layout of Arrow, every library."""

import arro3.core as arro3
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import smtpcodes
from smtpcodes import classify_batch

TEXTS = ["550 5.1.1 Sorry", None, "452 4.2.2 Größe überschritten", "", "550 5.1.1 Sorry"]


def expected(texts=TEXTS, **known):
    """What single calls say, with places in bytes."""
    return [None if t is None else smtpcodes.classify(t.encode(), **known).to_dict() for t in texts]


def counted(texts=TEXTS, **known):
    """The same, with places in characters."""
    return [None if t is None else smtpcodes.classify(t, **known).to_dict() for t in texts]


def dicts(column):
    return [verdict and verdict.to_dict() for verdict in column]


LAYOUTS = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    pa.binary(),
    pa.large_binary(),
    pa.binary_view(),
    pa.dictionary(pa.int8(), pa.string()),
    pa.dictionary(pa.uint16(), pa.large_string()),
    pa.dictionary(pa.int64(), pa.binary()),
]


def arrow(layout, texts=TEXTS):
    if pa.types.is_dictionary(layout):
        values = layout.value_type
        return pa.array(texts, pa.string()).cast(values).dictionary_encode().cast(layout)
    return pa.array([t and t.encode() if "binary" in str(layout) and t else t for t in texts], layout)


@pytest.mark.parametrize("layout", LAYOUTS, ids=str)
def test_layouts(layout):
    column = arrow(layout)
    assert dicts(classify_batch(column)) == expected()
    assert pa.array(classify_batch(column)).to_pylist() == expected()
    # A part that does not begin at the first value, and chunks, some of them empty.
    assert dicts(classify_batch(column[2:4])) == expected(TEXTS[2:4])
    chunked = pa.chunked_array([column[:2], column[:0], column[2:]])
    assert dicts(classify_batch(chunked)) == expected()
    assert dicts(classify_batch(column[:0])) == []


def test_null_layout_and_dictionaries_with_nulls():
    assert dicts(classify_batch(pa.nulls(3))) == [None] * 3
    values = pa.array(["452 4.2.2 Sorry", None])
    column = pa.DictionaryArray.from_arrays(pa.array([0, 1, None, 0]), values)
    assert dicts(classify_batch(column)) == expected(["452 4.2.2 Sorry", None, None, "452 4.2.2 Sorry"])


def test_dictionaries_of_many_chunks():
    texts = [f"550 5.1.{n % 3} Sorry" for n in range(100)]
    parts = [pa.array(texts[n : n + 10]).dictionary_encode() for n in range(0, 100, 10)]
    assert dicts(classify_batch(pa.chunked_array(parts))) == expected(texts)


@pytest.mark.parametrize(
    "column",
    [
        TEXTS,
        tuple(TEXTS),
        (text for text in TEXTS),
        [text and (-1, text) for text in TEXTS],
        np.array(TEXTS, dtype=object),
    ],
    ids=["list", "tuple", "generator", "pairs", "numpy"],
)
def test_python_counts_characters(column):
    verdicts = classify_batch(column)
    assert dicts(verdicts) == counted() != expected()
    assert pa.array(verdicts).to_pylist() == counted()


def test_evidence_is_cut_out_of_any_text():
    reply = "550 5.1.1 Адрес: Пользователь не найден спасибо"
    assert classify_batch([reply])[0] == smtpcodes.classify(reply)
    assert classify_batch([reply])[0].evidence.of(reply) == smtpcodes.classify(reply).evidence.of(reply)
    mixed = [reply, reply.encode(), (550, reply[4:]), (550, reply[4:].encode()), None, "550 5.1.1 x", reply]
    found = classify_batch(mixed)
    assert list(found) == [one and smtpcodes.classify(one) for one in mixed]
    evidence = [verdict and verdict.evidence.of(one) for verdict, one in zip(found, mixed, strict=True)]
    assert evidence[0] == evidence[2] == evidence[6] != ""
    assert evidence[1] == evidence[3] == evidence[0].encode()
    many = ["550 5.1.1 x"] * 20_000 + [reply] * 20_000 + ["550 5.1.1 y"] * 3
    known = ["mx.example.org"] * len(many)
    for verdicts in (classify_batch(many), classify_batch(many, threads=1, remote_host=known)):
        assert verdicts[19_999] == smtpcodes.classify("550 5.1.1 x")
        assert verdicts[20_000] == verdicts[39_999] == smtpcodes.classify(reply)


@pytest.mark.parametrize(
    "column",
    [
        [text and text.encode() for text in TEXTS],
        pl.Series(TEXTS),
        pl.Series(TEXTS, dtype=pl.Categorical),
        pl.DataFrame({"any name": TEXTS}),
        pl.DataFrame({"other": [1] * 5, "reply": TEXTS}),
        pd.Series(TEXTS),
        pd.Series(TEXTS, dtype="category"),
        pd.DataFrame({"reply": TEXTS}),
        pa.table({"reply": TEXTS}),
        pa.record_batch({"reply": TEXTS}),
        pa.StructArray.from_arrays([pa.array(TEXTS)], ["reply"]),
        arro3.Array(TEXTS, arro3.DataType.string()),
        arro3.ChunkedArray([arro3.Array(TEXTS, arro3.DataType.string_view())]),
        arro3.Table.from_pydict({"reply": arro3.Array(TEXTS, arro3.DataType.string())}),
    ],
    ids=lambda column: f"{type(column).__module__}.{type(column).__name__}",
)
def test_libraries(column):
    assert dicts(classify_batch(column)) == expected()


def test_duckdb_relations():
    replies = pa.table({"reply": TEXTS})  # noqa: F841  # DuckDB finds it by name
    assert dicts(classify_batch(duckdb.sql("select reply from replies"))) == expected()


def test_numpy_strings():
    texts = ["550 5.1.1 Sorry", "452 4.2.2 x"]
    for column in (
        np.array(texts),
        np.array(texts, dtype="S"),
        np.array(texts, dtype=np.dtypes.StringDType()),
    ):
        assert dicts(classify_batch(column)) == expected(texts)
    missing = np.array([*texts, float("nan")], dtype=object)
    assert dicts(classify_batch(missing)) == [*expected(texts), None]


def test_results_go_everywhere():
    column = classify_batch(TEXTS)
    categories = [verdict and verdict["category"] for verdict in expected()]
    assert pa.table(column)["category"].to_pylist() == categories
    assert pa.chunked_array(column).chunk(0).field("category").to_pylist() == categories
    assert pl.Series(column).struct.field("category").cast(pl.String).to_list() == categories
    assert pl.DataFrame(column)["category"].cast(pl.String).to_list() == categories
    assert pl.from_arrow(column).dtype == pl.Series(column).dtype
    verdicts = column  # noqa: F841  # DuckDB finds it by name
    assert [row[0] for row in duckdb.sql("select category from verdicts").fetchall()] == categories
    assert pa.array(arro3.Array.from_arrow(column)).to_pylist() == counted()
    assert pa.table(column).to_pandas()["category"].isna().tolist() == [c is None for c in categories]
    pa.array(column).validate(full=True)
    pa.table(column).validate(full=True)


def test_plain_text_on_request():
    plain = pa.array(classify_batch(TEXTS)).type
    fields = [
        pa.field(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in plain
    ]
    evidence = fields.pop().type
    evidence = [(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in evidence]
    wanted = pa.struct([*fields, pa.field("evidence", pa.struct(evidence))])
    array = pa.array(classify_batch(TEXTS), wanted)
    assert array.type == wanted
    assert array.to_pylist() == counted()


def test_the_schema():
    schema = pa.array(classify_batch([])).type
    assert [field.name for field in schema] == list(smtpcodes.classify("").to_dict())
    assert [field.name for field in schema.field("evidence").type] == ["kind", "id", "start", "end"]
    assert pa.DataType._import_from_c_capsule(classify_batch([]).__arrow_c_schema__()) == schema


def test_many_rows(replies):
    """More than one part for each thread, with whatever number of threads."""
    texts = (replies * (30_000 // len(replies) + 1))[:30_000]
    texts[5::1000] = [None] * len(texts[5::1000])
    assert dicts(classify_batch(texts[: len(replies)])) == counted(texts[: len(replies)])
    one = pa.array(classify_batch(pa.array(texts), threads=1)).to_pylist()
    assert one[: len(replies)] == expected(texts[: len(replies)])
    for threads in (2, 3, 64, 0, None):
        assert pa.array(classify_batch(pa.array(texts), threads=threads)).to_pylist() == one
    encoded = classify_batch(pa.array(texts).dictionary_encode())
    assert pa.array(encoded).to_pylist() == one
    with pytest.raises(ValueError, match=r"expected a number of threads, .*, found -1"):
        classify_batch(texts, threads=-1)


def test_context_columns():
    reply = "421 4.2.1 slow down"
    hosts = ["gmail-smtp-in.l.google.com", None, "mx.example.org"]
    single = [smtpcodes.classify(reply, remote_host=host) for host in hosts]
    assert single[0] != single[1]
    assert list(classify_batch([reply] * 3, remote_host=hosts)) == single
    assert list(classify_batch([reply] * 3, remote_host=pl.Series(hosts))) == single
    encoded = pa.array([reply] * 3).dictionary_encode()
    assert list(classify_batch(encoded, remote_host=pa.array(hosts))) == single
    table = pa.table({"reply": [reply] * 3, "remote_host": hosts, "sending_ip": ["192.0.2.1", "-", None]})
    assert list(classify_batch(table)) == single
    # What is said aloud counts, not what the table says.
    assert list(classify_batch(table, remote_host=hosts[0])) == single[:1] * 3
    every = classify_batch(
        [reply] * 3,
        remote_host="x.example",
        provider=["gmail", None, "yahoo"],
        command="rcpt",
        sending_ip="192.0.2.1",
    )
    assert [v.provider for v in every] == ["gmail", None, "yahoo"]
    assert classify_batch([reply], provider=smtpcodes.Provider.GMAIL)[0] == single[0]


def test_polars_expressions():
    """Literals stand for all rows, and columns of nothing but nulls have no type of their own."""
    import smtpcodes.polars  # noqa: F401  # adds the namespace

    reply, host = "421 4.2.1 slow down", "gmail-smtp-in.l.google.com"
    frame = pl.DataFrame(
        {"reply": [reply] * 3, "nothing": [None] * 3, "host": [host, None, "mx.example.org"]}
    )

    def providers(**known):
        return (
            frame.select(pl.col("reply").smtp.classify(**known).struct.field("provider"))
            .to_series()
            .to_list()
        )

    assert providers() == [None] * 3
    assert providers(remote_host=pl.col("host")) == ["gmail", None, None]
    assert providers(remote_host=pl.lit(host)) == providers(remote_host=host) == ["gmail"] * 3
    assert providers(remote_host=pl.lit(None)) == providers(provider=pl.col("nothing")) == [None] * 3
    verdicts = frame.select(pl.col("nothing").smtp.classify())
    assert verdicts["nothing"].null_count() == 3
    assert frame["nothing"].smtp.classify().null_count() == 3
    assert frame.clear().select(pl.col("reply").smtp.classify(remote_host=pl.lit(host))).height == 0


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ({"provider": "nobody"}, "expected the id of a provider"),
        ({"provider": ["gmail", "nobody"]}, 'row 1: expected the id of a provider, found "nobody"'),
        ({"command": [b"\xff", "x"]}, "row 0: expected the id of a command"),
        ({"remote_host": ["a"]}, "expected 2 values of remote_host, found 1"),
        ({"sending_ip": "x"}, "expected an IP address"),
    ],
)
def test_wrong_context(known, text):
    with pytest.raises(ValueError, match=text):
        classify_batch(["550 x", "550 y"], **known)


def test_the_first_mistake_is_told():
    providers = ["gmail"] * 50_000
    providers[20_000] = providers[49_000] = "nobody"
    for threads in (1, 2, 5):
        with pytest.raises(ValueError, match="row 20000: "):
            classify_batch(["550 x"] * 50_000, provider=providers, threads=threads)


@pytest.mark.parametrize(
    "column", [None, 5, "550 x", b"550 x", bytearray(b"550 x"), {"reply": TEXTS}, object()]
)
def test_what_is_no_column(column):
    with pytest.raises(TypeError, match="expected an Arrow column or an iterable of replies, found"):
        classify_batch(column)


def test_what_no_column_may_hold():
    with pytest.raises(TypeError, match="item 1: expected str, bytes or a pair"):
        classify_batch(["x", 5])
    with pytest.raises(TypeError, match=r"^expected a column of strings or bytes, found Int64"):
        classify_batch(pa.array([1, 2]))
    with pytest.raises(TypeError, match="expected a column of strings or bytes, found Float64"):
        classify_batch(["x"], remote_host=pa.array([1.5]))
    with pytest.raises(ValueError, match="expected a column `reply` or a table of one column, found a, b"):
        classify_batch(pa.table({"a": TEXTS, "b": TEXTS}))

    def fails():
        yield "550 x"
        raise RuntimeError("the reader's own")

    with pytest.raises(RuntimeError, match="the reader's own"):
        classify_batch(fails())
    reader = pa.RecordBatchReader.from_batches(
        pa.schema({"reply": pa.string()}), (pa.record_batch({"reply": [t]}) for t in fails())
    )
    with pytest.raises(ValueError, match="the reader's own"):
        classify_batch(reader)


def test_capsules_that_are_none():
    class Fake:
        def __init__(self, capsule):
            self.capsule = capsule

        def __arrow_c_stream__(self, requested_schema=None):
            return self.capsule

    with pytest.raises(TypeError, match="expected a capsule arrow_array_stream"):
        classify_batch(Fake("nothing"))
    with pytest.raises(ValueError, match="PyCapsule"):
        classify_batch(Fake(classify_batch([]).__arrow_c_schema__()))
    spent = pa.chunked_array([["550 x"]]).__arrow_c_stream__()
    assert len(classify_batch(Fake(spent))) == 1
    with pytest.raises(ValueError, match="released"):
        classify_batch(Fake(spent))


def test_sequence():
    column = classify_batch(TEXTS)
    assert len(column) == len(TEXTS)
    assert column[-1] == column[0] == column[4]
    assert column[1] is None
    assert [verdict is None for verdict in column] == [False, True, False, False, False]
    assert repr(column) == "<VerdictColumn of 5>"
    for wrong in (5, -6):
        with pytest.raises(IndexError):
            column[wrong]
    iterator = iter(column)
    assert len(list(iterator)) == 5
    assert list(iterator) == []


def test_the_lock_is_released():
    """Another thread comes to run Python while a batch is at work."""
    import threading

    texts = pa.array(["550 5.1.1 " + "Sorry, there is nobody. " * 600] * 2000)
    ticks, done = [], threading.Event()
    started = threading.Event()

    def tick():
        started.set()
        while not done.is_set():
            ticks.append(1)
            done.wait(0.0001)

    thread = threading.Thread(target=tick)
    thread.start()
    started.wait()
    before = len(ticks)
    while len(ticks) - before < 10:
        classify_batch(texts, threads=1)
    done.set()
    thread.join()


def test_memory_outlives_its_owner():
    column = pa.array(classify_batch(pa.array(TEXTS)))
    import gc

    gc.collect()
    assert column.to_pylist() == expected()
