"""The better pattern: the base map stays, the layers are handed over in a fragment."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks.peers.tutorial_map import base_map, layers, lines

st.set_page_config(layout="wide")


@st.fragment
def show() -> None:
    """Show the checkboxes and the map; only this reruns."""
    groups = []
    for corridor, (name, _, _) in layers().items():
        if st.checkbox(name, value=True, key=corridor):
            group = folium.FeatureGroup(name=name)
            lines(corridor).add_to(group)
            groups.append(group)
    st_folium(
        base_map(),
        feature_group_to_add=groups,
        key="map",
        returned_objects=[],
        width=1000,
        height=650,
    )


show()
