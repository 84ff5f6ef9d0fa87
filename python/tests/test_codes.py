"""The enums hold what codes.yaml holds, and know what the core knows."""

import enum
import pickle

import pytest

import smtpcodes
from smtpcodes import _native

LISTS = {
    "Severity": "severities",
    "Bounce": "bounces",
    "Side": "sides",
    "Group": "groups",
    "Cause": "causes",
    "Action": "actions",
    "Category": "categories",
    "Vocabulary": "vocabularies",
    "Provider": "providers",
    "Blocklist": "blocklists",
    "Command": "commands",
}
OWN = ("EvidenceKind", "Listed", "ProviderKind", "Relation")


def squeeze(text):
    return " ".join(text.split())


def test_every_public_enum_is_covered():
    enums = {name for name in smtpcodes.__all__ if isinstance(getattr(smtpcodes, name), enum.EnumType)}
    assert enums == {*LISTS, *OWN, "ReplyCode"}


@pytest.mark.parametrize("name", LISTS)
def test_members_are_those_of_codes_yaml(name, codes):
    members = getattr(smtpcodes, name)
    rows = {row["id"]: row for row in codes[LISTS[name]]}
    assert {member.value: member.number for member in members} == {
        i: row["number"] for i, row in rows.items()
    }
    assert [member.number for member in members] == sorted(member.number for member in members)
    assert members.from_number(-1) is members.from_number(1 << 16) is None
    for member in members:
        assert member.name == member.value.upper()
        assert members.from_number(member.number) is member
        row = rows[member.value]
        assert member.title == row.get("title", row.get("name"))
        if "meaning" in row:
            assert squeeze(member.meaning) == squeeze(row["meaning"])
        else:
            assert member.meaning is None
        if "recipient" not in row:
            assert member.advice is None


@pytest.mark.parametrize("name", [*LISTS, *OWN])
def test_members_are_those_of_the_core(name):
    core = [member for member, _ in _native.members(name)]
    assert [member.value for member in getattr(smtpcodes, name)] == core


def test_categories(codes):
    for row in codes["categories"]:
        category = smtpcodes.Category(row["id"])
        assert category.group == row["group"]
        assert category.side == row["side"]
        assert category.cause == row.get("cause")
        assert category.is_hard is row.get("hard", False)
        assert category.action == row["action"]
        assert category.action_on("permanent") is category.action
        assert squeeze(category.advice.sender) == squeeze(row["sender"])
        assert squeeze(category.advice.recipient) == squeeze(row["recipient"])
    with pytest.raises(ValueError, match="expected the id of a severity"):
        smtpcodes.Category.UNKNOWN.action_on("fatal")


def test_crosswalks(codes):
    for row in codes["categories"]:
        for vocabulary, there in row["crosswalks"].items():
            relation, label = ("none", None) if there == "none" else next(iter(there.items()))
            crosswalk = smtpcodes.Category(row["id"]).to_vocabulary(vocabulary)
            assert crosswalk.relation == relation
            assert crosswalk.label == (None if label is None else str(label))


def test_vocabularies(codes):
    for row in codes["vocabularies"]:
        vocabulary = smtpcodes.Vocabulary(row["id"])
        assert vocabulary.source == row.get("source")
        assert [one.label for one in vocabulary.labels] == [str(one["label"]) for one in row["labels"]]
        for one in row["labels"]:
            label = vocabulary.label(str(one["label"]).upper())
            assert label is not None
            assert (label.category, label.relation) == (one.get("category"), one["relation"])
            assert smtpcodes.Category.from_vocabulary(vocabulary, str(one["label"])) == one.get("category")
    assert smtpcodes.Category.from_vocabulary("sisimai", "of no list") is None
    assert smtpcodes.Vocabulary.SISIMAI.label("of no list") is None
    with pytest.raises(ValueError, match=r'expected the id of a vocabulary: sisimai, .*, found "nobody"'):
        smtpcodes.Category.from_vocabulary("nobody", "x")


def test_providers_and_block_lists(codes):
    for row in codes["providers"]:
        provider = smtpcodes.Provider(row["id"])
        assert provider.kind == row["kind"]
        assert list(provider.hosts) == row.get("hosts", [])
        assert list(provider.domains) == row.get("domains", [])
        assert list(provider.markers) == row.get("markers", [])
        assert provider.postmaster == row.get("postmaster")
    for row in codes["blocklists"]:
        blocklist = smtpcodes.Blocklist(row["id"])
        assert blocklist.operator == row["operator"]
        assert blocklist.lists == row["lists"]
        assert list(blocklist.markers) == row["markers"]
        assert blocklist.removal == row.get("removal")
        assert blocklist.closed == (None if "closed" not in row else str(row["closed"]))
    assert smtpcodes.Provider.from_host("of.no.list.example") is None


