"""What was measured: samples, what could not be run, bars, and whether they hold. Pure."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sample:
    """Repeated measurements of one thing, in the unit of their row."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse a sample that says nothing."""
        if not self.values or not all(math.isfinite(value) for value in self.values):
            raise ValueError(f"a sample needs finite values, not {self.values}")

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    @property
    def worst(self) -> float:
        """The highest value."""
        return max(self.values)

    def record(self) -> dict[str, Any]:
        """Return the sample for JSON, all values included."""
        return {"median": self.median, "worst": self.worst, "values": list(self.values)}


@dataclass(frozen=True, slots=True)
class NotRun:
    """A measurement that could not be made, and why."""

    reason: str

    def record(self) -> dict[str, Any]:
        """Return the gap for JSON."""
        return {"not_run": self.reason}


Figure = Sample | NotRun


def sample_of(values: Iterable[float]) -> Figure:
    """Return a sample, or a gap when there is not one value."""
    found = tuple(values)
    return Sample(found) if found else NotRun("nothing was measured")


@dataclass(frozen=True, slots=True)
class Bar:
    """What must hold of a median: at most a limit, or at most or at least so many times a peer's.

    Attributes
    ----------
    at_most
        The highest median, in the unit of the row.
    peer
        The peer the following two speak of.
    times_peer
        The highest multiple of the peer's median.
    times_faster
        How many times ours must go into the peer's median.
    """

    at_most: float | None = None
    peer: str = ""
    times_peer: float | None = None
    times_faster: float | None = None

    def text(self, unit: str) -> str:
        """Return the bar in words."""
        parts = []
        if self.at_most is not None:
            parts.append(f"≤ {number_text(self.at_most)} {unit}".rstrip())
        if self.times_peer is not None:
            parts.append(f"≤ {self.times_peer:g} × {self.peer}")
        if self.times_faster is not None:
            parts.append(f"{self.times_faster:g} × faster than {self.peer}")
        return ", ".join(parts)

    def holds(self, ours: Figure, peers: Mapping[str, Figure]) -> bool | None:
        """Tell whether the bar holds, or nothing when what it needs was not run."""
        if isinstance(ours, NotRun):
            return None
        verdicts: list[bool | None] = []
        if self.at_most is not None:
            verdicts.append(ours.median <= self.at_most)
        if self.times_peer is not None or self.times_faster is not None:
            other = peers.get(self.peer)
            if not isinstance(other, Sample):
                verdicts.append(None)
            elif self.times_peer is not None:
                verdicts.append(ours.median <= self.times_peer * other.median)
            elif self.times_faster is not None:
                verdicts.append(other.median >= self.times_faster * ours.median)
        if False in verdicts:
            return False
        return None if None in verdicts or not verdicts else True


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, ours, and the same of each peer."""

    group: str
    what: str
    unit: str
    ours: Figure
    peers: Mapping[str, Figure] = field(default_factory=dict)
    bar: Bar | None = None
    note: str = ""

    @property
    def held(self) -> bool | None:
        """Whether the bar holds; nothing without a bar, or when it could not be told."""
        return self.bar.holds(self.ours, self.peers) if self.bar else None

    def ratio(self, peer: str) -> float | None:
        """Return how many times our median goes into a peer's, if both were measured."""
        other = self.peers[peer]
        if not isinstance(self.ours, Sample) or not isinstance(other, Sample):
            return None
        return other.median / self.ours.median if self.ours.median else None

    def record(self) -> dict[str, Any]:
        """Return the row for JSON."""
        return {
            "group": self.group,
            "what": self.what,
            "unit": self.unit,
            "ours": self.ours.record(),
            "peers": {name: figure.record() for name, figure in self.peers.items()},
            "ratios": {name: self.ratio(name) for name in self.peers},
            "bar": self.bar.text(self.unit) if self.bar else None,
            "held": self.held,
            "note": self.note,
        }


def number_text(value: float) -> str:
    """Return a number with about three figures that mean something."""
    if value and abs(value) < 10:
        return f"{value:.2f}".rstrip("0").rstrip(".") or "0"
    return f"{value:,.1f}" if abs(value) < 100 and value % 1 else f"{value:,.0f}"
