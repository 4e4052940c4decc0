"""Parts of a panel that stay closed until the reader opens them."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from page.part import opened

    for name in ("first", "second"):
        if opened(f"the {name}", key=name):
            st.text(f"inside the {name}")


def test_a_part_opens_and_closes_by_itself() -> None:
    test = AppTest.from_function(page).run()
    assert [button.label for button in test.button] == ["Show the first", "Show the second"]
    assert not test.text
    test.button(key="second").click().run()
    assert [button.label for button in test.button] == ["Show the first", "Hide the second"]
    assert [text.value for text in test.text] == ["inside the second"]
    test.button(key="second").click().run()
    assert not test.text


def test_a_part_stays_open_over_runs() -> None:
    test = AppTest.from_function(page).run()
    test.button(key="first").click().run()
    test.run()
    assert [text.value for text in test.text] == ["inside the first"]
