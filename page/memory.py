"""How much memory the server keeps.

What belongs here: what the C library is told about it as the server starts. What does not: how many
readers may draw at once (`page/briefing.py`).
"""

from __future__ import annotations

import ctypes

# The number of the setting in glibc's malloc.h.
_M_ARENA_MAX = -8
_STORES = 2


def share_stores() -> bool:
    """Let all threads take memory from a few common stores; tell whether the C library does so.

    glibc gives each thread a store of its own, up to eight a core, and keeps in each what its
    thread once used. Streamlit runs every reader in a thread: ten packs made at once took 930 MB
    that way, and take 510 MB with two stores. Other C libraries do not know the setting, nor
    need it.
    """
    try:
        library = ctypes.CDLL(None)
        return bool(library.mallopt(_M_ARENA_MAX, _STORES))
    except (AttributeError, OSError, TypeError):
        return False
