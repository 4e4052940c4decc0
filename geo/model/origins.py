"""Where a record comes from: shipped with the project, or added by somebody.

What belongs here: the words of an origin, and the ids by which records that somebody added are
known. What does not: how their files are read and made records (`geo/own/`).
"""

from __future__ import annotations

# The origin of what comes with the project; other records name an overlay or a store.
SHIPPED = "shipped"


# How the id ends of the one source that an overlay's rows without a source name.
UNSOURCED = "__unsourced"


# How the id of an overlay's branch ends that is no chain: lines that nobody put in order.
LOOSE = "__loose_lines"


def is_unsourced(source_id: str) -> bool:
    """Tell whether a record names no source but whoever added it."""
    return source_id.endswith(UNSOURCED)


def added_text(origin: str) -> str:
    """Say who added a record; nothing of what comes with the project."""
    return "" if origin == SHIPPED else f"added by {origin}"
