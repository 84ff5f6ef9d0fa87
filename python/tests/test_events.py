"""Webhooks of sending platforms, as Python reads them."""

import json
from typing import get_args

import pytest

import smtpcodes
from smtpcodes import Category, Classifier, DeliveryEvent, EventKind, EventSource, classify, from_event

REPLY = "böte 554 5.7.1 blocked using zen.spamhaus.org"
BODY = {
    "RecordType": "Bounce",
    "Type": "HardBounce",
    "Email": "a@example.org",
    "MessageID": "m",
    "BouncedAt": "2026-01-31",
    "Details": REPLY,
}


def test_an_event_has_the_platforms_word_and_our_verdict():
    events = from_event("postmark", BODY)
    assert events == [
        DeliveryEvent(
            source="postmark",
            kind="bounced",
            recipient="a@example.org",
            message_id="m",
            time="2026-01-31",
            label="HardBounce",
            label_category="user_unknown",
            reply=REPLY,
            diagnostic=REPLY,
            verdict=classify(REPLY),
            label_disagrees=True,
        )
    ]
    # Places count characters, as they do in all text.
    assert events[0].verdict.evidence.of(REPLY) == classify(REPLY).evidence.of(REPLY) != ""
    text = json.dumps(BODY)
    assert from_event("postmark", text) == events
    assert from_event("postmark", text.encode()) == from_event("postmark", bytearray(text.encode())) == events
    assert from_event("postmark", [BODY, BODY]) == events * 2
    with pytest.raises(AttributeError):
        events[0].kind = "other"


def test_the_platforms_own_sentence_is_no_reply():
    [event] = from_event("sendgrid", {"event": "dropped", "reason": "böte Bounced Address"})
    assert (event.reply, event.diagnostic) == (None, "böte Bounced Address")
    assert event.verdict == classify(event.diagnostic)


def test_own_rules_are_tried_first():
    rules = """
rules:
  - id: night-shift
    match: ["held for the night shift"]
    category: policy_rejected
    examples: ["550 held for the night shift"]
"""
    body = {**BODY, "Details": "550 Held for the night shift"}
    [event] = from_event("postmark", body, classifier=Classifier(rules=rules))
    assert event.verdict.evidence.id == "night-shift"
    assert from_event("postmark", body)[0].verdict.evidence.id != "night-shift"
    with pytest.raises(TypeError):
        from_event("postmark", body, classifier=5)


def test_what_is_known_besides_counts():
    body = {**BODY, "Details": "421 4.2.1 slow down"}
    host = "gmail-smtp-in.l.google.com"
    [event] = from_event("postmark", body, remote_host=host, command="rcpt", sending_ip="192.0.2.1")
    assert event.verdict == classify(
        event.diagnostic, remote_host=host, command="rcpt", sending_ip="192.0.2.1"
    )
    [event] = from_event("postmark", body, provider="outlook", remote_host=host, classifier=Classifier())
    assert event.verdict.provider == "outlook"
    with pytest.raises(ValueError, match='expected the id of a provider, found "nobody"'):
        from_event("postmark", body, provider="nobody")


def test_what_is_no_event_gives_none():
    odd = ["[]", "null", " {}\n", b"[]", {}, [], [{"event": None}], ["x", 5, None]]
    for source in get_args(EventSource):
        for body in odd:
            assert from_event(source, body) == []


@pytest.mark.parametrize("body", ["", "{", "no JSON", "\ud800", b"\xff", b"", b"a=b&c=d", "{}\n{"])
def test_what_is_not_json_is_told(body):
    for source in get_args(EventSource):
        with pytest.raises(ValueError, match=r"^body: not JSON: .* at line "):
            from_event(source, body)


def test_a_complaint_is_one():
    complaint = {"complaint": {"complainedRecipients": [{"emailAddress": "a@example.org"}]}}
    for source, body in [
        ("ses", {"notificationType": "Complaint", **complaint}),
        ("sendgrid", {"event": "spamreport"}),
        ("postmark", {"RecordType": "SpamComplaint"}),
    ]:
        [event] = from_event(source, body)
        assert (event.kind, event.verdict.category) == ("complaint", Category.COMPLAINT)
        assert event.verdict.should_suppress
        assert not event.verdict.is_failure


def test_a_bounce_without_a_word_is_a_failure():
    [event] = from_event("postmark", {"RecordType": "Bounce", "Type": "HardBounce"})
    assert event.verdict.is_failure
    found = (event.verdict.category, event.verdict.bounce, event.verdict.severity, event.verdict.action)
    assert found == ("unknown", "soft", "permanent", "review")
    [event] = from_event("sendgrid", {"event": "unsubscribe"})
    assert (event.verdict.bounce, event.verdict.action) == ("none", "none")


def test_the_declared_words_are_what_there_is():
    with pytest.raises(ValueError, match="source: expected one of ") as caught:
        from_event("nobody", {})
    for name in ("EventKind", "EventSource", "ExplanationKind"):
        declared = get_args(getattr(smtpcodes, name))
        assert list(declared) == [member for member, _ in smtpcodes._native.members(name)]
    sources = str(caught.value).removeprefix("source: expected one of ").partition(", found")[0]
    assert list(get_args(EventSource)) == sources.split(", ")
    words = ["delivered", "deferred", "bounce", "dropped", "spamreport", "open"]
    events = from_event("sendgrid", [{"event": word} for word in words])
    assert [event.kind for event in events] == list(get_args(EventKind))


def test_what_is_no_body():
    for body in (5, None, object(), ("x",)):
        with pytest.raises(TypeError, match="expected a body as str, bytes or what"):
            from_event("ses", body)
    with pytest.raises(TypeError, match="not JSON serializable"):
        from_event("ses", {"event": object()})
