"""What the members of the closed lists can do.

The lists themselves, in ``_codes``, are made from ``codes.yaml``. Facts come from the core when they are
asked for.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Self

from smtpcodes import _native

if TYPE_CHECKING:
    from smtpcodes._codes import Action, Category, Cause, Command, Group, Provider, Severity, Side, Vocabulary


class Advice(NamedTuple):
    """What each of the two sides can do."""

    sender: str
    """For the sending side: a person, a mail server or a sending platform."""
    recipient: str
    """For the recipient, or the administrator of the receiving system."""


class Relation(StrEnum):
    """How another product's label stands to a category of ours."""

    EXACT = "exact"
    """Both cover the same replies."""
    BROADER = "broader"
    """Theirs covers more."""
    NARROWER = "narrower"
    """Theirs covers less."""
    NONE = "none"
    """There is no counterpart."""


class EvidenceKind(StrEnum):
    """What kind of witness decided."""

    RULE = "rule"
    """The wording, or a code or tag of the provider's own."""
    ENHANCED_CODE = "enhanced_code"
    """The enhanced status code."""
    REPLY_CODE = "reply_code"
    """The reply code."""
    NONE = "none"
    """Nothing said enough."""


class ProviderKind(StrEnum):
    """What a provider is."""

    MAILBOX = "mailbox"
    """Keeps mailboxes."""
    GATEWAY = "gateway"
    """Filters or forwards mail in front of other systems."""
    MTA = "mta"
    """Server software that anybody may run."""
    PLATFORM = "platform"
    """A sending platform whose own refusals reach its customers."""


class Listed(StrEnum):
    """What a block list lists."""

    IP = "ip"
    """IP addresses."""
    DOMAIN = "domain"
    """Domains."""
    URL = "url"
    """Links in messages."""


class Crosswalk(NamedTuple):
    """What another product calls a category of ours."""

    relation: Relation
    """How their word compares."""
    label: str | None
    """Their word; ``None`` if there is no counterpart."""


class Label(NamedTuple):
    """Another product's label, read back."""

    label: str
    """As the other product writes it."""
    category: Category | None
    """The category that it means best; ``None`` if it says too little."""
    relation: Relation
    """How it stands to that category."""


@cache
def _numbers(axis: str) -> dict[str, int]:
    return {member: number for member, number in _native.members(axis) if number is not None}


@cache
def _members(axis: str) -> dict[int, str]:
    return {number: member for member, number in _numbers(axis).items()}


class Axis(StrEnum):
    """A closed list: its members are their ids, which never change."""

    @property
    def number(self) -> int:
        """The number that stands for it in other languages and in storage; it never changes either."""
        return _numbers(type(self).__name__)[self.value]

    @classmethod
    def from_number(cls, number: int) -> Self | None:
        """Tell which member a number stands for; ``None`` if there is none of this number.

        >>> from smtpcodes import Category
        >>> Category.from_number(Category.MAILBOX_FULL.number)
        <Category.MAILBOX_FULL: 'mailbox_full'>
        """
        member = _members(cls.__name__).get(number)
        return None if member is None else cls(member)

    @property
    def title(self) -> str:  # type: ignore[override]  # a member is text, but in title case it would be no id
        """A few words for people."""
        return _native.title(type(self).__name__, self.value)

    @property
    def meaning(self) -> str | None:
        """What it means; ``None`` where the title says it all."""
        return None

    @property
    def advice(self) -> Advice | None:
        """What each side can do; ``None`` where it is no matter of doing."""
        return None


class ItemAxis(Axis):
    """A list whose members have a longer text."""

    @property
    def meaning(self) -> str:
        """What it means, in one to three sentences."""
        return _native.item_facts(type(self).__name__, self.value)


class SeverityAxis(ItemAxis):
    """Base of `Severity`."""


class BounceAxis(ItemAxis):
    """Base of `Bounce`."""


class SideAxis(ItemAxis):
    """Base of `Side`."""


class GroupAxis(ItemAxis):
    """Base of `Group`."""


class CauseAxis(ItemAxis):
    """Base of `Cause`."""


class ActionAxis(ItemAxis):
    """Base of `Action`."""


