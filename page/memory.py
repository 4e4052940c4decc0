"""How much memory the server keeps.

What belongs here: what the C library and the collector are told about it. What does not: how many
readers may draw at once (`page/briefing.py`).
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

# The numbers of the settings in glibc's malloc.h.
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8
_STORES = 2
# What is larger is taken from the system by itself, and given back as soon as it is let go.
_LARGE = 128 * 1024
# What `server.maxUploadSize` lets in, and the form around it.
_LARGEST_UPLOAD = 22 * 1024 * 1024


def share_stores() -> bool:
    """Let all threads take memory from a few common stores; tell whether the C library does so.

    glibc gives each thread a store of its own, up to eight a core, and keeps in each what its
    thread once used. Streamlit runs every reader in a thread: ten packs made at once took 930 MB
    that way, and take 510 MB with two stores. And what is large (a picture, a file that a process
    beside the server made) stays out of them: by itself glibc would soon take that from them too,
    and a small thing behind it keeps its place taken for good: ten packs left 301 MB, and leave
    258 MB so. Other C libraries do not know the settings, nor need them.
    """
    try:
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE)
        return bool(library.mallopt(_M_ARENA_MAX, _STORES))
    except (AttributeError, OSError, TypeError):
        return False


@lru_cache(maxsize=1)
def settle(data_hash: str) -> None:
    """Take what all readers share out of the collector's rounds, once for each edition of the data.

    Streamlit asks for a whole collection after every answer, and that one walks over the catalog,
    the libraries and all that is kept as long as the server lives. It took 0.11 s of the 0.155 s
    of processor that an answer took; with those set aside an answer takes 0.04 s.

    Parameters
    ----------
    data_hash
        Which data all readers share; when others are, those before are looked at again first.
    """
    del data_hash  # the key of the cache
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector wait while much is made that stays.

    It would look through all of it again and again: a quarter of the time a large overlay takes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep_uploads_off_the_disk() -> None:
    """Let what a reader puts stay in memory: beyond a megabyte Starlette would use a file."""
    from starlette.formparsers import MultiPartParser

    MultiPartParser.spool_max_size = _LARGEST_UPLOAD
