"""What the page shows when the data folder cannot be used: its faults, and no traceback.

What belongs here: showing a `DataError`. What does not: finding faults (`geo/records/catalog.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo.errors import DataError, Fault, StoreError
from layers.look.text import notice

# As many as a reader mends before reloading; more would only hold the browser up.
_MOST = 50


def show_faults(error: DataError) -> None:
    """Show the first faults of the data, each with file, row, column and what would be right."""
    count = len(error.faults)
    st.header("The data cannot be used")
    st.error(
        f"{count} fault{'' if count == 1 else 's'} found. Mend the data folder, then reload this "
        "page; `corridors check` lists the same faults."
    )
    show_fault_table(error.faults)


def show_fault_table(faults: Sequence[Fault]) -> None:
    """Show the first faults with their place and remedy, and how many more there are."""
    st.table(
        [
            {
                "File": notice(fault.file),
                "Row": str(fault.row) if fault.row else "whole file",
                "Column": notice(fault.column),
                "Fault": notice(fault.message),
                "What would be right": notice(fault.remedy),
            }
            for fault in faults[:_MOST]
        ]
    )
    if len(faults) > _MOST:
        st.caption(f"and {len(faults) - _MOST:,} more")


def show_refusal(error: StoreError) -> None:
    """Tell in one sentence why there are no data, and look again when the page is reloaded."""
    st.error(notice(error))
    st.caption("Reload the page to try again.")
