"""Timing a call."""

from __future__ import annotations

import time
from collections.abc import Callable


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
