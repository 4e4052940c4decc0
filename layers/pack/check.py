"""A line of the checklist, as the page shows it.

What belongs here: what is told of a check. What does not: checking (`layers/pack/gate.py`), which
loads the drawing library; a server that only shows the list stays without it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist; `message` says what is there, or what is missing."""

    name: str
    passed: bool
    message: str
