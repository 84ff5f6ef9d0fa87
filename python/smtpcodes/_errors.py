"""The exceptions of the package."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Mistake(NamedTuple):
    """A mistake in rules, and where it is."""

    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    message: str
    """What is wrong."""


class RulesError(ValueError):
    """Rules with mistakes in them: every one that was found.

    >>> import smtpcodes
    >>> try:
    ...     smtpcodes.Classifier(rules="rules: [{id: x}]")
    ... except smtpcodes.RulesError as error:
    ...     print(error.file, error.mistakes[0].line, error.mistakes[0].column)
    rules.yaml 1 9
    """

    def __init__(self, file: str, mistakes: Iterable[tuple[int, int, str]]) -> None:
        self.file = file
        """The file, or ``rules.yaml`` where they were given as text."""
        self.mistakes = tuple(Mistake(*mistake) for mistake in mistakes)
        """In the order of the file."""
        super().__init__(self.file, self.mistakes)

    def __str__(self) -> str:
        return "\n".join(f"{self.file}:{m.line}:{m.column}: {m.message}" for m in self.mistakes)
