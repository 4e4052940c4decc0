"""How it looks: styles, legend, the web map, the static map, charts. No Streamlit here."""