class CommandAxis(Axis):
    """Base of `Command`."""

    @staticmethod
    def from_name(name: str) -> Command:
        """Tell which command a text names, as people, logs and mail servers write it.

        It is an id in any case of letters, or the command as it is spoken: ``MAIL FROM``, ``HELO``,
        ``AUTH PLAIN``, ``end of DATA``. A text that names none raises ``ValueError``.

        >>> from smtpcodes import Command
        >>> Command.from_name("RCPT TO:<a@example.org>")
        <Command.RCPT: 'rcpt'>
        """
        return _native.command_from_name(name)


_category = cache(_native.category_facts)
_provider = cache(_native.provider_facts)
_blocklist = cache(_native.blocklist_facts)


class CategoryAxis(ItemAxis):
    """Base of `Category`."""

    @property
    def group(self) -> Group:
        """The family that it belongs to."""
        return _category(self.value)["group"]

    @property
    def side(self) -> Side:
        """On whose side the cause lies."""
        return _category(self.value)["side"]

    @property
    def cause(self) -> Cause | None:
        """The common cause that it counts to, if it counts to one."""
        return _category(self.value)["cause"]

    @property
    def is_hard(self) -> bool:
        """Whether it retires the address, unless the reply was transient."""
        return _category(self.value)["is_hard"]

    @property
    def action(self) -> Action:
        """What to do on a permanent reply."""
        return _category(self.value)["action"]

    @property
    def advice(self) -> Advice:
        """What each side can do."""
        return _category(self.value)["advice"]

    def action_on(self, severity: Severity | str) -> Action:
        """Tell what to do on a reply of this severity.

        >>> from smtpcodes import Category, Severity
        >>> Category.USER_UNKNOWN.action_on(Severity.TRANSIENT)
        <Action.RETRY: 'retry'>
        """
        actions = _category(self.value)["action_on"]
        if severity not in actions:
            message = f'expected the id of a severity, found "{severity}"'
            raise ValueError(message)
        return actions[severity]

    def to_vocabulary(self, vocabulary: Vocabulary | str) -> Crosswalk:
        """Tell what another product calls it, and how their word compares.

        >>> from smtpcodes import Category
        >>> Category.MAILBOX_FULL.to_vocabulary("sisimai").label
        'mailboxfull'
        """
        return Crosswalk(*_native.crosswalk(self.value, vocabulary))

    @staticmethod
    def from_vocabulary(vocabulary: Vocabulary | str, label: str) -> Category | None:
        """Tell which category another product's label means best, in any case of letters.

        A label that is not known, or says too little, gives ``None``; a vocabulary that is not known raises
        ``ValueError``.

        >>> from smtpcodes import Category
        >>> Category.from_vocabulary("sisimai", "mailboxfull")
        <Category.MAILBOX_FULL: 'mailbox_full'>
        """
        return next((category for _, category, _ in _native.labels(vocabulary, label)), None)


class VocabularyAxis(Axis):
    """Base of `Vocabulary`."""

    @property
    def source(self) -> str | None:
        """The product's own page about its labels, if there is a public one."""
        return _native.vocabulary_source(self.value)

    @property
    def labels(self) -> tuple[Label, ...]:
        """All labels."""
        return tuple(Label(*row) for row in _native.labels(self.value))

    def label(self, label: str) -> Label | None:
        """Look a label up, in any case of letters.

        >>> from smtpcodes import Vocabulary
        >>> Vocabulary.SISIMAI.label("MailboxFull").category
        <Category.MAILBOX_FULL: 'mailbox_full'>
        """
        return next((Label(*row) for row in _native.labels(self.value, label)), None)


