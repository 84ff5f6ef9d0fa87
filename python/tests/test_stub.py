"""The stub says what the module says: editors show its texts, as they cannot ask a compiled module.

Run as a program, this writes the texts of the installed module into the stub.
"""

import ast
import inspect
import textwrap
from pathlib import Path

import smtpcodes
from smtpcodes import _native

STUB = Path(__file__).parents[1] / "smtpcodes" / "_native.pyi"


def entries(tree):
    """Every public entry of the stub, with what it declares."""
    for node in tree.body:
        name = getattr(node, "name", "__all__")
        thing = getattr(_native, name, None)
        if name not in smtpcodes.__all__ or getattr(smtpcodes, name) is not thing:
            continue
        yield node, thing
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef) and not member.name.startswith("_"):
                    yield member, getattr(thing, member.name)


def documented(stub):
    """The stub with the texts of the module."""
    lines = stub.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    place = lambda line, column: starts[line - 1] + len(lines[line - 1].encode()[:column].decode())  # noqa: E731
    tree = ast.parse(stub)
    seen = set()
    edits = []
    for node, thing in entries(tree):
        first = node.body[0]
        has_text = isinstance(first, ast.Expr) and isinstance(getattr(first.value, "value", None), str)
        doc = None if thing in seen else inspect.getdoc(thing)
        seen.add(thing)
        is_class = isinstance(node, ast.ClassDef)
        begin = place(first.lineno, first.col_offset)
        if is_class and getattr(first, "decorator_list", None):
            begin = place(first.decorator_list[0].lineno, first.decorator_list[0].col_offset - 1)
        end = place(first.end_lineno, first.end_col_offset) if has_text or not is_class else begin
        header = len(stub[:begin].rstrip())
        indent = " " * (node.col_offset + 4)
        if doc is None:
            edits.append((header, end, " ..."))
            continue
        escaped = doc.replace("\\", "\\\\").replace('"""', r"\"\"\"")
        text = f'"""{escaped}"""' if "\n" not in escaped else f'"""{escaped}\n"""'
        text = textwrap.indent(text, indent)
        edits.append((header, end, "\n" + text + ("" if has_text or not is_class else "\n\n" + indent)))
    for begin, end, text in sorted(edits, reverse=True):
        stub = stub[:begin] + text + stub[end:]
    return stub


def test_the_stub_has_the_texts_of_the_module():
    stub = STUB.read_text(encoding="utf-8")
    assert documented(stub) == stub, f"not fresh; to write it: python {Path(__file__).name}"


if __name__ == "__main__":
    STUB.write_text(documented(STUB.read_text(encoding="utf-8")), encoding="utf-8")
