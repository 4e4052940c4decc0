"""What the page shows when the data folder cannot be used: every fault, and no traceback.

What belongs here: showing a `DataError`. What does not: finding faults (`geo/catalog.py`).
"""

from __future__ import annotations

import streamlit as st

from geo.errors import DataError
from layers.look.text import safe


def show_faults(error: DataError) -> None:
    """Show all faults of the data, each with file, row, column and what would be right."""
    count = len(error.faults)
    st.header("The data cannot be used")
    st.error(
        f"{count} fault{'' if count == 1 else 's'} found. Mend the data folder, then reload this "
        "page; `corridors check` lists the same faults."
    )
    st.table(
        [
            {
                "File": safe(fault.file),
                "Row": str(fault.row) if fault.row else "whole file",
                "Column": safe(fault.column),
                "Fault": safe(fault.message),
                "What would be right": safe(fault.remedy),
            }
            for fault in error.faults
        ]
    )