def test_names_that_people_use():
    for name in ("gmail", "Gmail", "mx.google.com"):
        assert smtpcodes.Provider.from_name(name) is smtpcodes.Provider.GMAIL
    for name in ("rcpt", "RCPT TO:<a@example.org>"):
        assert smtpcodes.Command.from_name(name) is smtpcodes.Command.RCPT
    with pytest.raises(ValueError, match='expected the id of a provider, such as gmail, found "gmial"'):
        smtpcodes.Provider.from_name("gmial")
    with pytest.raises(ValueError, match=r'expected the id of a command: .*, found "NOOP"'):
        smtpcodes.Command.from_name("NOOP")


def test_reply_codes(codes):
    rows = {row["code"]: row for row in codes["reply_codes"]}
    assert {code.value: code.name for code in smtpcodes.ReplyCode} == {
        n: row["name"] for n, row in rows.items()
    }
    for number, row in rows.items():
        code = smtpcodes.ReplyCode(number)
        assert code == number
        assert code.title == row["title"]
        assert squeeze(code.meaning) == squeeze(row["meaning"])
        assert code.severity == row["severity"]
        assert code.category == row.get("category")
        assert code.is_known
        assert code.is_standard is row.get("standard", False)
        assert code.source == row["source"]
        assert squeeze(code.advice.sender) == squeeze(row["sender"])


def test_unknown_reply_codes():
    known = set(smtpcodes.ReplyCode)
    odd = smtpcodes.ReplyCode(599)
    assert odd == 599
    assert odd is smtpcodes.ReplyCode(599)
    assert pickle.loads(pickle.dumps(odd)) is odd
    assert (odd.name, odd.title, odd.meaning, odd.advice, odd.is_known) == (
        "UNKNOWN_599",
        None,
        None,
        None,
        False,
    )
    assert odd.severity is smtpcodes.Severity.PERMANENT
    assert set(smtpcodes.ReplyCode) == known
    for wrong in (99, 1000, -1, "550", 5.5, None, True):
        with pytest.raises(ValueError, match="is not a valid ReplyCode"):
            smtpcodes.ReplyCode(wrong)


@pytest.mark.parametrize("name", [*LISTS, *OWN, "ReplyCode"])
def test_members_pickle(name):
    for member in getattr(smtpcodes, name):
        assert pickle.loads(pickle.dumps(member)) is member


def test_enhanced_codes(codes):
    for row in codes["enhanced_codes"]:
        code = smtpcodes.EnhancedCode(row["code"].replace("X", "5"))
        assert code.is_registered
        assert code.title == row["title"]
        assert squeeze(code.meaning) == squeeze(row["meaning"])
        assert code.category == row.get("category")
        assert code.source == row["source"]
        assert squeeze(code.advice.recipient) == squeeze(row["recipient"])
        assert pickle.loads(pickle.dumps(code)) == code


def test_enhanced_codes_compare():
    code = smtpcodes.EnhancedCode(4, 7, 650)
    assert str(code) == "4.7.650"
    assert repr(code) == "EnhancedCode('4.7.650')"
    assert (code.class_, code.subject, code.detail) == (4, 7, 650)
    assert code == "4.7.650"
    assert "4.7.650" == code  # noqa: SIM300  # the other way round is the point
    assert code != "4.7.65"
    assert code != 4
    assert hash(code) == hash("4.7.650")
    assert {code: 1}["4.7.650"] == 1
    assert code.severity is smtpcodes.Severity.TRANSIENT
    texts = ["5.1.10", "4.7.1", "5.1.2", "2.0.0"]
    assert [str(c) for c in sorted(map(smtpcodes.EnhancedCode, texts))] == [
        "2.0.0",
        "4.7.1",
        "5.1.2",
        "5.1.10",
    ]
    with pytest.raises(TypeError):
        code < "5.0.0"  # noqa: B015
    match code:
        case smtpcodes.EnhancedCode(4, 7, detail):
            assert detail == code.detail
        case _:
            pytest.fail("does not match")
    private = smtpcodes.EnhancedCode("5.7.606")
    assert not private.is_registered
    assert private.title is None
    assert private.meaning


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("2.0.0.1",), ValueError),
        (("",), ValueError),
        ((3, 0, 0), ValueError),
        ((5, 1, 1000), ValueError),
        ((5, -1, 1), ValueError),
        ((5, 1), TypeError),
        ((5,), TypeError),
        ((None,), TypeError),
        ((), TypeError),
    ],
)
def test_what_is_no_enhanced_code(arguments, error):
    with pytest.raises(error):
        smtpcodes.EnhancedCode(*arguments)


def test_what_was_found_is_said():
    with pytest.raises(ValueError, match=r'such as 5\.1\.1, found "5\.1"$'):
        smtpcodes.EnhancedCode("5.1")
    with pytest.raises(ValueError, match="expected class 2, 4 or 5, found 3"):
        smtpcodes.EnhancedCode(3, 0, 0)


def test_lists_that_are_none():
    with pytest.raises(ValueError, match="expected the name of a list"):
        _native.members("Nobody")
    with pytest.raises(ValueError, match="expected the id of a Category"):
        _native.title("Category", "nobody")
