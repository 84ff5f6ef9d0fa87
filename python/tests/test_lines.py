"""Replies of lines: as `smtpcodes classify` joins them."""

import io

import pytest

from smtpcodes import join_lines

# What the program makes of the same lines.
JOINED = [
    ("550-a\n550-b\n550 c\n550 d", ["550-a\n550-b\n550 c", "550 d"]),
    ("550-a\r\n550 b\r\n551 c", ["550-a\n550 b", "551 c"]),
    ("550-a\n551 b", ["550-a", "551 b"]),
    ("550-a\nb", ["550-a", "b"]),
    ("550-a\n550", ["550-a\n550"]),
    ("550 a\n550-b\n550 c", ["550 a", "550-b\n550 c"]),
    ("550 a\n  folded\n\tagain\nb", ["550 a\n  folded\n\tagain", "b"]),
    ("550-a\n\n550 b", ["550-a", "550 b"]),
    ("\n \n  böte\n", ["böte"]),
    ("\ufeff550-a\n550 b", ["550-a\n550 b"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "replies"), JOINED)
def test_lines_belong_together(text, replies):
    as_bytes = [reply.encode() for reply in replies]
    assert list(join_lines(io.StringIO(text))) == replies
    assert list(join_lines(io.BytesIO(text.encode()))) == as_bytes
    # Without their ends, in another kind of iterable, in other kinds of bytes, and many at once.
    assert list(join_lines(text.split("\n"))) == replies
    assert list(join_lines(line for line in text.splitlines())) == replies
    assert list(join_lines(bytearray(line) for line in text.encode().split(b"\n"))) == as_bytes
    assert list(join_lines([text])) == replies


def test_replies_come_as_soon_as_the_next_begins():
    given = []

    def lines():
        for line in ("550-a", "550 b", "551 c", "552 d"):
            given.append(line)
            yield line

    replies = join_lines(lines())
    assert iter(replies) is replies
    assert given == []
    assert next(replies) == "550-a\n550 b"
    assert given == ["550-a", "550 b", "551 c"]
    assert list(replies) == ["551 c", "552 d"]
    assert list(replies) == []


def test_text_and_bytes_come_back_as_they_were():
    assert list(join_lines(["550 a\udcff", "550 \U0001f600"])) == ["550 a\udcff", "550 \U0001f600"]
    assert list(join_lines([b"550 \xff\x00"])) == [b"550 \xff\x00"]


def test_a_reply_has_a_limit():
    [reply] = join_lines(f"550-{'x' * 1000}" for _ in range(3000))
    assert 1_000_000 < len(reply) <= 1 << 20
    assert [len(reply) for reply in join_lines([b"x" * (3 << 20), b"y"])] == [1 << 20, 1]
    [text] = join_lines(["ab" + "€" * (1 << 20)])
    assert set(text[2:]) == {"€"}


def test_what_is_no_line_is_refused():
    for text in ("550 a\n551 b", b"550 a"):
        with pytest.raises(TypeError, match=r"expected an iterable of lines, found (str|bytes)"):
            join_lines(text)
    with pytest.raises(TypeError, match="not iterable"):
        join_lines(550)
    with pytest.raises(TypeError, match="expected lines as str or bytes, found int"):
        list(join_lines([550]))
    with pytest.raises(TypeError, match="all str or all bytes"):
        list(join_lines(["550 a", b"550 b"]))

    def failing():
        yield "550 a"
        message = "disk"
        raise OSError(message)

    replies = join_lines(failing())
    with pytest.raises(OSError, match="disk"):
        next(replies)
