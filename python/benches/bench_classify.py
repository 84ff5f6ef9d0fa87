"""How fast it is, next to what one would write without it. `pytest benches` prints the table.

Everything is measured in one run on one machine, on one thread unless its name says otherwise; the ratios
are what counts. The figure of the Rust core is that of its own batch call: see `core_speed`.
"""

from __future__ import annotations

import random
import re
import subprocess
from pathlib import Path

import pyarrow as pa
import pytest
import yaml

import smtpcodes

ROOT = Path(__file__).parents[2]
ROWS = 20_000


@pytest.fixture(scope="session")
def rules():
    text = (ROOT / "codes.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["rules"]  # noqa: S506  # safe loaders, both


@pytest.fixture(scope="session")
def replies(rules):
    """The examples of all rules, each made different by a queue id as servers add it."""
    examples = [example for rule in rules for example in rule["examples"]]
    return [f"{examples[n % len(examples)]} q{n:x}" for n in range(ROWS)]


@pytest.fixture(scope="session")
def log(replies):
    """The same replies as logs have them, few of them often and most seldom, each with another queue id."""
    draw = random.Random(1)  # noqa: S311  # no secret: the same each time
    drawn = (replies[int(ROWS * draw.random() ** 3)] for _ in range(ROWS))
    return [f"{reply}z{n:x}" for n, reply in enumerate(drawn)]


@pytest.fixture(scope="session")
def alternation(rules):
    """One pattern for all categories, as people write it: the first that matches tells the category."""
    words = {}
    for rule in rules:
        for example in rule["examples"]:
            text = re.sub(r"^[\d.\s-]+", "", example).strip().split("\n")[0][:40]
            words.setdefault(rule["category"], []).append(re.escape(text))
    groups = (f"(?P<{category}>{'|'.join(phrases)})" for category, phrases in words.items())
    return re.compile("|".join(groups), re.IGNORECASE)


@pytest.fixture(autouse=True)
def _per_reply(benchmark):
    benchmark.extra_info["replies"] = ROWS


def test_re_alternation_loop(benchmark, replies, alternation):
    benchmark.pedantic(lambda: [m and m.lastgroup for m in map(alternation.search, replies)], rounds=3)


def test_single_calls(benchmark, replies):
    benchmark.pedantic(lambda: [smtpcodes.classify(reply) for reply in replies], rounds=10)


def test_single_calls_and_category(benchmark, replies):
    benchmark.pedantic(lambda: [smtpcodes.classify(reply).category for reply in replies], rounds=10)


def test_batch_of_a_list(benchmark, replies):
    benchmark.pedantic(lambda: smtpcodes.classify_batch(replies, threads=1), rounds=10)


def test_batch_of_arrow(benchmark, replies):
    column = pa.array(replies)
    benchmark.pedantic(lambda: smtpcodes.classify_batch(column, threads=1), rounds=10)


def test_batch_of_arrow_exported(benchmark, replies):
    column = pa.array(replies)
    benchmark.pedantic(lambda: pa.array(smtpcodes.classify_batch(column, threads=1)), rounds=10)


def test_batch_of_arrow_all_threads(benchmark, replies):
    column = pa.array(replies)
    benchmark.pedantic(lambda: smtpcodes.classify_batch(column), rounds=10)


def test_batch_of_arrow_as_logs_are(benchmark, log):
    column = pa.array(log)
    benchmark.pedantic(lambda: smtpcodes.classify_batch(column, threads=1), rounds=10)


def test_batch_of_arrow_that_repeats(benchmark, replies):
    column = pa.array(replies[:500] * (ROWS // 500))
    benchmark.pedantic(lambda: smtpcodes.classify_batch(column, threads=1), rounds=10)


def test_batch_of_a_dictionary(benchmark, replies):
    column = pa.array(replies[:500] * (ROWS // 500)).dictionary_encode()
    benchmark.pedantic(lambda: smtpcodes.classify_batch(column, threads=1), rounds=10)


def test_rust_core(benchmark, replies, tmp_path):
    """The same replies in Rust; the figure is in `extra_info` as nanoseconds a reply."""
    path = tmp_path / "replies.bin"
    path.write_bytes(b"\0".join(reply.encode() for reply in replies))
    command = [
        "cargo",
        "run",
        "--quiet",
        "--release",
        "-p",
        "smtpcodes",
        "--example",
        "core_speed",
        path,
    ]
    out = benchmark.pedantic(
        lambda: subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout, rounds=1
    )
    benchmark.extra_info["core_ns_a_reply"] = float(out)
