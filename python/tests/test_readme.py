"""The examples of README.md print what they say."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
PAIRS = re.findall(r"```python\n(.*?)```\n+```text\n(.*?)```", README, re.DOTALL)


def test_every_example_has_its_output():
    assert PAIRS
    assert len(PAIRS) == README.count("```python")


def test_examples():
    for code, expected in PAIRS:
        out = io.StringIO()
        with redirect_stdout(out):
            exec(code, {})  # noqa: S102  # our own
        assert out.getvalue() == expected
