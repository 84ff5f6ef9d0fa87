# Types of the extension module. What it has that is public is exported by the package.

from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address
from os import PathLike
from typing import Any, Final, Protocol, TypeAlias, TypedDict, final, overload

from smtpcodes._axis import Advice, EvidenceKind, Listed, ProviderKind, Relation
from smtpcodes._codes import (
    Action,
    Blocklist,
    Bounce,
    Category,
    Cause,
    Command,
    Group,
    Provider,
    ReplyCode,
    Severity,
    Side,
)

__all__ = [
    "Classifier",
    "EnhancedCode",
    "Evidence",
    "JoinedReplies",
    "Verdict",
    "VerdictColumn",
    "Verdicts",
    "__version__",
    "_evidence",
    "_program",
    "_verdict",
    "blocklist_facts",
    "category_facts",
    "classify",
    "classify_batch",
    "command_from_name",
    "crosswalk",
    "explain",
    "help_url",
    "item_facts",
    "join_lines",
    "labels",
    "members",
    "provider_facts",
    "provider_from_host",
    "provider_from_name",
    "read_events",
    "reply_code_facts",
    "reply_parts",
    "rule_facts",
    "rule_ids",
    "title",
    "vocabulary_source",
]
__version__: Final[str]

class _HasBuffer(Protocol):
    def __buffer__(self, flags: int, /) -> memoryview: ...

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

_Bytes: TypeAlias = bytes | bytearray | memoryview | _HasBuffer
_Text: TypeAlias = str | _Bytes
_Reply: TypeAlias = _Text | tuple[int, _Text | None]
_Ip: TypeAlias = str | IPv4Address | IPv6Address
_Column: TypeAlias = _ArrowStream | _ArrowArray | Iterable[Any]

class _Evidence(TypedDict):
    kind: str
    id: str
    start: int
    end: int

class _Verdict(TypedDict):
    reply_code: int | None
    enhanced_code: str | None
    severity: str
    category: str
    bounce: str
    side: str
    action: str
    provider: str | None
    blocklist: str | None
    retry_after: int | None
    conflict: bool
    evidence: _Evidence

