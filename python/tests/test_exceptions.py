"""Verdicts on what mail libraries raise."""

import errno
import os
import smtplib
import socket
import ssl

import aiosmtplib
import pytest

import smtpcodes
from smtpcodes import Command, classify, from_exception

FULL = b"4.2.2 Sorry"


@pytest.mark.parametrize(
    ("failure", "reply", "command"),
    [
        (smtplib.SMTPResponseException(452, FULL), (452, FULL), None),
        (smtplib.SMTPDataError(452, FULL), (452, FULL), None),
        (smtplib.SMTPConnectError(421, b"4.3.2 Sorry"), (421, b"4.3.2 Sorry"), Command.CONNECT),
        (smtplib.SMTPHeloError(554, b"Sorry"), (554, b"Sorry"), Command.EHLO),
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 Sorry"), (535, b"5.7.8 Sorry"), Command.AUTH),
        (smtplib.SMTPSenderRefused(550, b"5.1.8 Sorry", "a@b.example"), (550, b"5.1.8 Sorry"), Command.MAIL),
        (
            smtplib.SMTPServerDisconnected("Connection unexpectedly closed"),
            "Connection unexpectedly closed",
            None,
        ),
        (aiosmtplib.SMTPResponseException(452, "4.2.2 Sorry"), (452, "4.2.2 Sorry"), None),
        (aiosmtplib.SMTPDataError(452, "4.2.2 Sorry"), (452, "4.2.2 Sorry"), None),
        (aiosmtplib.SMTPConnectResponseError(421, "4.3.2 Sorry"), (421, "4.3.2 Sorry"), Command.CONNECT),
        (aiosmtplib.SMTPHeloError(554, "Sorry"), (554, "Sorry"), Command.EHLO),
        (aiosmtplib.SMTPAuthenticationError(535, "5.7.8 Sorry"), (535, "5.7.8 Sorry"), Command.AUTH),
        (aiosmtplib.SMTPSenderRefused(550, "5.1.8 Sorry", "a@b.example"), (550, "5.1.8 Sorry"), Command.MAIL),
        (
            aiosmtplib.SMTPRecipientRefused(550, "5.1.1 Sorry", "a@b.example"),
            (550, "5.1.1 Sorry"),
            Command.RCPT,
        ),
        (aiosmtplib.SMTPServerDisconnected("Connection lost"), "Connection lost", None),
        (aiosmtplib.SMTPConnectError("Connection refused"), "Connection refused", Command.CONNECT),
        (aiosmtplib.SMTPReadTimeoutError("Timed out"), "Timed out", None),
    ],
    ids=lambda value: f"{type(value).__module__}.{type(value).__name__}",
)
def test_one_reply(failure, reply, command):
    assert from_exception(failure) == classify(reply, command=command)


def test_what_is_known_of_the_command_counts_most():
    refused = {"a@example.org": (550, b"5.1.1 no such user")}
    for failure in (smtplib.SMTPDataError(452, FULL), OSError("timed out"), ValueError("550 no such user")):
        for command in ("data", "end of DATA"):
            assert from_exception(failure, command=command) == from_exception(
                failure, command=Command.from_name(command)
            )
    assert from_exception(refused, command="mail") == {
        "a@example.org": classify(refused["a@example.org"], command="mail")
    }
    with pytest.raises(ValueError, match="expected the id of a command"):
        from_exception(ValueError("x"), command="NOOP")


def test_every_class_of_the_libraries_is_known():
    """A class that a library adds must be looked at."""
    ours = {
        "SMTPException", "SMTPNotSupportedError", "SMTPServerDisconnected", "SMTPResponseException",
        "SMTPSenderRefused", "SMTPRecipientsRefused", "SMTPDataError", "SMTPConnectError", "SMTPHeloError",
        "SMTPAuthenticationError",
    }  # fmt: skip
    found = {
        n for n, v in vars(smtplib).items() if isinstance(v, type) and issubclass(v, smtplib.SMTPException)
    }
    assert found == ours
    aio = {
        "SMTPException", "SMTPServerDisconnected", "SMTPConnectError", "SMTPTimeoutError",
        "SMTPConnectTimeoutError", "SMTPReadTimeoutError", "SMTPNotSupported", "SMTPResponseException",
        "SMTPConnectResponseError", "SMTPHeloError", "SMTPDataError", "SMTPAuthenticationError",
        "SMTPSenderRefused", "SMTPRecipientRefused", "SMTPRecipientsRefused",
    }  # fmt: skip
    module = vars(aiosmtplib.errors)
    found = {n for n, v in module.items() if isinstance(v, type) and issubclass(v, aiosmtplib.SMTPException)}
    assert found == aio


