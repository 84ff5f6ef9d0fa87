"""The parts of a reply, and the rules that classify it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from smtpcodes import _native

if TYPE_CHECKING:
    from smtpcodes._codes import Category, Provider, ReplyCode, Severity
    from smtpcodes._native import EnhancedCode


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The parts of a reply, as :func:`parse_reply` reads them."""

    code: ReplyCode | None
    """The reply code, if the text has one."""
    enhanced_code: EnhancedCode | None
    """The enhanced status code, if the text has one."""
    severity: Severity
    """What the codes claim."""
    lines: tuple[str, ...]
    """The lines that have text, without the codes in front of it."""
    text: str
    """The lines as one text, with a blank between them."""
    help_url: str | None
    """The page that the reply points to."""

    def __str__(self) -> str:
        return self.text


def parse_reply(reply: str | bytes | bytearray | memoryview | tuple[int, str | bytes | None], /) -> Reply:
    r"""Read a reply tolerantly: as it came over the wire, or as programs quote it.

    It is text, bytes, or a pair ``(code, message)``, as for ``classify``. Bytes that are not UTF-8 are
    replaced.

    >>> from smtpcodes import parse_reply
    >>> reply = parse_reply("550-5.1.1 No such user.\r\n550 5.1.1 Check the address.\r\n")
    >>> reply.code, str(reply.enhanced_code), reply.lines
    (<ReplyCode.MAILBOX_UNAVAILABLE: 550>, '5.1.1', ('No such user.', 'Check the address.'))
    >>> reply.text
    'No such user. Check the address.'
    """
    return Reply(**_native.reply_parts(reply))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A built-in rule, which evidence names by its id."""

    id: str
    """Its name for programs; it never changes."""
    category: Category
    """What went wrong where it matches."""
    severity: Severity | None
    """The severity that it means, where that is other than what the codes claim."""
    providers: tuple[Provider, ...]
    """The providers of which one must be known; empty for any."""
    source: str | None
    """Where its provider documents the wording."""
    example: str
    """A reply that it recognises."""


def rule(id: str, /) -> Rule | None:  # noqa: A002  # it is what evidence calls it
    """Look a built-in rule up by what evidence shows; ``None`` if there is none of this id.

    >>> from smtpcodes import classify, rule
    >>> rule(classify("550 no such user").evidence.id).category
    <Category.USER_UNKNOWN: 'user_unknown'>
    """
    facts = _native.rule_facts(id)
    return None if facts is None else Rule(**facts)
