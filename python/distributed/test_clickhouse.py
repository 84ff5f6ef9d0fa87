"""The program as a function of ClickHouse: its engine in this process, with the configuration of the docs."""

import json
import re
import sys
from pathlib import Path

import pytest

import smtpcodes

chdb = pytest.importorskip("chdb")

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "clickhouse.md").read_text(encoding="utf-8")
REPLIES = [
    "550 5.1.1 no such user",
    "452 4.2.2 Mailbox full,\tgrößer\ngeht nicht \\N 'x'",
    "550 5.7.1 Service unavailable; client blocked using zen.spamhaus.org",
    "421 4.7.0 try again in 5 minutes",
    "",
]
ROWS = 200_000


@pytest.fixture(scope="module")
def query(tmp_path_factory):
    folder = tmp_path_factory.mktemp("user_scripts")
    (configuration,) = re.findall(r"```xml\n(.*?)```", PAGE, re.DOTALL)
    (folder / "udf_config.xml").write_text(configuration, encoding="utf-8")
    (folder / "smtpcodes").symlink_to(Path(sys.executable).with_name("smtpcodes"))

    def query(sql):
        answer = chdb.query(sql, "JSONCompactEachRow", udf_path=str(folder))
        return [json.loads(line) for line in str(answer).splitlines()]

    return query


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def column(texts):
    """A table with the texts, again and again."""
    array = ", ".join("NULL" if text is None else quoted(text) for text in texts)
    return f"(SELECT number, [{array}][number % {len(texts)} + 1] AS reply FROM numbers({ROWS}))"  # noqa: S608


def verdict(text):
    return smtpcodes.classify(text.encode()).to_dict()


def test_examples_of_the_page(query):
    (block,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    pairs = re.findall(r"(SELECT .*?);\n-- (.*)", block)
    assert len(pairs) == block.count("SELECT")
    for sql, expected in pairs:
        assert str(query(sql)[0][0]) == expected, sql


def test_categories(query):
    rows = query(f"SELECT smtp_category(reply) AS c, count() FROM {column(REPLIES)} GROUP BY c")  # noqa: S608
    expected = {}
    for text in REPLIES:
        category = verdict(text)["category"]
        expected[category] = expected.get(category, 0) + ROWS // len(REPLIES)
    assert {category: int(count) for category, count in rows} == expected


def test_tuples_and_nulls(query):
    texts = [*REPLIES, None]
    sql = f"SELECT number, smtp_classify(reply, NULL) FROM {column(texts)} WHERE number % 1000 < 6"  # noqa: S608
    rows = query(sql)
    assert len(rows) == ROWS // 1000 * 6
    parts = ("category", "bounce", "action", "enhanced_code", "retry_after")
    for number, found in rows:
        text = texts[int(number) % len(texts)]
        expected = dict.fromkeys(parts) if text is None else verdict(text)
        values = list(found.values()) if isinstance(found, dict) else found
        assert values == [expected[part] for part in parts], text


def test_json(query):
    sql = f"SELECT number, smtp_classify_json(reply) FROM {column(REPLIES)} LIMIT 1000"  # noqa: S608
    for number, found in query(sql):
        assert json.loads(found) == verdict(REPLIES[int(number) % len(REPLIES)])


def test_context(query):
    hosts = "values('host Nullable(String)', ('gmail-smtp-in.l.google.com'), (NULL))"
    rows = query(f"SELECT smtp_classify('421 4.2.1 not now', host).1 FROM {hosts}")  # noqa: S608
    assert [row[0] for row in rows] == ["rate_limited", "mailbox_disabled"]