def test_recipients():
    answers = {"a@example.org": (550, b"5.1.1 no such user"), "b@example.org": (452, FULL)}
    expected = {recipient: classify(reply, command="rcpt") for recipient, reply in answers.items()}
    # All refused: raised. Some refused: returned.
    assert from_exception(smtplib.SMTPRecipientsRefused(answers)) == expected
    assert from_exception(answers) == expected
    assert from_exception({}) == {}
    one_by_one = [
        aiosmtplib.SMTPRecipientRefused(code, text.decode(), recipient)
        for recipient, (code, text) in answers.items()
    ]
    assert from_exception(aiosmtplib.SMTPRecipientsRefused(one_by_one)) == expected
    assert from_exception({"c@example.org": aiosmtplib.SMTPResponse(452, "4.2.2 Sorry")}) == {
        "c@example.org": expected["b@example.org"]
    }


@pytest.fixture
def server():
    """A server on loopback that takes mail for fine@example.org and nobody else; gives its address."""
    import threading

    def serve(listener):
        # Whoever never comes must not be waited for.
        listener.settimeout(30)
        connection, _ = listener.accept()
        with connection, connection.makefile("rwb") as wire:
            wire.write(b"220 mx.example.org\r\n")
            wire.flush()
            data = False
            for line in wire:
                word = line[:4].upper()
                if data and line != b".\r\n":
                    continue
                if word == b"RCPT" and b"<fine@example.org>" not in line:
                    wire.write(b"550-5.1.1 The email account does not exist.\r\n550 5.1.1 Sorry\r\n")
                elif word == b"QUIT":
                    wire.write(b"221 bye\r\n")
                    wire.flush()
                    return
                else:
                    wire.write(b"354 go on\r\n" if word == b"DATA" else b"250 ok\r\n")
                data = word == b"DATA"
                wire.flush()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        yield listener.getsockname()
        thread.join()


TO = ["fine@example.org", "gone@example.org"]


def refused(failure):
    """What is said of whom."""
    return {recipient: verdict.category.value for recipient, verdict in from_exception(failure).items()}


def test_smtplib_raises(server):
    with (
        smtplib.SMTP(*server, timeout=30) as client,
        pytest.raises(smtplib.SMTPRecipientsRefused) as caught,
    ):
        client.sendmail("a@example.com", TO[1:], "x")
    assert refused(caught.value) == {"gone@example.org": "user_unknown"}
    assert from_exception(caught.value)["gone@example.org"].should_suppress


def test_smtplib_reports(server):
    with smtplib.SMTP(*server, timeout=30) as client:
        assert refused(client.sendmail("a@example.com", TO, "x")) == {"gone@example.org": "user_unknown"}


def aio(server, recipients):
    import asyncio

    async def send():
        host, port = server
        async with aiosmtplib.SMTP(hostname=host, port=port, timeout=30) as client:
            return await client.sendmail("a@example.com", recipients, "x")

    return asyncio.run(send())


def test_aiosmtplib_raises(server):
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as caught:
        aio(server, TO[1:])
    assert refused(caught.value) == {"gone@example.org": "user_unknown"}


def test_aiosmtplib_reports(server):
    answer = aio(server, TO)
    assert refused(answer) == refused(answer[0]) == {"gone@example.org": "user_unknown"}


