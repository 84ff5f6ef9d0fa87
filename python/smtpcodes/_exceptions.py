"""Verdicts on what mail libraries raise and report.

Nothing is imported for it: an object of a library can only be here if the library is, and its attributes tell
what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast, overload

from smtpcodes import _native
from smtpcodes._codes import Command, Provider

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Iterable, Iterator
    from ipaddress import IPv4Address, IPv6Address

    from smtpcodes._native import Classifier, Verdict

# The commands that exceptions of smtplib and aiosmtplib stand for. SMTPDataError stands for two: the refusal
# of DATA, and that of the message after it.
_COMMANDS = {
    "SMTPConnectError": Command.CONNECT,
    "SMTPConnectResponseError": Command.CONNECT,
    "SMTPHeloError": Command.EHLO,
    "SMTPAuthenticationError": Command.AUTH,
    "SMTPSenderRefused": Command.MAIL,
    "SMTPRecipientRefused": Command.RCPT,
}

# The tracking events of django-anymail that tell of a failure; openings, clicks and the like are none.
_FAILED = ("rejected", "failed", "bounced", "deferred")


@overload
def from_exception(
    failure: smtplib.SMTPRecipientsRefused | Mapping[str, tuple[int, bytes | str]],
    *,
    remote_host: str | None = None,
    provider: Provider | str | None = None,
    sending_ip: str | IPv4Address | IPv6Address | None = None,
    classifier: Classifier | None = None,
) -> dict[str, Verdict]: ...


@overload
def from_exception(
    failure: smtplib.SMTPResponseException,
    *,
    remote_host: str | None = None,
    provider: Provider | str | None = None,
    sending_ip: str | IPv4Address | IPv6Address | None = None,
    classifier: Classifier | None = None,
) -> Verdict: ...


@overload
def from_exception(
    failure: object,
    *,
    remote_host: str | None = None,
    provider: Provider | str | None = None,
    sending_ip: str | IPv4Address | IPv6Address | None = None,
    classifier: Classifier | None = None,
) -> Verdict | dict[str, Verdict]: ...


def from_exception(
    failure: object,
    *,
    remote_host: str | None = None,
    provider: Provider | str | None = None,
    sending_ip: str | IPv4Address | IPv6Address | None = None,
    classifier: Classifier | None = None,
) -> Verdict | dict[str, Verdict]:
    """Classify what a mail library raised, returned or reported.

    - exceptions of ``smtplib`` and ``aiosmtplib``: all that the exception holds is used, and the SMTP
      command that it stands for. ``SMTPRecipientsRefused`` gives a dict, a verdict for each recipient;
    - what ``sendmail()`` and ``send_message()`` return when some recipients were refused and others were not:
      a dict as well;
    - tracking events of django-anymail;
    - exceptions of the network, such as ``TimeoutError`` and ``ssl.SSLError``;
    - any exception that was raised from one of these, as Django and others do.

    What is none of these raises ``TypeError``.

    >>> import smtplib
    >>> from smtpcodes import from_exception
    >>> from_exception(smtplib.SMTPDataError(452, b"4.2.2 Mailbox full")).category
    <Category.MAILBOX_FULL: 'mailbox_full'>
    >>> refused = smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"5.1.1 no such user")})
    >>> {recipient: verdict.bounce.value for recipient, verdict in from_exception(refused).items()}
    {'a@example.org': 'hard'}
    """

    def judge(reply: object, command: Command | None = None) -> Verdict:
        classify: Any = _native.classify if classifier is None else classifier.classify
        verdict: Verdict = classify(
            reply, remote_host=remote_host, provider=provider, command=command, sending_ip=sending_ip
        )
        return verdict

    for candidate in _candidates(failure):
        refused = _refused(candidate)
        if refused is not None:
            return {recipient: judge(reply, Command.RCPT) for recipient, reply in refused}
        reply = _reply(candidate)
        if reply is not None:
            return judge(reply, _command(candidate))
    message = f"expected an exception or a report of a mail library, found {type(failure).__name__}"
    raise TypeError(message)


def _candidates(failure: object) -> Iterator[object]:
    """Go through a failure and what it was raised from."""
    seen: set[int] = set()
    while failure is not None and id(failure) not in seen:
        seen.add(id(failure))
        yield failure
        if not isinstance(failure, BaseException):
            return
        context = None if failure.__suppress_context__ else failure.__context__
        failure = failure.__cause__ or context


def _refused(failure: object) -> list[tuple[str, object]] | None:
    """Recipients with their replies, if that is what it holds."""
    recipients: object = getattr(failure, "recipients", failure)
    if isinstance(recipients, Mapping):
        pairs = list(cast("Mapping[str, object]", recipients).items())
        return pairs if all(isinstance(reply, tuple) for _, reply in pairs) else None
    if isinstance(recipients, list):
        return [(one.recipient, (one.code, one.message)) for one in cast("Iterable[Any]", recipients)]
    return None


def _reply(failure: object) -> object:
    """Find what the server said, or what stands for it; ``None`` if nothing does."""
    for code, message in (("smtp_code", "smtp_error"), ("code", "message")):
        number = getattr(failure, code, None)
        if isinstance(number, int) and hasattr(failure, message):
            return number, getattr(failure, message)
    for report in ("mta_response", "description"):
        if isinstance(text := getattr(failure, report, None), str) and text:
            return text
    if getattr(failure, "event_type", None) in _FAILED:
        # Nobody said why.
        return ""
    if isinstance(failure, OSError):
        # Of an error of the system, the text without its number, which could be read as a code.
        return failure.strerror or str(failure)
    return None


def _command(failure: object) -> Command | None:
    names = (base.__name__ for base in type(failure).__mro__)
    return next((_COMMANDS[name] for name in names if name in _COMMANDS), None)
