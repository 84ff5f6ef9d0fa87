"""The examples of README.md print what they say, and that of the README of all languages does, too."""

import io
import re
import smtplib
from contextlib import redirect_stdout
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "python" / "README.md").read_text(encoding="utf-8")
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


def test_the_example_for_all_languages():
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    (said,) = re.findall(r"print\(.*\)  # (.*)", code)
    out, names = io.StringIO(), {}
    with redirect_stdout(out):
        exec(code, names)  # noqa: S102  # our own
    assert out.getvalue() == f"{said}\n"

    class Server:
        def sendmail(self, sender, recipients, _message):
            if sender is None:
                raise smtplib.SMTPSenderRefused(550, b"5.1.8 Sorry", "")
            return dict.fromkeys(recipients, (550, b"5.1.1 no such user"))

    refused = names["send"](Server(), "a@example.com", ["b@example.org"], "x")
    assert refused["b@example.org"].should_suppress
    assert not names["send"](Server(), None, [], "x").should_suppress
