from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CASES = ROOT / "crates" / "conformance" / "cases.json"


@pytest.fixture(scope="session")
def codes() -> dict[str, Any]:
    """Everything in codes.yaml."""
    text = (ROOT / "codes.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506  # safe loaders, both


@pytest.fixture(scope="session")
def replies(codes) -> list[str]:
    """The examples of all rules: real replies of all kinds."""
    return [example for rule in codes["rules"] for example in rule["examples"]]


@pytest.fixture(scope="session")
def cases() -> list[dict[str, Any]]:
    """The verdicts that every language must come to."""
    return json.loads(CASES.read_text(encoding="utf-8"))


@pytest.fixture
def python() -> str:
    return sys.executable
