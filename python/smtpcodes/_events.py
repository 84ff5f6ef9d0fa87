"""Webhooks of sending platforms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from smtpcodes import _native

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

    from smtpcodes._codes import Category, Command, Provider
    from smtpcodes._native import Classifier, Verdict

EventSource: TypeAlias = Literal[
    "ses", "sendgrid", "mailgun", "postmark", "sparkpost", "brevo", "mailjet", "resend", "postal"
]
"""Whose webhook it is."""

EventKind: TypeAlias = Literal["delivered", "deferred", "bounced", "rejected", "complaint", "other"]
"""What a sending platform reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryEvent:
    """A report of a sending platform about one recipient."""

    source: EventSource
    """Whose report it is."""
    kind: EventKind
    """What it reports."""
    recipient: str | None
    """About whom."""
    message_id: str | None
    """The platform's id of the message."""
    time: str | None
    """When, as the platform wrote it."""
    label: str | None
    """The platform's own word for what happened."""
    label_category: Category | None
    """What that word means, where it means one category."""
    reply: str | None
    """What the receiving server said, as far as the platform passes it on and tells it from its own words."""
    diagnostic: str | None
    """What was classified: the reply, or else the platform's own sentence. Evidence counts in it."""
    verdict: Verdict
    """The verdict on it. A complaint has the category of one, and where nothing was said, what failed is a
    failure of unknown category."""
    label_disagrees: bool
    """Whether the platform's word and our verdict on the reply contradict each other."""


def from_event(  # noqa: PLR0913  # so much can be known
    source: EventSource,
    body: str | bytes | bytearray | memoryview | dict[str, Any] | list[Any],
    /,
    *,
    remote_host: str | None = None,
    provider: Provider | str | None = None,
    command: Command | str | None = None,
    sending_ip: str | IPv4Address | IPv6Address | None = None,
    classifier: Classifier | None = None,
) -> list[DeliveryEvent]:
    """Read the body of a webhook: text, bytes, or what ``json.loads`` gave.

    JSON that is no event gives none, and fields that are missing are ``None``: platforms change their
    webhooks without notice. A body that is not JSON, such as one that was cut off, raises ``ValueError``, as
    its events are lost; so does a source that does not exist. What is known about all events of the body may
    be given as to ``classify``, and a ``classifier`` brings its own rules.

    >>> from smtpcodes import from_event
    >>> [event] = from_event("sendgrid", [{"event": "bounce", "reason": "550 5.1.1 no such user"}])
    >>> event.kind, event.verdict.bounce
    ('bounced', <Bounce.HARD: 'hard'>)
    >>> from_event("sendgrid", {})
    []
    >>> from_event("sendgrid", '[{"event":')
    Traceback (most recent call last):
    ...
    ValueError: body: not JSON: EOF while parsing a value at line 1 column 10
    """
    if isinstance(body, dict | list):
        body = json.dumps(body)
    if isinstance(body, str):
        # JSON has escapes for what UTF-8 cannot hold.
        body = body.encode("utf-8", "replace")
    events = _native.read_events(
        source,
        body,
        classifier,
        remote_host=remote_host,
        provider=provider,
        command=command,
        sending_ip=sending_ip,
    )
    return [DeliveryEvent(**facts) for facts in events]
