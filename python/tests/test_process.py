"""The module in its process: memory, interpreters, the wheel that it came in."""

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

import smtpcodes

ROOT = Path(__file__).parents[2]


def run(code, python):
    return subprocess.run([python, "-P", "-c", code], capture_output=True, text=True, check=False)


MEMORY = """
import resource
import smtpcodes

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

def work(calls):
    for n in range(calls // 10):
        v = smtpcodes.classify("550 5.1.1 no such user")
        v.category, v.enhanced_code, v.evidence, v.reply_code
        smtpcodes.classify(b"452 4.2.2 \\xff Mailbox full", remote_host="mx.example.org").provider
        smtpcodes.classify((421, "4.7.0 try again in 5 minutes")).retry_after
        smtpcodes.classify("599 x").reply_code
        for _ in range(6):
            smtpcodes.classify("550 5.7.1 listed at zen.spamhaus.org")
    for n in range(20):
        list(smtpcodes.classify_batch(["550 5.1.1 no such user", None] * 5000))

work(200_000)
before = peak()
work(10_000_000)
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts in other units there")
def test_memory_is_flat(python):
    """Ten million calls need no more than the first, but for what the allocator rounds up."""
    done = run(MEMORY, python)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 2048, "kB"


SUB_INTERPRETER = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
import smtpcodes
other = interpreters.create()
code = '''
try:
    import smtpcodes
except ImportError as error:
    assert "subinterpreters" in str(error), error
else:
    raise AssertionError("its enums would be those of another interpreter")
'''
failed = interpreters.run_string(other, code)
interpreters.destroy(other)
assert failed is None, failed
assert smtpcodes.classify("550 5.1.1 Sorry").should_suppress
"""


def test_sub_interpreters_are_told_why_not(python):
    done = run(SUB_INTERPRETER, python)
    assert done.returncode == 0, done.stderr


def test_one_version():
    assert smtpcodes.__version__ == importlib.metadata.version("smtpcodes")
    assert f'version = "{smtpcodes.__version__}"' in (ROOT / "Cargo.toml").read_text(encoding="utf-8")


def test_the_installed_package_is_tested():
    assert ROOT not in Path(smtpcodes.__file__).parents or "site-packages" in smtpcodes.__file__


def test_files_of_the_wheel():
    source = {
        f"smtpcodes/{p.name}"
        for p in (ROOT / "python" / "smtpcodes").iterdir()
        if p.suffix in {".py", ".pyi"}
    }
    installed = {str(file) for file in importlib.metadata.files("smtpcodes")}
    extensions = {
        name for name in installed if name.startswith("smtpcodes/_native.") and name.endswith((".so", ".pyd"))
    }
    assert len(extensions) == 1
    package = {name for name in installed if name.startswith("smtpcodes/") and "__pycache__" not in name}
    assert package == source | extensions | {"smtpcodes/py.typed"}
    licences = {Path(name).name for name in installed if "licenses/" in name}
    assert licences == {"LICENSE-MIT", "LICENSE-APACHE"}
