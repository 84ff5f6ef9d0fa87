"""Every example in the documentation runs, and everything that is public has one."""

import doctest
import importlib
import inspect
from typing import Literal, get_origin

import pytest

import smtpcodes

# Plain records and enums, which `smtpcodes.__doc__` and others show.
WITHOUT = {
    *(
        "Advice",
        "Crosswalk",
        "DeliveryEvent",
        "EventKind",
        "EventSource",
        "EvidenceKind",
        "Explanation",
        "ExplanationKind",
        "Label",
        "Listed",
        "Mistake",
        "ProviderKind",
        "Relation",
        "Reply",
        "Rule",
    ),
    *(
        "Action",
        "Blocklist",
        "Bounce",
        "Category",
        "Cause",
        "Command",
        "Group",
        "Provider",
        "ReplyCode",
        "Severity",
    ),
    *("Side", "Vocabulary", "__version__"),
}


def objects():
    yield "smtpcodes", smtpcodes
    for adapter in ("polars", "pandas", "duckdb"):
        yield adapter, importlib.import_module(f"smtpcodes.{adapter}")
    for name in smtpcodes.__all__:
        value = getattr(smtpcodes, name)
        yield name, value
        if inspect.isclass(value):
            for base in value.__mro__:
                if base.__module__.startswith("smtpcodes"):
                    members = vars(base).items()
                    yield from ((f"{name}.{m}", v) for m, v in members if getattr(v, "__doc__", None))


def examples(name, value):
    doc = inspect.getdoc(value)
    return doctest.DocTestParser().get_doctest(doc if isinstance(doc, str) else "", {}, name, None, None)


CASES = {name: case for name, value in objects() if (case := examples(name, value)).examples}


@pytest.mark.parametrize("name", CASES)
def test_examples(name):
    case = CASES[name]
    out = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE, verbose=False)
    result = runner.run(case, out=out.append)
    assert result.failed == 0, "".join(out)


def test_everything_public_has_examples():
    without = {name for name in smtpcodes.__all__ if not examples(name, getattr(smtpcodes, name)).examples}
    assert without <= WITHOUT


def test_everything_public_is_documented():
    for name in smtpcodes.__all__:
        value = getattr(smtpcodes, name)
        # Names of types have no place for documentation but their line in the source.
        assert value.__doc__ or get_origin(value) is Literal, name
        if inspect.isclass(value) and value.__module__ in {"smtpcodes", "smtpcodes._native"}:
            for member, what in vars(value).items():
                if not member.startswith("_"):
                    assert what.__doc__, f"{name}.{member}"


def test_all_is_complete():
    private = {"annotations"}
    modules = {name for name, value in vars(smtpcodes).items() if inspect.ismodule(value)}
    public = {name for name in vars(smtpcodes) if not name.startswith("_")} - modules - private
    assert public | {"__version__"} == set(smtpcodes.__all__)
    assert sorted(smtpcodes.__all__) == smtpcodes.__all__