@final
class Verdict:
    """What a reply means: what the server claimed, what went wrong, whether the address is dead, whose side
    the cause lies on, and the one thing to do next.

    Verdicts are made by :func:`classify` and do not change. They compare, hash, pickle and match:

    >>> from smtpcodes import Action, Bounce, Verdict, classify
    >>> match classify("452 4.2.2 Mailbox full"):
    ...     case Verdict(bounce=Bounce.HARD):
    ...         print("retire the address")
    ...     case Verdict(action=Action.RETRY, retry_after=seconds):
    ...         print("later", seconds)
    later None
    """

    __match_args__: Final = ("category", "bounce", "action")
    @property
    def reply_code(self) -> ReplyCode | None:
        """The reply code, if the text has one."""
    @property
    def enhanced_code(self) -> EnhancedCode | None:
        """The enhanced status code, if the text has one."""
    @property
    def severity(self) -> Severity:
        """What the server claimed."""
    @property
    def category(self) -> Category:
        """What went wrong."""
    @property
    def bounce(self) -> Bounce:
        """Whether the address is dead."""
    @property
    def side(self) -> Side:
        """On whose side the cause lies."""
    @property
    def action(self) -> Action:
        """What to do next."""
    @property
    def provider(self) -> Provider | None:
        """Who wrote the reply, if that is known."""
    @property
    def blocklist(self) -> Blocklist | None:
        """The block list that it names."""
    @property
    def retry_after(self) -> int | None:
        """Seconds that it asks to wait: at least 1, at most a week."""
    @property
    def conflict(self) -> bool:
        """Whether the witnesses contradict each other: codes, wording, provider."""
    @property
    def evidence(self) -> Evidence:
        """What decided."""
    @property
    def is_failure(self) -> bool:
        """Whether mail failed, for now or for good.

        >>> from smtpcodes import classify
        >>> classify("451 try again later").is_failure
        True
        """
    @property
    def should_suppress(self) -> bool:
        """Whether to stop mailing the address.

        >>> from smtpcodes import classify
        >>> classify("550 5.1.1 Sorry").should_suppress
        True
        >>> classify("550 Sorry").should_suppress  # a bare 550 says nothing
        False
        """
    @property
    def is_retryable(self) -> bool:
        """Whether to send the same message again later, without a change.

        >>> from smtpcodes import classify
        >>> classify("421 4.3.2 Shutting down").is_retryable
        True
        """
    def to_dict(self) -> _Verdict:
        """Plain values only, ready for JSON: enums as their ids, codes as numbers and text.

        >>> from smtpcodes import classify
        >>> verdict = classify("452 4.2.2 Sorry").to_dict()
        >>> verdict["category"], verdict["reply_code"], verdict["evidence"]["id"]
        ('mailbox_full', 452, '4.2.2')
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Evidence:
    """What decided a verdict, and where in the reply it stands.

    Places count characters if the reply was text, and bytes otherwise, also in Arrow's columns of text. Of a pair ``(code, message)`` they
    are places in the code, a blank and the message.

    >>> from smtpcodes import classify
    >>> reply = "452 4.2.2 Sorry"
    >>> evidence = classify(reply).evidence
    >>> evidence.kind, evidence.id
    (<EvidenceKind.ENHANCED_CODE: 'enhanced_code'>, '4.2.2')
    >>> reply[evidence.start : evidence.end] == evidence.of(reply) == "4.2.2"
    True
    """

    __match_args__: Final = ("kind", "id")
    @property
    def kind(self) -> EvidenceKind:
        """What kind of witness it is."""
    @property
    def id(self) -> str:
        """The id of the rule or of the provider's own code, or the code as text; empty if nothing decided."""
    @property
    def start(self) -> int:
        """Where it starts in the reply that was classified."""
    @property
    def end(self) -> int:
        """Where it has ended."""
    @overload
    def of(self, reply: str | tuple[int, str | None], /) -> str:
        """The part of the reply that it stands on: text of text, bytes of bytes.

        >>> from smtpcodes import classify
        >>> classify(b"452 4.2.2 Sorry").evidence.of(b"452 4.2.2 Sorry")
        b'4.2.2'
        """
    @overload
    def of(self, reply: bytes | tuple[int, bytes], /) -> bytes: ...
    def to_dict(self) -> _Evidence:
        """Plain values only, ready for JSON.

        >>> from smtpcodes import classify
        >>> classify("452 4.2.2 Sorry").evidence.to_dict()
        {'kind': 'enhanced_code', 'id': '4.2.2', 'start': 4, 'end': 9}
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class EnhancedCode:
    """An enhanced status code: class, subject and detail.

    Any code of class 2, 4 or 5 can be one, registered or not; the texts of one that is not registered are
    ``None``. Codes compare by number, and equal their own text.

    >>> from smtpcodes import EnhancedCode
    >>> code = EnhancedCode("5.7.26")
    >>> code == EnhancedCode(5, 7, 26) == "5.7.26"
    True
    >>> code.category
    <Category.EMAIL_AUTH_FAILED: 'email_auth_failed'>
    >>> EnhancedCode("5.1.2") < EnhancedCode("5.1.10")
    True
    """

    __match_args__: Final = ("class_", "subject", "detail")
    @overload
    def __new__(cls, code: str, subject: None = None, detail: None = None, /) -> EnhancedCode: ...
    @overload
    def __new__(cls, code: int, subject: int, detail: int, /) -> EnhancedCode: ...
    @property
    def class_(self) -> int:
        """2, 4 or 5."""
    @property
    def subject(self) -> int:
        """What the status is about."""
    @property
    def detail(self) -> int:
        """What exactly."""
    @property
    def severity(self) -> Severity:
        """What its class claims."""
    @property
    def category(self) -> Category | None:
        """The category that the code says by itself, if it says one."""
    @property
    def title(self) -> str | None:
        """The registry's title."""
    @property
    def meaning(self) -> str | None:
        """What it means, and what it tends to mean; of a code that is not registered, what its subject means."""
    @property
    def popular(self) -> str | None:
        """What popular tables and big providers mean instead."""
    @property
    def advice(self) -> Advice | None:
        """What each side can do."""
    @property
    def source(self) -> str | None:
        """The standard that defines it, or its subject."""
    @property
    def is_registered(self) -> bool:
        """Whether it is in the registry."""
    def __eq__(self, other: object, /) -> bool: ...
    def __lt__(self, other: EnhancedCode, /) -> bool: ...
    def __le__(self, other: EnhancedCode, /) -> bool: ...
    def __gt__(self, other: EnhancedCode, /) -> bool: ...
    def __ge__(self, other: EnhancedCode, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class VerdictColumn:
    """The verdicts on a column of replies, made by :func:`classify_batch`.

    To Arrow it is a column of structs (``__arrow_c_array__``), or a table with one row a reply
    (``__arrow_c_stream__``); its fields are those of :meth:`Verdict.to_dict`, with dictionary-encoded text.
    A consumer that asks for plain strings instead gets them. To Python it is a sequence of verdicts, each
    made when it is asked for. Places in the evidence count characters where the reply was given as ``str`` in a list or
    another iterable, as :func:`classify` counts them, and bytes of UTF-8 where it was bytes or came in an Arrow column.

    >>> import smtpcodes
    >>> column = smtpcodes.classify_batch(["550 5.1.1 Sorry", None])
    >>> len(column), column[0].category.value, column[1]
    (2, 'user_unknown', None)
    """

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Verdict | None: ...
    def __iter__(self) -> Iterator[Verdict | None]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class Verdicts:
    def __iter__(self) -> Verdicts: ...
    def __next__(self) -> Verdict | None: ...

@final
class JoinedReplies:
    def __iter__(self) -> JoinedReplies: ...
    def __next__(self) -> str | bytes: ...

@final
class Classifier:
    """The built-in rules, and the caller's own before them.

    Rules are YAML in the form that ``codes.yaml`` documents: an ``os.PathLike`` names a file of them, a
    ``str`` is the text itself. A mistake in them raises :class:`RulesError`, which tells line and column.
    ``file`` is the name that mistakes are reported under, if not that of the file, or ``rules.yaml``.

    >>> import smtpcodes
    >>> classifier = smtpcodes.Classifier(rules=\"\"\"
    ... rules:
    ...   - id: our-gateway-quarantine
    ...     match: ["held for the night shift"]
    ...     category: policy_rejected
    ...     examples: ["550 held for the night shift"]
    ... \"\"\")
    >>> classifier.classify("550 Held for the night shift.").evidence.id
    'our-gateway-quarantine'

    It can be used by many threads, and its rules can be replaced meanwhile.
    """

    def __new__(cls, rules: str | PathLike[str] | None = None, *, file: str | None = None) -> Classifier: ...
    def replace(self, rules: str | PathLike[str] | None = None, *, file: str | None = None) -> None:
        """Replaces the rules for whoever classifies from now on. If there are mistakes in them, nothing changes.

        >>> import smtpcodes
        >>> classifier = smtpcodes.Classifier()
        >>> classifier.replace("rules: []")
        """
    def classify(
        self,
        reply: _Reply,
        /,
        *,
        remote_host: str | None = None,
        provider: str | None = None,
        command: str | None = None,
        sending_ip: _Ip | None = None,
    ) -> Verdict:
        """As :func:`smtpcodes.classify`."""
    def classify_batch(
        self,
        replies: _Column,
        /,
        *,
        remote_host: str | _Column | None = None,
        provider: str | _Column | None = None,
        command: str | _Column | None = None,
        sending_ip: _Ip | _Column | None = None,
        threads: int | None = None,
    ) -> VerdictColumn:
        """As :func:`smtpcodes.classify_batch`. One batch has one set of rules."""

def classify(
    reply: _Reply,
    /,
    *,
    remote_host: str | None = None,
    provider: str | None = None,
    command: str | None = None,
    sending_ip: _Ip | None = None,
) -> Verdict:
    """The verdict on a reply: text, bytes, or a pair ``(code, message)`` as SMTP libraries give it.

    What is known besides makes it better: the host that replied (or the name of the MX record), as logs write it
    (``mx.example.org[192.0.2.1]:25``); the provider, by its id in any case of letters, its name or one of its hosts; the
    SMTP command that was replied to, by its id or as it is spoken (``RCPT TO:``, ``end of DATA``); the IP address that the
    mail was sent from. What names no provider or command raises ``ValueError``. Of very long texts the first 16 KiB are
    read.

    >>> import smtpcodes
    >>> smtpcodes.classify("550 5.1.1 no such user")
    <Verdict 550 5.1.1 user_unknown: permanent, hard bounce, side recipient, action suppress, by rule user-unknown>
    >>> smtpcodes.classify((452, b"4.2.2 Mailbox full")).category.title
    'Mailbox is full'
    >>> smtpcodes.classify("421 4.2.1 slow down", provider="gmail").action
    <Action.THROTTLE: 'throttle'>
    """

def classify_batch(
    replies: _Column,
    /,
    *,
    remote_host: str | _Column | None = None,
    provider: str | _Column | None = None,
    command: str | _Column | None = None,
    sending_ip: _Ip | _Column | None = None,
    threads: int | None = None,
) -> VerdictColumn:
    """The verdicts on a column of replies.

    The column is anything with the Arrow PyCapsule interface (of pyarrow, Polars, pandas, DuckDB, ...), with
    strings or bytes in it, dictionary-encoded or not; or a list, a NumPy array or another iterable of
    ``str``, ``bytes`` and pairs ``(code, message)``. What is null, ``None`` or NaN stays null. Of a table, the
    column ``reply`` is read, and the columns ``remote_host``, ``provider``, ``command`` and ``sending_ip`` if
    they are there; a table of one column may call it as it likes.

    Each of the keyword arguments is one value for all replies, or a column as long as that of the replies. A
    sending IP address in a column that cannot be read counts as not known.

    It runs on all processors unless ``threads`` says how many (0 is all of them), with the interpreter lock released.
    It reads each distinct value of a dictionary once, and a reply that comes again soon not a second time.

    >>> import smtpcodes
    >>> column = smtpcodes.classify_batch(["550 5.1.1 Sorry", None, b"452 4.2.2 Sorry"])
    >>> [verdict and verdict.category.value for verdict in column]
    ['user_unknown', None, 'mailbox_full']

    The result goes wherever Arrow goes:

    >>> import pyarrow
    >>> pyarrow.array(column).field("category").to_pylist()
    ['user_unknown', None, 'mailbox_full']
    """

def help_url(reply: _Reply, /) -> str | None:
    """The page that a reply points its reader to: the first web address in it.

    >>> from smtpcodes import help_url
    >>> help_url("550 5.1.1 No such user, see https://example.org/help?p=1.")
    'https://example.org/help?p=1'
    """

def reply_parts(reply: _Reply, /) -> dict[str, Any]: ...
def rule_facts(id: str, /) -> dict[str, Any] | None: ...  # noqa: A002
def rule_ids() -> tuple[str, ...]:
    """The ids of all built-in rules, in their order.

    >>> from smtpcodes import rule_ids
    >>> "user-unknown" in rule_ids()
    True
    """

@overload
def join_lines(lines: Iterable[str], /) -> Iterator[str]:
    """The replies in the lines of a log or a transcript, as ``smtpcodes classify`` joins them.

    Most lines are a reply each. A line ``550-…`` takes the lines of the same code behind it, up to ``550 …``; a line that
    begins with a blank belongs to the reply above; an empty line ends a reply. Lines are all ``str`` or all bytes, with or
    without their ends, as open files give them; replies are ``str`` or ``bytes`` accordingly. Of a line, and of a reply,
    1 MiB is kept.

    >>> from smtpcodes import classify_batch, join_lines
    >>> replies = list(join_lines(["550-5.1.1 No such account.\\n", "550 5.1.1 Check it.\\n", "452 4.2.2 Full\\n"]))
    >>> replies
    ['550-5.1.1 No such account.\\n550 5.1.1 Check it.', '452 4.2.2 Full']
    >>> [verdict.category.value for verdict in classify_batch(replies)]
    ['user_unknown', 'mailbox_full']
    """

@overload
def join_lines(lines: Iterable[_Bytes], /) -> Iterator[bytes]: ...
def explain(query: str, /) -> list[dict[str, Any]]: ...
def read_events(
    source: str,
    body: _Bytes,
    classifier: Classifier | None,
    /,
    *,
    remote_host: str | None,
    provider: str | None,
    command: str | None,
    sending_ip: _Ip | None,
) -> list[dict[str, Any]]: ...
def _program(arguments: Sequence[str], /) -> int: ...
def _verdict(json: str, /) -> Verdict: ...
def _evidence(kind: str, id: str, start: int, end: int, /) -> Evidence: ...  # noqa: A002

class _CategoryFacts(TypedDict):
    group: Group
    side: Side
    cause: Cause | None
    is_hard: bool
    action: Action
    advice: Advice
    action_on: dict[str, Action]

class _ProviderFacts(TypedDict):
    kind: ProviderKind
    hosts: tuple[str, ...]
    domains: tuple[str, ...]
    markers: tuple[str, ...]
    postmaster: str | None

class _BlocklistFacts(TypedDict):
    operator: str
    lists: Listed
    markers: tuple[str, ...]
    removal: str | None
    closed: str | None

class _ReplyCodeFacts(TypedDict):
    title: str | None
    meaning: str | None
    popular: str | None
    advice: Advice | None
    source: str | None
    category: Category | None
    severity: Severity
    is_known: bool
    is_standard: bool

def title(list: str, id: str, /) -> str: ...  # noqa: A002
def members(list: str, /) -> Sequence[tuple[str, int | None]]: ...  # noqa: A002
def item_facts(list: str, id: str, /) -> str: ...  # noqa: A002
def category_facts(id: str, /) -> _CategoryFacts: ...  # noqa: A002
def provider_facts(id: str, /) -> _ProviderFacts: ...  # noqa: A002
def provider_from_host(host: str, /) -> Provider | None: ...
def provider_from_name(name: str, /) -> Provider: ...
def command_from_name(name: str, /) -> Command: ...
def blocklist_facts(id: str, /) -> _BlocklistFacts: ...  # noqa: A002
def reply_code_facts(code: int, /) -> _ReplyCodeFacts: ...
def crosswalk(category: str, vocabulary: str, /) -> tuple[Relation, str | None]: ...
def vocabulary_source(vocabulary: str, /) -> str | None: ...
def labels(vocabulary: str, label: str | None = None, /) -> list[tuple[str, Category | None, Relation]]: ...
