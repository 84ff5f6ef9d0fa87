"""The same verdicts as in every other language."""

import smtpcodes

FIELDS = ("remote_host", "provider", "command", "sending_ip")


def context(case):
    return {name: value for name, value in case.get("context", {}).items() if value is not None}


def test_there_are_cases(cases):
    assert len(cases) > 0
    assert {name for case in cases for name in case.get("context", {})} <= set(FIELDS)


def test_one_by_one(cases):
    for case in cases:
        verdict = smtpcodes.classify(case["reply"].encode(), **context(case))
        assert verdict.to_dict() == case["verdict"], case["id"]


def test_text_is_judged_like_its_bytes(cases):
    for case in cases:
        text = case["reply"]
        expected = case["verdict"]["evidence"]
        evidence = smtpcodes.classify(text, **context(case)).evidence
        assert text[evidence.start : evidence.end] == evidence.of(text)
        assert evidence.of(text).encode() == text.encode()[expected["start"] : expected["end"]], case["id"]


def test_in_a_column(cases):
    known = {name: [case.get("context", {}).get(name) for case in cases] for name in FIELDS}
    column = smtpcodes.classify_batch([case["reply"].encode() for case in cases], **known)
    for case, verdict in zip(cases, column, strict=True):
        assert verdict is not None
        assert verdict.to_dict() == case["verdict"], case["id"]


def test_in_a_column_of_text(cases):
    known = {name: [case.get("context", {}).get(name) for case in cases] for name in FIELDS}
    texts = [case["reply"] for case in cases]
    single = [smtpcodes.classify(case["reply"], **context(case)) for case in cases]
    assert list(smtpcodes.classify_batch(texts, **known)) == single


def test_through_arrow(cases):
    import pyarrow as pa

    known = {name: pa.array([c.get("context", {}).get(name) for c in cases], pa.string()) for name in FIELDS}
    column = smtpcodes.classify_batch(pa.array([case["reply"] for case in cases]), **known)
    assert pa.array(column).to_pylist() == [case["verdict"] for case in cases]
