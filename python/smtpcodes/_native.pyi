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
    "crosswalk",
    "explain",
    "help_url",
    "item_facts",
    "join_lines",
    "labels",
    "members",
    "provider_facts",
    "provider_from_host",
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
    __match_args__: Final = ("category", "bounce", "action")
    @property
    def reply_code(self) -> ReplyCode | None: ...
    @property
    def enhanced_code(self) -> EnhancedCode | None: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def category(self) -> Category: ...
    @property
    def bounce(self) -> Bounce: ...
    @property
    def side(self) -> Side: ...
    @property
    def action(self) -> Action: ...
    @property
    def provider(self) -> Provider | None: ...
    @property
    def blocklist(self) -> Blocklist | None: ...
    @property
    def retry_after(self) -> int | None: ...
    @property
    def conflict(self) -> bool: ...
    @property
    def evidence(self) -> Evidence: ...
    @property
    def is_failure(self) -> bool: ...
    @property
    def should_suppress(self) -> bool: ...
    @property
    def is_retryable(self) -> bool: ...
    def to_dict(self) -> _Verdict: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Evidence:
    __match_args__: Final = ("kind", "id")
    @property
    def kind(self) -> EvidenceKind: ...
    @property
    def id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @overload
    def of(self, reply: str | tuple[int, str | None], /) -> str: ...
    @overload
    def of(self, reply: bytes | tuple[int, bytes], /) -> bytes: ...
    def to_dict(self) -> _Evidence: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class EnhancedCode:
    __match_args__: Final = ("class_", "subject", "detail")
    @overload
    def __new__(cls, code: str, subject: None = None, detail: None = None, /) -> EnhancedCode: ...
    @overload
    def __new__(cls, code: int, subject: int, detail: int, /) -> EnhancedCode: ...
    @property
    def class_(self) -> int: ...
    @property
    def subject(self) -> int: ...
    @property
    def detail(self) -> int: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def category(self) -> Category | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def meaning(self) -> str | None: ...
    @property
    def popular(self) -> str | None: ...
    @property
    def advice(self) -> Advice | None: ...
    @property
    def source(self) -> str | None: ...
    @property
    def is_registered(self) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __lt__(self, other: EnhancedCode, /) -> bool: ...
    def __le__(self, other: EnhancedCode, /) -> bool: ...
    def __gt__(self, other: EnhancedCode, /) -> bool: ...
    def __ge__(self, other: EnhancedCode, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class VerdictColumn:
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
    def __new__(cls, rules: str | PathLike[str] | None = None) -> Classifier: ...
    def replace(self, rules: str | PathLike[str] | None = None) -> None: ...
    def classify(
        self,
        reply: _Reply,
        /,
        *,
        remote_host: str | None = None,
        provider: str | None = None,
        command: str | None = None,
        sending_ip: _Ip | None = None,
    ) -> Verdict: ...
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
    ) -> VerdictColumn: ...

def classify(
    reply: _Reply,
    /,
    *,
    remote_host: str | None = None,
    provider: str | None = None,
    command: str | None = None,
    sending_ip: _Ip | None = None,
) -> Verdict: ...
def classify_batch(
    replies: _Column,
    /,
    *,
    remote_host: str | _Column | None = None,
    provider: str | _Column | None = None,
    command: str | _Column | None = None,
    sending_ip: _Ip | _Column | None = None,
    threads: int | None = None,
) -> VerdictColumn: ...
def help_url(reply: _Reply, /) -> str | None: ...
def reply_parts(reply: _Reply, /) -> dict[str, Any]: ...
def rule_facts(id: str, /) -> dict[str, Any] | None: ...  # noqa: A002
def rule_ids() -> tuple[str, ...]: ...
@overload
def join_lines(lines: Iterable[str], /) -> Iterator[str]: ...
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
    postmaster: str | None

class _BlocklistFacts(TypedDict):
    operator: str
    lists: Listed
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
def blocklist_facts(id: str, /) -> _BlocklistFacts: ...  # noqa: A002
def reply_code_facts(code: int, /) -> _ReplyCodeFacts: ...
def crosswalk(category: str, vocabulary: str, /) -> tuple[Relation, str | None]: ...
def vocabulary_source(vocabulary: str, /) -> str | None: ...
def labels(vocabulary: str, label: str | None = None, /) -> list[tuple[str, Category | None, Relation]]: ...
