"""`python -m smtpcodes` and the script `smtpcodes`: the program, with its exit codes and streams."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import smtpcodes

MODULE = (sys.executable, "-P", "-m", "smtpcodes")
SCRIPT = (str(Path(sys.executable).with_name("smtpcodes")),)
NDJSON = ("classify", "--input", "ndjson", "--format", "ndjson")


def run(*arguments, command=MODULE, stdin=b""):
    return subprocess.run([*command, *arguments], input=stdin, capture_output=True, check=False)


@pytest.mark.parametrize("command", [MODULE, SCRIPT], ids=["module", "script"])
def test_the_same_verdicts(command, cases):
    lines = [json.dumps({"reply": case["reply"], **case.get("context", {})}) for case in cases]
    done = run(*NDJSON, command=command, stdin="\n".join(lines).encode())
    assert (done.returncode, done.stderr) == (0, b"")
    verdicts = [json.loads(line)["verdict"] for line in done.stdout.splitlines()]
    assert verdicts == [case["verdict"] for case in cases]


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [
        (["--version"], 0, f"smtpcodes {smtpcodes.__version__}\n", ""),
        (["explain", "5.2.2"], 0, "Mailbox full", ""),
        (["explain", "nothing of this kind"], 1, "", "nothing of this kind"),
        (["classify", "no-such-file"], 1, "", "no-such-file: no such file"),
        (["classify", b"\xff.txt"], 1, "", "no such file"),
        (["fly"], 2, "", "unrecognized subcommand 'fly'"),
        ([], 2, "", "Usage: smtpcodes"),
        (["completions", "bash"], 0, "complete -F", ""),
        (["codes", "--help"], 0, "Usage: smtpcodes codes", ""),
    ],
)
def test_exit_codes_and_streams(arguments, code, out, err):
    done = run(*arguments)
    assert done.returncode == code
    assert out in done.stdout.decode()
    assert err in done.stderr.decode()
    assert bool(out) == bool(done.stdout)
    assert bool(err) == bool(done.stderr)


def test_a_reader_that_has_seen_enough():
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as stdout:
        done = subprocess.run(
            [*MODULE, "codes", "--format", "json"], stdout=stdout, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such signals")
def test_answers_come_while_it_waits_and_ctrl_c_ends_it():
    with subprocess.Popen(
        [*MODULE, *NDJSON], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        program.stdin.write(b'{"reply":"452 4.2.2 Sorry"}\n')
        program.stdin.flush()
        assert json.loads(program.stdout.readline())["verdict"]["category"] == "mailbox_full"
        program.send_signal(signal.SIGINT)
        assert program.wait() == -signal.SIGINT
        assert program.stderr.read() == b""
