"""The source distribution holds all that it is built of, and nothing else."""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sdist_path(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sdist")
    command = [Path(sys.executable).with_name("maturin"), "sdist", "-o", folder]
    subprocess.run(command, cwd=ROOT / "python", capture_output=True, check=True)
    (path,) = folder.glob("smtpcodes-*.tar.gz")
    return path


@pytest.fixture(scope="module")
def sdist(sdist_path):
    with tarfile.open(sdist_path) as archive:
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
        *("crates/cli/Cargo.toml", "smtpcodes/__main__.py"),
        *("crates/core/build.rs", "smtpcodes/__init__.py", "smtpcodes/_native.pyi", "smtpcodes/py.typed"),
    }
    assert needed <= {name.removeprefix("python/") for name in sdist}
    for folder in (
        "crates/core/src",
        "crates/build-helper/src",
        "crates/cli/src",
        "crates/events/src",
        "bindings/python/src",
    ):
        sources = {str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*.rs")}
        assert sources <= set(sdist)
    package = {path.name for path in (ROOT / "python/smtpcodes").iterdir() if path.suffix in {".py", ".pyi"}}
    assert package <= {Path(name).name for name in sdist}


def test_nothing_else(sdist):
    foreign = [n for n in sdist if n.startswith(("target", "bindings/c/", "bindings/node", "xtask"))]
    assert foreign == []
    assert not [n for n in sdist if "__pycache__" in n or n.endswith((".so", ".pyc"))]


def test_it_builds_without_a_network_and_without_the_clone(sdist_path, tmp_path):
    """The crates it depends on come from Cargo's cache, where the build of the wheel has put them."""
    command = [sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "--no-index", "-w"]
    # Optimised as little as the tests in Rust, whose crates from elsewhere it can use.
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "CARGO_NET_OFFLINE": "true",
        "CARGO_TARGET_DIR": str(ROOT / "target"),
        "MATURIN_PEP517_ARGS": "--profile dev",
    }
    shutil.unpack_archive(sdist_path, tmp_path / "sources", "gztar")
    (sources,) = (tmp_path / "sources").iterdir()
    # In the archive all files are old: Cargo would take what it once built of these crates.
    for path in sources.rglob("*"):
        path.touch()
    done = subprocess.run(
        [*command, tmp_path, sources],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = tmp_path.glob("smtpcodes-*.whl")
    shutil.unpack_archive(wheel, tmp_path / "content", "zip")
    code = "import smtpcodes; print(smtpcodes.classify('452 4.2.2 Sorry').category)"
    out = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            f"import sys; sys.path.insert(0, sys.argv[1]); {code}",
            tmp_path / "content",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert out.stdout == "mailbox_full\n"


def test_the_index_would_take_it(sdist_path):
    twine = Path(sys.executable).with_name("twine")
    done = subprocess.run(
        [twine, "check", "--strict", sdist_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
