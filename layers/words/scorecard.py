"""Lengths in print beside ours, leg by leg and chain by chain, as a page of Markdown.

Where ours is further than 3 % from print, the reading says why. `docs/scorecard.md` and the
published atlas have the same page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.model.lines import Leg, LengthBasis, Mode, PublishedLength
from geo.model.states import Status
from geo.network.strip import nodes_along
from geo.records.catalog import Catalog
from geo.state.select import status_at

TOLERANCE = 0.03

_HEAD = """# Lengths: ours beside print

Every reading of
`data/published_lengths.csv`, a leg or legs that follow each other, beside the sum of our legs. The
rule: within 3 % of print, or the last column says why not. "Operating" means that every leg of the
chain operates on the last day of the data. Many of our lengths are these very prints (the basis
of each leg says so); the chains and the readings of other pages are what checks them.

"""

_COLUMNS = """
| From – to | Operating | Ours, km | Print, km | Difference | Source | Why not, and notes |
|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Score:
    """One reading beside ours; `share` is how far ours lies outside print, as a share of it."""

    reading: PublishedLength
    ours_km: float
    share: float
    operating: bool

    @property
    def within(self) -> bool:
        """Return whether ours agrees with print."""
        return abs(self.share) <= TOLERANCE


def scores_of(catalog: Catalog) -> tuple[Score, ...]:
    """Return every reading with its score, in the order of the table."""
    return tuple(_score(catalog, one) for one in catalog.published_lengths.values())


def _score(catalog: Catalog, reading: PublishedLength) -> Score:
    ours = sum(catalog.legs[leg_id].length_km for leg_id in reading.leg_ids)
    low, high = _ends_of(reading)
    nearest = min(max(ours, low), high)
    states = [status_at(catalog.statuses[leg_id], catalog.data_end) for leg_id in reading.leg_ids]
    return Score(
        reading=reading,
        ours_km=ours,
        share=(ours - nearest) / nearest,
        operating=all(one is not None and one.status is Status.OPERATING for one in states),
    )


def _ends_of(reading: PublishedLength) -> tuple[float, float]:
    """Return the range print gives; a single number is a range of its own."""
    low = reading.km if reading.low is None else reading.low
    high = reading.km if reading.high is None else reading.high
    if low is None or high is None:
        raise ValueError(f"{reading.length_id} gives no length")
    return low, high


def scorecard_text(catalog: Catalog) -> str:
    """Return the whole page as Markdown."""
    scores = scores_of(catalog)
    rows = "\n".join(_row(catalog, score) for score in scores)
    return f"{_HEAD}{_summary(catalog, scores)}\n{_COLUMNS}{rows}\n"


def _summary(catalog: Catalog, scores: Sequence[Score]) -> str:
    operating = [score for score in scores if score.operating]
    within = [score for score in operating if score.within]
    lines = [
        f"- {len(scores)} readings of {len({s.reading.leg_ids for s in scores})} legs and chains.",
        f"- Of {len(operating)} readings of lines in operation {len(within)} agree within 3 %; "
        f"{len(operating) - len(within)} do not and say why.",
    ]
    for mode in (Mode.RAIL, Mode.ROAD):
        legs = [leg for leg in catalog.legs.values() if leg.mode is mode]
        lines.append(f"- {mode.capitalize()}: {_bases_text(legs)}.")
    return "\n".join(lines) + "\n"


def _bases_text(legs: Iterable[Leg]) -> str:
    """Say on what the lengths of legs rest."""
    bases = [leg.length_basis for leg in legs]
    words = {
        LengthBasis.PUBLISHED: "as published",
        LengthBasis.TRACK_WEIGHT: "measured along the mapped track",
        LengthBasis.GEODESIC: "measured along the line drawn, for want of print",
    }
    parts = [f"{bases.count(basis)} {word}" for basis, word in words.items() if basis in bases]
    return f"{len(bases)} legs, {', '.join(parts)}"


def _row(catalog: Catalog, score: Score) -> str:
    reading = score.reading
    source = catalog.sources[reading.source_id]
    remarks = "; ".join(part for part in (reading.difference, reading.note) if part)
    cells = (
        _ends_text(catalog, reading),
        "yes" if score.operating else "no",
        f"{score.ours_km:,.1f}",
        _print_text(reading),
        f"{score.share:+.1%}" if not score.within else f"{score.share:+.1%}".replace("+0.0", "0.0"),
        f"{source.publisher or source.title}, {reading.source_id}",
        remarks,
    )
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _ends_text(catalog: Catalog, reading: PublishedLength) -> str:
    """Name the two ends of a chain, and how many legs lie between."""
    legs = [catalog.legs[leg_id] for leg_id in reading.leg_ids]
    if len(legs) == 1:
        return legs[0].name
    start, *_, end = (catalog.nodes[node_id].name for node_id in nodes_along(legs))
    how = "by road" if legs[0].mode is Mode.ROAD else "by rail"
    return f"{start} – {end} {how}, {len(legs)} legs"


def _print_text(reading: PublishedLength) -> str:
    low, high = _ends_of(reading)
    return f"{low:,g}" if low == high else f"{low:,g}–{high:,g}"
