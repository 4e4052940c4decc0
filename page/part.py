"""A part of a panel that stays closed until the reader opens it.

What belongs here: the button that opens and closes it. What it holds is made, and travels, only
while it is open. Streamlit's own expander keeps every one that was ever shown in the browser's
memory, and panels come and go with each toggle of the map.
"""

from __future__ import annotations

import streamlit as st


def opened(label: str, *, key: str) -> bool:
    """Show a button with a part's name, and tell whether the part is open.

    Parameters
    ----------
    label
        What the part holds.
    key
        Under which the session remembers it; the button's own key too.
    """
    state = f"{key}_open"
    is_open = bool(st.session_state.get(state))
    st.button(
        f"Hide {label}" if is_open else f"Show {label}",
        key=key,
        type="tertiary",
        icon=":material/expand_less:" if is_open else ":material/expand_more:",
        on_click=_turn,
        args=(state,),
    )
    return is_open


def _turn(state: str) -> None:
    st.session_state[state] = not st.session_state.get(state)
