"""Verdicts on one reply: what goes in, what comes out."""

import copy
import ipaddress
import json
import pickle
from collections import namedtuple
from typing import get_args

import pytest

import smtpcodes
from smtpcodes import (
    Bounce,
    Category,
    Command,
    EvidenceKind,
    Provider,
    ReplyCode,
    Verdict,
    classify,
    classify_batch,
)

FULL = "452 4.2.2 Sorry"


def test_a_verdict_is_exactly_this():
    assert json.dumps(classify(FULL).to_dict(), separators=(",", ":")) == (
        '{"reply_code":452,"enhanced_code":"4.2.2","severity":"transient","category":"mailbox_full",'
        '"bounce":"soft","side":"recipient","action":"retry","provider":null,"blocklist":null,"retry_after":null,'
        '"conflict":false,"evidence":{"kind":"enhanced_code","id":"4.2.2","start":4,"end":9}}'
    )


def test_attributes_are_members():
    verdict = classify(FULL)
    assert verdict.reply_code is ReplyCode(452)
    assert verdict.category is Category.MAILBOX_FULL
    assert verdict.bounce is Bounce.SOFT
    assert verdict.evidence.kind is EvidenceKind.ENHANCED_CODE
    assert verdict.enhanced_code == "4.2.2"
    nothing = classify("")
    assert nothing.category is Category.UNKNOWN
    assert (nothing.reply_code, nothing.enhanced_code, nothing.provider, nothing.blocklist) == (None,) * 4
    assert (nothing.retry_after, nothing.conflict, nothing.evidence.kind) == (None, False, "none")


def test_attributes_and_dict_agree(replies):
    for reply in replies:
        verdict = classify(reply)
        for name, value in verdict.to_dict().items():
            attribute = getattr(verdict, name)
            assert (attribute.to_dict() if name == "evidence" else attribute) == value


def test_values():
    one, same, other = classify(FULL), classify(FULL), classify("552 5.2.2 Sorry")
    assert one == same
    assert one != other
    assert one != FULL
    assert len({one, same, other}) == 2
    assert len({one.evidence, same.evidence, classify("250 ok").evidence}) == 2
    assert one.evidence == same.evidence
    assert repr(one).startswith("<Verdict 452 4.2.2 mailbox_full: transient, soft bounce")
    assert str(one) in repr(one)
    assert repr(one.evidence) == "<Evidence enhanced_code 4.2.2 at 4..9>"


def test_nothing_can_be_changed():
    verdict = classify(FULL)
    for thing, name in (
        (verdict, "category"),
        (verdict, "new"),
        (verdict.evidence, "id"),
        (verdict.enhanced_code, "subject"),
    ):
        with pytest.raises(AttributeError):
            setattr(thing, name, None)
        assert not hasattr(thing, "__dict__")
    with pytest.raises(TypeError):
        Verdict()


def test_matching():
    match classify("421 4.7.0 Try again in 5 minutes"):
        case Verdict(bounce=Bounce.HARD):
            pytest.fail("nobody is dead")
        case Verdict(Category(), Bounce.SOFT, retry_after=int(seconds)):
            assert seconds == 300
        case _:
            pytest.fail("does not match")


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickles(replies, protocol):
    for reply in [*replies[:50], "", "250 ok"]:
        verdict = classify(reply)
        assert pickle.loads(pickle.dumps(verdict, protocol)) == verdict
        assert pickle.loads(pickle.dumps(verdict.evidence, protocol)) == verdict.evidence
    assert copy.deepcopy(verdict) == verdict


def test_broken_pickles():
    for wrong in ("", "{}", '{"evidence":{"id":1}}'):
        with pytest.raises(ValueError, match="expected a verdict as JSON"):
            smtpcodes._native._verdict(wrong)


Answer = namedtuple("Answer", "code message")  # noqa: PYI024  # what aiosmtplib has


@pytest.mark.parametrize(
    "reply",
    [
        FULL,
        FULL.encode(),
        bytearray(FULL.encode()),
        memoryview(FULL.encode()),
        (452, "4.2.2 Sorry"),
        (452, b"4.2.2 Sorry"),
        (452, bytearray(b"4.2.2 Sorry")),
        Answer(452, "4.2.2 Sorry"),
        type("Text", (str,), {})(FULL),
    ],
)
def test_forms_of_a_reply(reply):
    verdict = classify(reply)
    assert verdict == classify(FULL)
    assert (
        bytes(verdict.evidence.of(reply)) == b"4.2.2"
        if not isinstance(verdict.evidence.of(reply), str)
        else True
    )
    assert len(verdict.evidence.of(reply)) == len("4.2.2")


def test_pairs_without_a_code():
    assert classify((-1, b"451 4.3.0 x")).reply_code == 451
    assert classify((0, None)) == classify("")
    assert classify((550, None)).reply_code == 550


@pytest.mark.parametrize(
    "reply", [None, 550, 5.5, [FULL], {}, (), (452,), ("452", "x"), (452, 1), (1, "a", "b"), object()]
)
def test_what_is_no_reply(reply):
    with pytest.raises(TypeError, match="expected"):
        classify(reply)


def test_places_count_characters_of_text():
    text = "550 5.1.1 «ëïö» no such user"
    evidence = classify(text).evidence
    assert evidence.of(text) == text[evidence.start : evidence.end]
    data = text.encode()
    in_bytes = classify(data).evidence
    assert data[in_bytes.start : in_bytes.end].decode() == evidence.of(text)
    assert in_bytes.start > evidence.start
    # A byte that is no text, as Python carries it.
    carried = b"550 5.1.1 \xe9\xff no such user".decode("utf-8", "surrogateescape")
    assert classify(carried).evidence.of(carried) == evidence.of(text)
    assert classify("452 4.2.2 Sorry").evidence.of("") == ""


