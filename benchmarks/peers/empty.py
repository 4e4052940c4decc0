"""A page with one word: what Streamlit itself takes."""

import streamlit as st

st.write("Ready")
