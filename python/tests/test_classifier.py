"""Rules of the caller's own."""

import os
import pickle
import threading

import pytest

import smtpcodes
from smtpcodes import Category, Classifier, RulesError

NIGHT = """
rules:
  - id: our-gateway-{0}
    match: ["held for the night shift"]
    category: {1}
    examples: ["550 held for the night shift"]
"""
REPLY = "550 held for the night shift"


def test_text_and_files(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(NIGHT.format("one", "policy_rejected"), encoding="utf-8")
    for rules in (path, NIGHT.format("one", "policy_rejected")):
        classifier = Classifier(rules=rules)
        verdict = classifier.classify(REPLY)
        assert verdict.category is Category.POLICY_REJECTED
        assert verdict.evidence.id == "our-gateway-one"
        assert pickle.loads(pickle.dumps(verdict)) == verdict
        assert classifier.classify("452 4.2.2 Sorry") == smtpcodes.classify("452 4.2.2 Sorry")
        column = classifier.classify_batch([REPLY, None, "452 4.2.2 Sorry"])
        assert list(column) == [verdict, None, smtpcodes.classify("452 4.2.2 Sorry")]
    assert Classifier().classify(REPLY) == smtpcodes.classify(REPLY)


def test_context_reaches_own_rules():
    rules = NIGHT.format("one", "policy_rejected") + "    provider: gmail\n"
    rules = rules.replace("    examples", "    provider: gmail\n    examples").removesuffix(
        "    provider: gmail\n"
    )
    classifier = Classifier(rules)
    assert classifier.classify(REPLY, provider="gmail").evidence.id == "our-gateway-one"
    assert classifier.classify(REPLY).evidence.id != "our-gateway-one"
    column = classifier.classify_batch([REPLY, REPLY], provider=["gmail", None])
    assert [verdict.evidence.id == "our-gateway-one" for verdict in column] == [True, False]


def test_mistakes_have_a_place(tmp_path):
    text = "rules:\n  - id: x\n    match: ['y']\n    category: nobody\n    examples: ['550 y']\n"
    with pytest.raises(RulesError) as caught:
        Classifier(rules=text)
    error = caught.value
    assert error.file == "rules.yaml"
    assert [(mistake.line, mistake.column) for mistake in error.mistakes] == [(4, 15)]
    assert str(error).startswith("rules.yaml:4:15: ")
    assert isinstance(error, ValueError)
    restored = pickle.loads(pickle.dumps(error))
    assert (restored.file, restored.mistakes) == (error.file, error.mistakes)

    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        Classifier(rules=path)
    assert caught.value.file == os.fspath(path)
    assert caught.value.mistakes == error.mistakes
    for rules in (text, path):
        with pytest.raises(RulesError) as caught:
            Classifier(rules, file="theirs.yaml")
        assert caught.value.file == "theirs.yaml"
        with pytest.raises(RulesError, match=r"^theirs\.yaml:4:15: "):
            Classifier().replace(rules, file="theirs.yaml")


def test_the_name_of_a_file_is_no_rules():
    with pytest.raises(smtpcodes.RulesError, match=r"rules\.yaml:1:1: expected a map") as caught:
        smtpcodes.Classifier("own.yaml")
    assert caught.value.__notes__ == ["a file of rules is given as a pathlib.Path"]
    with pytest.raises(smtpcodes.RulesError) as caught:
        smtpcodes.Classifier("rules:\n  - 5\n")
    assert not hasattr(caught.value, "__notes__")


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        Classifier(rules=tmp_path / "none.yaml")
    assert caught.value.filename == os.fspath(tmp_path / "none.yaml")
    with pytest.raises(IsADirectoryError):
        Classifier(rules=tmp_path)
    (tmp_path / "latin.yaml").write_bytes(b"rules: # \xe9\n  []\n")
    with pytest.raises(UnicodeDecodeError):
        Classifier(rules=tmp_path / "latin.yaml")
    for wrong in (5, b"rules: []", ["x"]):
        with pytest.raises(TypeError, match=r"expected rules as str or os\.PathLike"):
            Classifier(rules=wrong)


def test_rules_with_mistakes_replace_nothing():
    classifier = Classifier(NIGHT.format("one", "policy_rejected"))
    with pytest.raises(RulesError):
        classifier.replace("rules: [{id: x}]")
    assert classifier.classify(REPLY).evidence.id == "our-gateway-one"
    classifier.replace()
    assert classifier.classify(REPLY) == smtpcodes.classify(REPLY)


def test_rules_are_replaced_while_many_threads_classify():
    texts = [NIGHT.format("one", "policy_rejected"), NIGHT.format("two", "greylisted")]
    expected = {"our-gateway-one": Category.POLICY_REJECTED, "our-gateway-two": Category.GREYLISTED}
    classifier = Classifier(texts[0])
    done = threading.Event()
    wrong = []

    def classify():
        while not done.is_set():
            single = classifier.classify(REPLY)
            batch = {v.evidence.id for v in classifier.classify_batch([REPLY] * 100, threads=2)}
            if expected.get(single.evidence.id) is not single.category or len(batch) != 1:
                wrong.append((single, batch))

    threads = [threading.Thread(target=classify) for _ in range(8)]
    for thread in threads:
        thread.start()
    for turn in range(6):
        classifier.replace(texts[turn % 2])
    done.set()
    for thread in threads:
        thread.join()
    assert not wrong


def test_many_threads_share_everything(replies):
    replies = [reply.encode() for reply in replies]
    serial = [smtpcodes.classify(reply) for reply in replies]
    results = {}

    def classify(name):
        results[name] = (
            [smtpcodes.classify(reply) for reply in replies],
            list(smtpcodes.classify_batch(replies)),
        )

    threads = [threading.Thread(target=classify, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert all(one == serial and batch == serial for one, batch in results.values())