def test_any_bytes():
    import random

    random.seed(20261123)
    for length in (0, 1, 2, 3, 10, 100, 1000, 20_000, 100_000):
        for _ in range(20):
            noise = random.randbytes(length)
            assert isinstance(classify(noise), Verdict)
            assert isinstance(classify(noise.decode("latin-1")), Verdict)
            assert isinstance(classify((550, noise)), Verdict)
    assert classify("550 \udcff\ud800 x").reply_code == 550
    assert classify("550 5.1.1 a\0b").reply_code == 550


def test_context():
    reply = "421 4.2.1 slow down"
    gmail = classify(reply, provider=Provider.GMAIL)
    assert gmail == classify(reply, provider="gmail")
    assert gmail.provider is Provider.GMAIL
    assert gmail != classify(reply)
    assert classify(reply, remote_host="gmail-smtp-in.l.google.com").provider is Provider.GMAIL
    for ip in ("192.0.2.9", "2001:db8::1"):
        assert classify(reply, sending_ip=ip) == classify(reply, sending_ip=ipaddress.ip_address(ip))
    assert classify(reply, command=Command.RCPT) == classify(reply, command="rcpt")
    assert classify(reply, remote_host=None, provider=None, command=None, sending_ip=None) == classify(reply)


@pytest.mark.parametrize(
    ("as_written", "known"),
    [
        ({"command": "MAIL FROM"}, {"command": "mail"}),
        ({"command": "MAIL"}, {"command": Command.MAIL}),
        ({"command": "Rcpt To:<a@example.org>"}, {"command": "rcpt"}),
        ({"provider": "Gmail"}, {"provider": "gmail"}),
        ({"provider": "mx.google.com"}, {"provider": "gmail"}),
        ({"remote_host": "mx.google.com[192.0.2.1]:25"}, {"provider": "gmail"}),
        ({"remote_host": "mx.google.com[192.0.2.1]"}, {"provider": "gmail"}),
        ({"remote_host": "mx.google.com:25"}, {"provider": "gmail"}),
        ({"remote_host": "mx.google.com."}, {"provider": "gmail"}),
        ({"sending_ip": " 192.0.2.1\n"}, {"sending_ip": "192.0.2.1"}),
    ],
)
def test_context_as_logs_write_it(as_written, known):
    reply = "550 5.1.1 192.0.2.1 Sorry"
    verdict = classify(reply, **known)
    assert classify(reply, **as_written) == verdict
    columns = {field: [value] for field, value in as_written.items()}
    assert (
        list(classify_batch([reply], **as_written)) == list(classify_batch([reply], **columns)) == [verdict]
    )


def test_a_sender_refused_is_no_dead_recipient():
    assert classify("550 5.1.1 Sorry", command="MAIL FROM").bounce is Bounce.SOFT
    assert classify("550 5.1.1 Sorry", command="RCPT TO").bounce is Bounce.HARD


@pytest.mark.parametrize(
    ("context", "error", "text"),
    [
        ({"provider": "nobody"}, ValueError, 'expected the id of a provider, found "nobody"'),
        ({"provider": "gmial"}, ValueError, 'expected the id of a provider, such as gmail, found "gmial"'),
        ({"command": "NOOP"}, ValueError, 'expected the id of a command: .*, rcpt, .*, found "NOOP"'),
        ({"sending_ip": "1.2.3"}, ValueError, 'expected an IP address, found "1.2.3"'),
        ({"sending_ip": 5}, TypeError, "expected an IP address as str or of ipaddress, found int"),
        ({"provider": 1}, TypeError, "provider"),
        ({"remote_host": b"x"}, TypeError, "remote_host"),
        ({"nobody": 1}, TypeError, "nobody"),
    ],
)
def test_wrong_context(context, error, text):
    with pytest.raises(error, match=text):
        classify(FULL, **context)


def test_explanations():
    assert [one.kind for one in smtpcodes.explain("550 5.1.1 no such user")][:2] == [
        "reply_code",
        "enhanced_code",
    ]
    queries = (
        "550 5.7.26 X.2.2 S3140 605 user_unknown retry gmail spamhaus_zen rcpt hard sender rate permanent 571"
    )
    for query in [*queries.split(), "\udcff", ""]:
        for one in smtpcodes.explain(query):
            assert one.kind in get_args(smtpcodes.ExplanationKind), query
            assert one.id
            assert one.title or one.kind == "label", query
            if one.kind in {"reply_code", "enhanced_code", "enhanced_status", "vendor_code", "pseudo_code"}:
                assert one.meaning, query
            if one.kind in {"vendor_code", "pseudo_code", "category"}:
                assert one.advice.sender, query
                assert one.advice.recipient, query
            assert isinstance(repr(one), str)
    assert smtpcodes.explain("user_unknown")[0].value is Category.USER_UNKNOWN
    assert smtpcodes.explain("550")[0].value is ReplyCode(550)
    found = smtpcodes.explain("ip-on-named-list")[0]
    assert (found.kind, found.value) == ("rule", smtpcodes.rule("ip-on-named-list"))
    assert found.title == Category.IP_BLOCKLISTED.title
    found = smtpcodes.explain("MailboxFull")[0]
    assert (found.kind, found.id, found.value) == ("label", "mailboxfull", smtpcodes.Vocabulary.SISIMAI)
    assert (found.title, found.meaning) == (Category.MAILBOX_FULL.title, Category.MAILBOX_FULL.meaning)
    with pytest.raises(TypeError):
        smtpcodes.explain(550)


def test_help_url():
    assert smtpcodes.help_url((550, b"see https://example.org/x")) == "https://example.org/x"
    assert smtpcodes.help_url("550 x") is None
