"""The sections of the Streamlit page, one a file. A section shows what others computed."""
