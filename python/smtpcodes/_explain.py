"""What codes and names mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from smtpcodes import _native
from smtpcodes._parts import rule

if TYPE_CHECKING:
    from enum import Enum

    from smtpcodes._axis import Advice
    from smtpcodes._codes import Category, Provider
    from smtpcodes._parts import Rule

ExplanationKind: TypeAlias = Literal[
    "reply_code",
    "enhanced_code",
    "enhanced_status",
    "vendor_code",
    "pseudo_code",
    "rule",
    "category",
    "severity",
    "bounce",
    "side",
    "group",
    "cause",
    "action",
    "provider",
    "blocklist",
    "command",
    "label",
]
"""The kind of thing that an explanation is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Something that a query can mean."""

    kind: ExplanationKind
    """The kind of thing: the list that it is in."""
    id: str
    """Its code or id; of another product's label, the label."""
    title: str | None
    """A few words; of a rule and a label, those of the category."""
    meaning: str | None = None
    """What it means; of a rule, a reply that it recognises."""
    popular: str | None = None
    """What popular tables and big providers mean instead."""
    advice: Advice | None = None
    """What each side can do."""
    category: Category | None = None
    """What went wrong, if it says that."""
    provider: Provider | None = None
    """Whose it is, if it is one provider's or platform's."""
    source: str | None = None
    """Where it is documented."""
    value: Enum | _native.EnhancedCode | Rule | None = None
    """The thing itself, if Python has it; of another product's label, the vocabulary."""


def explain(query: str) -> list[Explanation]:
    """Tell what a query can mean, the nearest first.

    A query is a code (``550``, ``5.7.26``, ``X.2.2``), an id of any list (``user_unknown``), a provider's tag
    (``S3140``), another product's label, a host, or a whole reply. What means nothing gives an empty list.

    >>> from smtpcodes import explain
    >>> first, *_ = explain("5.2.2")
    >>> first.title, first.category
    ('Mailbox full', <Category.MAILBOX_FULL: 'mailbox_full'>)
    >>> explain("S3140")[0].provider
    <Provider.OUTLOOK: 'outlook'>
    >>> explain("nothing of this kind")
    []
    """
    return [_explanation(**facts) for facts in _native.explain(query)]


def _explanation(*, kind: ExplanationKind, id: str, **facts: Any) -> Explanation:  # noqa: A002, ANN401
    if kind == "rule":
        facts["value"] = rule(id)
    return Explanation(kind=kind, id=id, **facts)
