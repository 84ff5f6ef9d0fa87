"""The examples of README.md, as a type checker reads them: `mypy --strict` and pyright."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
CONFIG = Path(__file__).parents[1] / "pyproject.toml"


@pytest.fixture(scope="module")
def examples(tmp_path_factory):
    """Each example as a file, in a folder without the sources, which would hide the installed package."""
    folder = tmp_path_factory.mktemp("examples")
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    for number, block in enumerate(blocks):
        # Checkers do not see what Polars and pandas add at run time; the class behind it they do.
        code = re.sub(r'(pl\.col\("\w+"\))\.smtp', r"smtpcodes.polars.SmtpExpr(\1)", block)
        code = re.sub(r'(frame\["\w+"\])\.smtp', r"smtpcodes.pandas.SmtpAccessor(\1)", code)
        (folder / f"example_{number}.py").write_text(code, encoding="utf-8")
    (folder / "pyrightconfig.json").write_text('{"typeCheckingMode": "standard"}', encoding="utf-8")
    return folder


def check(folder, *command):
    tool = Path(sys.executable).with_name(command[0])
    done = subprocess.run([tool, *command[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_mypy(examples):
    check(examples, "mypy", "--strict", "--config-file", CONFIG, ".")


def test_pyright(examples):
    check(examples, "pyright", "--pythonpath", sys.executable)
