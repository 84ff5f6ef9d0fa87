"""Verdicts on what mail libraries raise and report.

Nothing is imported for it: an object of a library can only be here if the library is, and its attributes tell
what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast, overload

from smtpcodes import _native
from smtpcodes._codes import Bounce, Category, Command, Provider

if TYPE_CHECKING:
    import smtplib
    from collections.abc import Iterator
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

# What django-anymail calls a recipient or an event that failed; what was sent, opened and the like did not.
_FAILED = ("rejected", "invalid", "failed", "bounced", "deferred")

# Its exceptions that tell of a failure; others tell of a mistake in the program that sends.
_PLATFORM = ("AnymailAPIError", "AnymailRecipientsRefused")


@overload
def from_exception(
    failure: smtplib.SMTPRecipientsRefused | Mapping[str, tuple[int, bytes | str]],
    *,
    remote_host: str | None = None,
    provider: Provider | str | None = None,
    command: Command | str | None = None,
    sending_ip: str | IPv4Address | IPv6Address | None = None,
    classifier: Classifier | None = None,
) -> dict[str, Verdict]: ...


@overload
def from_exception(
    failure: smtplib.SMTPResponseException,
    *,
    remote_host: str | None = None,
    provider: Provider | str | None = None,
    command: Command | str | None = None,
    sending_ip: str | IPv4Address | IPv6Address | None = None,
    classifier: Classifier | None = None,
) -> Verdict: ...


@overload
def from_exception(
    failure: object,
    *,
    remote_host: str | None = None,
    provider: Provider | str | None = None,
    command: Command | str | None = None,
    sending_ip: str | IPv4Address | IPv6Address | None = None,
    classifier: Classifier | None = None,
) -> Verdict | dict[str, Verdict]: ...


def from_exception(  # noqa: PLR0913  # so much can be known
    failure: object,
    *,
    remote_host: str | None = None,
    provider: Provider | str | None = None,
    command: Command | str | None = None,
    sending_ip: str | IPv4Address | IPv6Address | None = None,
    classifier: Classifier | None = None,
) -> Verdict | dict[str, Verdict]:
    """Classify what a mail library raised, returned or reported.

    - exceptions of ``smtplib`` and ``aiosmtplib``: all that the exception holds is used, and the SMTP
      command that it stands for. ``SMTPRecipientsRefused`` gives a dict, a verdict for each recipient;
    - what ``sendmail()`` and ``send_message()`` return when some recipients were refused and others were not:
      a dict as well;
    - django-anymail: what a platform answered at once, as ``message.anymail_status`` or as an exception, and
      tracking events. A status names recipients, and gives a dict of those who were refused. Where there is
      no reply, the platform's own word is classified;
    - exceptions of the network, such as ``TimeoutError`` and ``ssl.SSLError``;
    - any exception that was raised from one of these, as Django and others do, and groups of exceptions.

    Any other exception has a verdict as well, so that nothing is hidden where ``from_exception`` is called in
    an ``except`` clause: on its text, or else on that of an exception that it was raised from. That is
    ``unknown``, unless the text means something. No address is called dead for words that no server can have
    said: without a reply code or an enhanced status code such a verdict is ``unknown``, too.

    What is known besides may be given as to ``classify``, and a ``classifier`` brings its own rules. What you
    know of the command counts more than what the failure tells.

    What is neither an exception nor such a report raises ``TypeError``.

    >>> import smtplib
    >>> from smtpcodes import from_exception
    >>> from_exception(smtplib.SMTPDataError(452, b"4.2.2 Mailbox full")).category
    <Category.MAILBOX_FULL: 'mailbox_full'>
    >>> refused = smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"5.1.1 no such user")})
    >>> {recipient: verdict.bounce.value for recipient, verdict in from_exception(refused).items()}
    {'a@example.org': 'hard'}
    >>> from_exception(ConnectionRefusedError(111, "Connection refused")).category
    <Category.CONNECTION_FAILED: 'connection_failed'>
    >>> from_exception(ValueError("not enough values to unpack")).category
    <Category.UNKNOWN: 'unknown'>
    """

    def judge(reply: object, told: Command | None = None) -> Verdict:
        classify: Any = _native.classify if classifier is None else classifier.classify
        known = told if command is None else command
        verdict: Verdict = classify(
            reply, remote_host=remote_host, provider=provider, command=known, sending_ip=sending_ip
        )
        return verdict

    def heard(failure: BaseException) -> Verdict:
        """Classify what an exception says that passes on no reply."""
        verdict = judge(_text(failure), _command(failure))
        if verdict.bounce == Bounce.HARD and verdict.reply_code is None and verdict.enhanced_code is None:
            return judge(type(failure).__name__)
        return verdict

    candidates = list(_candidates(failure))
    for candidate in candidates:
        refused = _refused(candidate)
        if refused is not None:
            return {recipient: judge(reply, Command.RCPT) for recipient, reply in refused}
        reply = _reply(candidate)
        if reply is not None:
            return judge(reply, _command(candidate))
        if isinstance(candidate, OSError):
            return heard(candidate)
    others = [heard(candidate) for candidate in candidates if isinstance(candidate, BaseException)]
    if others:
        return next((verdict for verdict in others if verdict.category != Category.UNKNOWN), others[0])
    message = f"expected an exception or a report of a mail library, found {type(failure).__name__}"
    raise TypeError(message)


def _candidates(failure: object) -> Iterator[object]:
    """Go through a failure, those of a group, and what they were raised from."""
    seen: set[int] = set()
    waiting = [failure]
    while waiting:
        failure = waiting.pop()
        if failure is None or id(failure) in seen:
            continue
        seen.add(id(failure))
        yield failure
        if isinstance(failure, BaseException):
            context = None if failure.__suppress_context__ else failure.__context__
            waiting.append(failure.__cause__ or context)
        if isinstance(failure, BaseExceptionGroup):
            waiting += reversed(cast("BaseExceptionGroup[BaseException]", failure).exceptions)


def _refused(failure: object) -> list[tuple[str, object]] | None:
    """Recipients with their replies, if that is what it holds."""
    if "AnymailRecipientsRefused" in _names(failure):
        failure = getattr(getattr(failure, "email_message", None), "anymail_status", None)
    recipients: object = getattr(failure, "recipients", failure)
    if isinstance(recipients, tuple) and recipients and isinstance(recipients[0], Mapping):
        # aiosmtplib gives what the server said last as well.
        recipients = cast("tuple[object, ...]", recipients)[0]
    if isinstance(recipients, Mapping):
        pairs = list(cast("Mapping[str, object]", recipients).items())
        if all(_is_pair(reply) for _, reply in pairs):
            return pairs
        if all(hasattr(one, "status") and hasattr(one, "message_id") for _, one in pairs):
            words = ((recipient, cast("Any", one).status) for recipient, one in pairs)
            return [(recipient, word) for recipient, word in words if word in _FAILED]
        return None
    if isinstance(recipients, list):
        each = [
            (getattr(one, "recipient", None), (getattr(one, "code", None), getattr(one, "message", None)))
            for one in cast("list[object]", recipients)
        ]
        if all(isinstance(recipient, str) and _is_pair(reply) for recipient, reply in each):
            return cast("list[tuple[str, object]]", each)
    return None


def _is_pair(reply: object) -> bool:
    """Whether it is a code and a message, as SMTP libraries give them."""
    match reply:
        case (int(), str() | bytes() | None):
            return isinstance(reply, tuple)
        case _:
            return False


def _reply(failure: object) -> object:
    """Find what the server said, or what stands for it; ``None`` if nothing does."""
    for code, message in (("smtp_code", "smtp_error"), ("code", "message")):
        reply = (getattr(failure, code, None), getattr(failure, message, None))
        if hasattr(failure, message) and _is_pair(reply):
            return reply
    for report in ("mta_response", "description"):
        if isinstance(text := getattr(failure, report, None), str) and text:
            return text
    for word in ("event_type", "status"):
        if (said := getattr(failure, word, None)) in _FAILED and hasattr(failure, "message_id"):
            return said
    return _words(failure) if isinstance(failure, BaseException) else None


def _words(failure: BaseException) -> str | None:
    """Find what a platform answered; the exception's name, if it says nothing: it failed all the same."""
    response = getattr(failure, "response", None)
    if isinstance(body := getattr(response, "text", None), str):
        # The status could be read as a code: what it says without that.
        words = "\n".join(str(part) for part in (*failure.args, getattr(response, "reason", ""), body))
    elif any(name in _PLATFORM for name in _names(failure)):
        words = str(failure)
    else:
        return None
    return words if words.strip() else type(failure).__name__


def _text(failure: BaseException) -> str:
    """Find what an exception says; its name, if it says nothing."""
    words: object = None
    if isinstance(failure, OSError):
        # Of an error of the system, the text without its number, which could be read as a code.
        words = failure.strerror
    if not words:
        try:
            words = str(failure)
        except Exception:  # noqa: BLE001  # whatever is wrong with it, it is not what the caller is told of
            words = None
    return words if isinstance(words, str) and words.strip() else type(failure).__name__


def _command(failure: object) -> Command | None:
    return next((_COMMANDS[name] for name in _names(failure) if name in _COMMANDS), None)


def _names(failure: object) -> list[str]:
    """Its class and those that this one is of, the nearest first."""
    return [base.__name__ for base in type(failure).__mro__]
