"""The parts of a reply, and the rules."""

import pickle

import pytest

from smtpcodes import (
    Bounce,
    EnhancedCode,
    Provider,
    Reply,
    Rule,
    Severity,
    classify,
    parse_reply,
    rule,
    rule_ids,
)

WIRE = "550-5.1.1 No mailbox “böb” here.\r\n550 5.1.1 See https://example.org/help\r\n"
LINES = ("No mailbox “böb” here.", "See https://example.org/help")


@pytest.mark.parametrize(
    "reply", [WIRE, WIRE.encode(), bytearray(WIRE.encode()), (550, WIRE[4:]), (550, WIRE[4:].encode())]
)
def test_the_parts_of_a_reply(reply):
    expected = Reply(
        code=550,
        enhanced_code=EnhancedCode("5.1.1"),
        severity=Severity.PERMANENT,
        lines=LINES,
        text=" ".join(LINES),
        help_url="https://example.org/help",
    )
    parts = parse_reply(reply)
    assert parts == expected
    assert str(parts) == parts.text
    assert pickle.loads(pickle.dumps(parts)) == parts  # our own
    assert hash(parts) == hash(expected)
    with pytest.raises(AttributeError):
        parts.code = 250


def test_what_is_not_there_is_absent():
    parts = parse_reply("Sorry")
    assert (parts.code, parts.enhanced_code, parts.help_url) == (None, None, None)
    assert (parts.severity, parts.lines) == (Severity.UNKNOWN, ("Sorry",))
    assert parse_reply("").lines == ()
    assert parse_reply(b"550 x\xff").text == parse_reply("550 x\ufffd").text == "x\ufffd"
    assert parse_reply("550 x\ud800").lines[0].rstrip("\ufffd") == "x"
    with pytest.raises(TypeError, match="expected str, bytes or a pair"):
        parse_reply(550)


def test_rules_are_found_by_their_ids():
    ids = rule_ids()
    assert len(set(ids)) == len(ids) > 100
    rules = [rule(name) for name in ids]
    assert [one.id for one in rules] == list(ids)
    for one in rules:
        assert isinstance(one, Rule)
        if not one.providers:
            verdict = classify(one.example)
            assert (verdict.evidence.id, verdict.category) == (one.id, one.category)
    assert any(Provider.GMAIL in one.providers for one in rules)
    assert {type(one.severity) for one in rules} <= {type(None), Severity}
    assert any(one.source and one.source.startswith("https://") for one in rules)
    assert classify(rule("user-unknown").example).bounce is Bounce.HARD
    assert rule("of-no-list") is rule("") is None
    with pytest.raises(TypeError):
        rule(5)
