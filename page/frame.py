"""The frame of the page: its two parts, and the style that makes room for the map.

What belongs here: layout. What does not: what stands in it.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from layers.look.text import notice

# Streamlit leaves wide margins for documents to read; a map wants the window. The panels scroll by
# themselves beside the map, and stand under it where the window is too narrow for both.
_STYLE = """
<style>
.stMain .block-container, [data-testid="stMainBlockContainer"] {
  padding: 8px 8px 8px 8px; max-width: none;
}
[data-testid="stHeader"] { height: 0; min-height: 0; background: none; }
.st-key-page > [data-testid="stHorizontalBlock"] { gap: 8px; }
.st-key-panels {
  flex: none; height: calc(100dvh - 16px); overflow: hidden auto; padding: 4px 6px 24px 4px;
}
/* Before the panels have come too: the map would open in another size than it stays in. */
[data-testid="stColumn"]:has(.st-key-map_part) + [data-testid="stColumn"] { min-width: 288px; }
@media screen and (max-width: 900px) {
  .st-key-page > [data-testid="stHorizontalBlock"] { flex-direction: column; }
  .st-key-page > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] {
    width: 100%; flex: none; }
  .st-key-map_part .corridor-page { height: 82dvh; }
  .st-key-panels { height: auto; overflow: visible; }
}
.st-key-panels h2, .st-key-panels h3 { padding: 4px 0 2px; font-size: 1.15rem; }
/* On paper: the map whole, as it is on the screen, then the open tab whole. */
@media print {
  @page { size: landscape; margin: 1cm; }
  html, body, #root, .stApp, .stApp * { overflow: visible !important; }
  .stApp, [data-testid="stAppViewContainer"], .stMain { position: static !important;
    height: auto !important; display: block !important; }
  :is([data-testid="stHorizontalBlock"], [data-testid="stColumn"], [data-testid="stVerticalBlock"],
    [data-testid="stLayoutWrapper"]):has(.st-key-map_part, .st-key-panels),
  .st-key-map_part, .st-key-panels { display: block !important; width: 100% !important;
    max-width: none !important; min-width: 0 !important; flex: none !important; }
  [data-testid="stColumn"]:has(.st-key-panels) { break-before: page; }
  .corridor-page { width: var(--screen-width) !important; height: var(--screen-height) !important;
    grid-template-columns: var(--screen-side) minmax(0, 1fr); zoom: var(--print-scale);
    break-inside: avoid; }
  .corridor-page :is(.legend, .choices) { max-height: none; }
  @container (max-width: 480px) {
    .corridor-page .side { display: none; }
    .corridor-page .timeline { flex-wrap: wrap; }
  }
  .corridor-page, .corridor-page .stage, .corridor-page .leaflet-container {
    overflow: hidden !important; print-color-adjust: exact; }
  .st-key-panels { height: auto !important; }
  .st-key-panels section, .st-key-panels li, .st-key-panels details, .key-figure, .way {
    break-inside: avoid; }
  .corridor-page :is(.toolbar, .drawer, .search, .foot, .skip, .fold, .pair, .wide),
  .corridor-page .timeline :is(.stop, .tool), .st-key-panels button.copy,
  .st-key-panels :is([data-testid="stButton"], [data-testid="stDownloadButton"], .handed),
  .st-key-panels [role="tab"]:not([aria-selected="true"]) { display: none !important; }
  .st-key-panel_tab > div > [role="tablist"] { position: static; }
}
</style>
"""


def start_page() -> None:
    """Set title and layout; the first call of a run."""
    st.set_page_config(page_title="Trade corridors", layout="wide")
    st.html(_STYLE)


def panels() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the part for the map and the part for the panels beside it.

    Both are keyed, so that a message shown in one never gives the other a new place in the page:
    the map would be mounted again.
    """
    with st.container(key="page"):
        left, right = st.columns([71, 29], gap="small")
    return left.container(key="map_part"), right.container(key="panels")


def show_notes(notes: Sequence[str]) -> None:
    """Say what of a link was not understood."""
    if notes:
        st.info("  \n".join(notice(one) for one in notes))