@pytest.mark.parametrize(
    ("failure", "category"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED)), "connection_failed"),
        (ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET)), "connection_failed"),
        (OSError(errno.EHOSTUNREACH, os.strerror(errno.EHOSTUNREACH)), "connection_failed"),
        (TimeoutError("timed out"), "connection_failed"),
        (TimeoutError(), "connection_failed"),
        (smtplib.SMTPServerDisconnected("Connection unexpectedly closed"), "connection_failed"),
        (
            ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"),
            "tls_failed",
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_network(failure, category):
    verdict = from_exception(failure)
    assert verdict.category == category
    assert verdict.reply_code is None, "the system's error numbers are no reply codes"


def test_wrapped():
    def wrap(explicit):
        try:
            try:
                raise smtplib.SMTPDataError(452, FULL)
            except smtplib.SMTPException as error:
                if explicit:
                    raise RuntimeError("sending failed") from error
                raise RuntimeError("sending failed")  # noqa: B904  # the context is the point
        except RuntimeError as error:
            return error

    assert from_exception(wrap(explicit=True)) == classify((452, FULL))
    assert from_exception(wrap(explicit=False)) == classify((452, FULL))
    hidden = wrap(explicit=False)
    hidden.__suppress_context__ = True
    assert from_exception(hidden) == classify("sending failed")
    one, other = RuntimeError(), RuntimeError()
    one.__cause__, other.__cause__ = other, one
    assert from_exception(one).category == "unknown"
    group = ExceptionGroup("tasks", [ValueError("x"), smtplib.SMTPDataError(452, FULL)])
    assert from_exception(group) == classify((452, FULL))
    assert from_exception(ExceptionGroup("tasks", [ValueError("y"), KeyError("z")])) == classify("y")


class SilentError(Exception):
    def __str__(self):
        raise RuntimeError("no text")


class OddError(Exception):
    recipients = ("a@example.org", 5)
    code = 550
    message = object()
    strerror = 7


@pytest.mark.parametrize(
    ("failure", "category"),
    [
        (ValueError("not enough values to unpack"), "unknown"),
        (ValueError(), "unknown"),
        (ValueError("550 5.1.1 no such user"), "user_unknown"),
        (UnicodeEncodeError("ascii", "Größe", 2, 4, "ordinal not in range(128)"), "message_malformed"),
        (OSError(), "unknown"),
        (OSError("Connection refused"), "connection_failed"),
        (FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), "550"), "unknown"),
        (EOFError(), "connection_failed"),
        (KeyError("550"), "unknown"),
        (LookupError("the user does not exist"), "unknown"),
        (OSError("Account is disabled"), "unknown"),
        (SilentError(), "unknown"),
        (OddError(), "unknown"),
        (KeyboardInterrupt(), "unknown"),
    ],
    ids=lambda value: repr(value)[:40] if isinstance(value, OSError | ValueError) else str(type(value)),
)
def test_any_exception_has_a_verdict(failure, category):
    verdict = from_exception(failure)
    assert verdict.category == category
    assert verdict.is_failure
    assert verdict.should_suppress == (category == "user_unknown"), "words of no server retire nobody"


def test_the_outermost_text_that_means_something_counts():
    outer = RuntimeError("could not send")
    outer.__cause__ = ValueError("452 4.2.2 Mailbox full")
    outer.__cause__.__cause__ = ValueError("550 5.1.1 no such user")
    assert from_exception(outer) == classify("452 4.2.2 Mailbox full")


def test_context_and_classifier():
    error = smtplib.SMTPDataError(421, b"4.2.1 slow down")
    assert from_exception(error, provider="gmail") == classify((421, b"4.2.1 slow down"), provider="gmail")
    host = "gmail-smtp-in.l.google.com"
    assert from_exception(error, remote_host=host) == classify((421, b"4.2.1 slow down"), remote_host=host)
    assert from_exception(error, sending_ip="192.0.2.1") == classify((421, b"4.2.1 slow down"))
    classifier = smtpcodes.Classifier(
        rules="""
rules:
  - id: our-own
    match: ["slow down"]
    category: greylisted
    examples: ["421 slow down"]
"""
    )
    assert from_exception(error, classifier=classifier).evidence.id == "our-own"


@pytest.mark.parametrize(
    "failure",
    [
        None,
        5,
        "550 x",
        {"a@example.org": "x"},
        {"a@example.org": ()},
        {"a@example.org": ("550", "x")},
        [("a", 1)],
        ["a"],
        object(),
        ValueError,
    ],
    ids=repr,
)
def test_what_is_no_failure_of_mail(failure):
    with pytest.raises(TypeError, match="expected an exception or a report of a mail library"):
        from_exception(failure)


def test_nothing_is_imported(python):
    import subprocess

    code = "import sys, smtpcodes; print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    out = subprocess.run(
        [python, "-P", "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"smtplib", "aiosmtplib", "django", "pyarrow", "polars", "pandas", "duckdb", "numpy"} & set(
        out
    )
