from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.clean import _NO_TEXT, _SPACE, clean, hidden_in, one_line

HIDDEN = ["\x00", "\x1b", "\x7f", "\u202e", "\u2066", "\ufeff", "\ud800", "\ufffe", "\U000e0041"]


@pytest.mark.parametrize("char", HIDDEN)
def test_what_hides_or_reorders_is_named_and_cleaned(char):
    assert hidden_in(f"a{char}b") == f"U+{ord(char):04X}"
    assert clean(f"a{char}b") == "ab"


def test_joiners_and_marks_of_persian_stay():
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert hidden_in("می\u200cخواهم") == ""


@given(st.text(alphabet=st.characters()) | st.text(alphabet="".join(HIDDEN) + "ab\n\t"))
def test_a_clean_text_is_one_line_that_every_file_can_carry(text):
    found = clean(text)
    assert hidden_in(found) == ""
    assert len(found.splitlines()) <= 1
    found.encode("utf-8")


@given(st.text())
def test_one_line_changes_nothing_but_gaps(text):
    assert len(one_line(text)) == len(text)


def test_a_long_text_ends_in_an_ellipsis():
    assert clean("x" * 50, longest=10) == "x" * 9 + "…"


def test_python_calls_none_of_them_printable() -> None:
    printable = "".join(one for one in map(chr, range(0x110000)) if one.isprintable())
    assert not (_NO_TEXT.search(printable))
    assert not (_SPACE.search(printable))
