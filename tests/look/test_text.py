"""What `safe` and `script_json` let through: text, and nothing that acts."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.look.text import notice, plain, safe, script_json

NASTY = [
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "${alert(1)}",
    "`+alert(1)+`",
    "\\x3cimg src=x onerror=alert(1)>",
    "\\u003cscript>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "[here](javascript:alert(1))",
    "![x](http://elsewhere.example/x.png)",
    "a\u2028b\u202eevil",
    "{{7*7}}",
    "{% raw %}",
    "*/alert(1)/*",
]

texts = st.one_of(st.text(), st.sampled_from(NASTY), st.text(alphabet="<>&\"'`$\\{}()[]ax \n"))


class _Reader(HTMLParser):
    """Collects the tags and the text a browser would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def _read(markup: str) -> _Reader:
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader


@pytest.mark.parametrize("text", NASTY)
def test_known_attacks_stay_text(text: str) -> None:
    reader = _read(f"<p>{safe(text)}</p>")
    assert reader.tags == ["p"]
    assert "".join(reader.said) == plain(text)


@pytest.mark.slow
@given(texts)
def test_html_reads_back_the_text_and_no_tag(text: str) -> None:
    reader = _read(f'<p title="{safe(text)}">{safe(text)}</p>')
    assert reader.tags == ["p"]
    assert "".join(reader.said) == plain(text)


@given(texts)
def test_nothing_of_meaning_to_script_or_markdown_is_left(text: str) -> None:
    assert not set(safe(text)) & set("<>\"'`$\\{}[]()*_~|\n\r\u2028\u2029")
    # `#` only as part of an entity, `&` only as its start
    assert re.fullmatch(r"(?:[^&#]|&#\d+;)*", safe(text))


@given(texts)
def test_once_decoded_it_is_the_text(text: str) -> None:
    assert html.unescape(safe(text)) == plain(text)


@given(texts)
def test_plain_is_one_line_and_keeps_persian_joiners(text: str) -> None:
    assert len(plain(text).splitlines()) <= 1
    assert plain("می\u200cخواهم") == "می\u200cخواهم"


@given(st.recursive(texts | st.integers() | st.none(), lambda inner: st.lists(inner), max_leaves=8))
def test_script_json_is_the_same_value_and_cannot_end_a_script(value: object) -> None:
    written = script_json(value)
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == value


def test_script_json_refuses_what_javascript_could_not_read() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        script_json([float("nan")])


ADDRESS = re.compile(
    r"https?://|www\.|[-.\w+]+@[-\w]+\.|:[\w+-]+:|:material/|->|<-|--|>=|<=|~=", re.IGNORECASE
)


@pytest.mark.parametrize(
    "text",
    [
        "http://x.example",
        "HTTPS://x.example",
        "www.x.example",
        "a@b.example",
        ":material/home:",
        ":red[text]",
        ":smile:",
        "a -> b -- c >= d",
    ],
)
def test_a_notice_holds_nothing_that_markdown_would_see_in_the_text(text: str) -> None:
    seen = html.unescape(notice(text))
    assert ADDRESS.search(seen) is None
    assert seen.replace("\u2060", "") == text


@given(texts)
def test_a_notice_says_the_same_as_the_text(text: str) -> None:
    assert html.unescape(notice(text)).replace("\u2060", "") == plain(text)
    assert ADDRESS.search(html.unescape(notice(text))) is None
