"""``python -m smtpcodes``: the program ``smtpcodes``, as ``cargo install smtpcodes-cli`` builds it."""

from __future__ import annotations

import signal
import sys

from smtpcodes import _native

__all__ = ["main"]


def main() -> int:
    """Run the program with the arguments of the process; gives its exit code."""
    # Python would only note Ctrl-C, for when the program is done.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _native._program(["smtpcodes", *sys.argv[1:]])  # noqa: SLF001  # our own


if __name__ == "__main__":
    sys.exit(main())