class ProviderAxis(Axis):
    """Base of `Provider`."""

    @property
    def kind(self) -> ProviderKind:
        """What it is."""
        return _provider(self.value)["kind"]

    @property
    def hosts(self) -> tuple[str, ...]:
        """Suffixes of the names of its receiving servers."""
        return _provider(self.value)["hosts"]

    @property
    def domains(self) -> tuple[str, ...]:
        """Its usual mailbox domains. They say who serves a recipient, never who wrote a reply."""
        return _provider(self.value)["domains"]

    @property
    def markers(self) -> tuple[str, ...]:
        """Text that only its own replies hold."""
        return _provider(self.value)["markers"]

    @property
    def postmaster(self) -> str | None:
        """Its page for senders, if there is one."""
        return _provider(self.value)["postmaster"]

    @staticmethod
    def from_host(host: str) -> Provider | None:
        """Tell which provider runs a receiving host.

        >>> from smtpcodes import Provider
        >>> Provider.from_host("gmail-smtp-in.l.google.com")
        <Provider.GMAIL: 'gmail'>
        """
        return _native.provider_from_host(host)

    @staticmethod
    def from_name(name: str) -> Provider:
        """Tell which provider a text names: by its id in any case of letters, its title, or one of its hosts.

        A text that names none raises ``ValueError``.

        >>> from smtpcodes import Provider
        >>> Provider.from_name("Exchange Online")
        <Provider.EXCHANGE_ONLINE: 'exchange_online'>
        """
        return _native.provider_from_name(name)


class BlocklistAxis(Axis):
    """Base of `Blocklist`."""

    @property
    def operator(self) -> str:
        """Who runs it."""
        return _blocklist(self.value)["operator"]

    @property
    def lists(self) -> Listed:
        """What it lists."""
        return _blocklist(self.value)["lists"]

    @property
    def markers(self) -> tuple[str, ...]:
        """Zones, links and words by which replies name it."""
        return _blocklist(self.value)["markers"]

    @property
    def removal(self) -> str | None:
        """The page to look up a listing and ask for removal, if there is one."""
        return _blocklist(self.value)["removal"]

    @property
    def closed(self) -> str | None:
        """When it went out of service: a year, a year and month, or ``unknown``; ``None`` if it is alive."""
        return _blocklist(self.value)["closed"]


_reply_code = cache(_native.reply_code_facts)


class ReplyCodeAxis(IntEnum):
    """Base of `ReplyCode`.

    Servers send what they like, so that every number of three digits is a reply code. One that nobody has
    described has the name ``UNKNOWN_`` and its digits, and neither title nor texts.

    >>> from smtpcodes import ReplyCode
    >>> ReplyCode(550) is ReplyCode.MAILBOX_UNAVAILABLE, ReplyCode(599).title
    (True, None)
    """

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, int) or isinstance(value, bool) or not 100 <= value <= 999:  # noqa: PLR2004
            return None
        member = int.__new__(cls, value)
        member._name_ = f"UNKNOWN_{value}"
        member._value_ = value
        # As `enum.Flag` does: one object for one value, whichever thread is first.
        known: dict[object, Self] = cls._value2member_map_  # type: ignore[assignment]
        return known.setdefault(value, member)

    @property
    def title(self) -> str | None:
        """A few words, if it is known."""
        return _reply_code(self.value)["title"]

    @property
    def meaning(self) -> str | None:
        """The standard's meaning, then what it tends to mean in practice; if it is known."""
        return _reply_code(self.value)["meaning"]

    @property
    def popular(self) -> str | None:
        """What popular tables mean by it, where that differs."""
        return _reply_code(self.value)["popular"]

    @property
    def advice(self) -> Advice | None:
        """What each side can do, if it is known."""
        return _reply_code(self.value)["advice"]

    @property
    def source(self) -> str | None:
        """Where it is defined, if it is known."""
        return _reply_code(self.value)["source"]

    @property
    def category(self) -> Category | None:
        """The category that the bare code, without any text, justifies.

        >>> from smtpcodes import ReplyCode
        >>> ReplyCode(535).category, ReplyCode(550).category  # 550 is sent for everything
        (<Category.SMTP_AUTH_FAILED: 'smtp_auth_failed'>, None)
        """
        return _reply_code(self.value)["category"]

    @property
    def severity(self) -> Severity:
        """What its first digit claims."""
        return _reply_code(self.value)["severity"]

    @property
    def is_known(self) -> bool:
        """Whether it has a name and texts."""
        return _reply_code(self.value)["is_known"]

    @property
    def is_standard(self) -> bool:
        """Whether a standard defines it; others are only seen in practice or in popular tables."""
        return _reply_code(self.value)["is_standard"]
