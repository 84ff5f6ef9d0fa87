"""The source distribution holds all that it is built of, and nothing else."""

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sdist")
    command = [Path(sys.executable).with_name("maturin"), "sdist", "-o", folder]
    subprocess.run(command, cwd=ROOT / "python", capture_output=True, check=True)
    (path,) = folder.glob("smtpcodes-*.tar.gz")
    with tarfile.open(path) as archive:
        yield {name.partition("/")[2]: archive.extractfile(name) for name in archive.getnames()}


def test_the_facts_are_inside(sdist):
    facts = (ROOT / "codes.yaml").read_bytes()
    assert sdist["crates/core/codes.yaml"].read() == facts


def test_files(sdist):
    needed = {
        *(
            "Cargo.toml",
            "Cargo.lock",
            "PKG-INFO",
            "README.md",
            "pyproject.toml",
            "LICENSE-MIT",
            "LICENSE-APACHE",
        ),
        *("bindings/python/Cargo.toml", "crates/core/Cargo.toml", "crates/build-helper/Cargo.toml"),
        *("crates/core/build.rs", "smtpcodes/__init__.py", "smtpcodes/_native.pyi", "smtpcodes/py.typed"),
    }
    assert needed <= {name.removeprefix("python/") for name in sdist}
    for folder in ("crates/core/src", "crates/build-helper/src", "bindings/python/src"):
        sources = {str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*.rs")}
        assert sources <= set(sdist)
    package = {path.name for path in (ROOT / "python/smtpcodes").iterdir() if path.suffix in {".py", ".pyi"}}
    assert package <= {Path(name).name for name in sdist}


def test_nothing_else(sdist):
    foreign = [
        n for n in sdist if n.startswith(("target", "crates/cli", "bindings/c/", "bindings/node", "xtask"))
    ]
    assert foreign == []
    assert not [n for n in sdist if "__pycache__" in n or n.endswith((".so", ".pyc"))]
