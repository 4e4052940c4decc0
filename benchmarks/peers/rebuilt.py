"""The pattern of the tutorials: checkboxes, and the map built anew at each rerun."""

import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.tutorial_map import base_map, layers, lines

st.set_page_config(layout="wide")
web_map = base_map()
for corridor, (name, *_) in layers().items():
    if st.checkbox(name, value=True, key=corridor):
        lines(corridor).add_to(web_map)
st_folium(web_map, width=1000, height=650)
