"""What a leg or a transfer costs in time and money, from the table of assumptions. Pure.

Every figure is a range with a low, a central and a high end; nothing is hidden in code. Money per
tonne and per TEU are two different bases and are never added to one another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from geo.errors import CorridorError
from geo.model.choice import Basis
from geo.model.lines import Mode
from geo.model.origins import SHIPPED

# The small ships of the Caspian cannot leave it and cost several times what the open sea does.
CASPIAN_SEA = "caspian_sea"


class Quantity(StrEnum):
    """What an assumption is about."""

    SPEED = "speed"
    DWELL = "dwell"
    RATE = "rate"
    CHARGE = "charge"


class Stop(StrEnum):
    """Where a shipment waits or is handled."""

    BORDER_ROAD = "border_road"
    BORDER_RAIL = "border_rail"
    GAUGE_BREAK = "gauge_break"
    MODE_CHANGE = "mode_change"
    PORT = "port"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One row of the table: a range of speed (km/h), dwell (h) or money.

    `country` (alpha-3, empty for everywhere) makes it hold in one country only; `source_id` is a
    source, or the word `assumption` when nothing published was found.
    """

    assumption_id: str
    quantity: Quantity
    applies_to: str
    country: str
    low: float
    central: float
    high: float
    unit: str
    price_year: int | None
    basis: Basis
    direction: str
    source_id: str
    note: str
    origin: str = SHIPPED


@dataclass(frozen=True, slots=True)
class Range:
    """A low, a central and a high figure of one unit."""

    low: float = 0.0
    central: float = 0.0
    high: float = 0.0

    @property
    def ends(self) -> tuple[float, float, float]:
        """The three figures in order."""
        return self.low, self.central, self.high

    def __add__(self, other: Self) -> Range:
        """Return the sum, end by end."""
        return Range(self.low + other.low, self.central + other.central, self.high + other.high)

    def minus(self, other: Self) -> Range:
        """Return the difference, end by end: what changes if all goes well, usually, or badly.

        Both ranges rest on the same table, so its low ends go together, and its high ends; the
        ends of the difference need not be in order.
        """
        return Range(self.low - other.low, self.central - other.central, self.high - other.high)

    def times(self, factor: float) -> Range:
        """Return the range multiplied by a number that is not negative."""
        return Range(self.low * factor, self.central * factor, self.high * factor)


class Costs:
    """Looks ranges up in a table of assumptions; a country's own row comes before the general."""

    def __init__(self, assumptions: Iterable[Assumption], *, basis: Basis = Basis.TONNE) -> None:
        self.basis = basis
        self._rows: dict[tuple[Quantity, str, str], Assumption] = {
            (row.quantity, row.applies_to, row.country): row
            for row in assumptions
            if row.basis in (basis, Basis.ANY)
        }
        # The same few rows are asked for by every leg.
        self._found: dict[tuple[Quantity, str, tuple[str, ...]], Assumption] = {}

    def assumption(
        self, quantity: Quantity, applies_to: str, countries: Iterable[str]
    ) -> Assumption:
        """Return the row that holds; of two countries' rows, the one with the higher centre.

        Raises
        ------
        CorridorError
            If the table has no row for it.
        """
        asked = (quantity, applies_to, tuple(countries))
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = self._looked_up(*asked)
        return found

    def _looked_up(
        self, quantity: Quantity, applies_to: str, countries: tuple[str, ...]
    ) -> Assumption:
        own = [
            self._rows[key]
            for country in countries
            if (key := (quantity, applies_to, country)) in self._rows
        ]
        general = self._rows.get((quantity, applies_to, ""))
        if own:
            return max(own, key=lambda row: row.central)
        if general is None:
            raise CorridorError(
                f"assumptions.csv: no {quantity} for {applies_to} per {self.basis}. Add a row."
            )
        return general

    def leg_hours(self, mode: Mode, length_km: float, country: str) -> Range:
        """Return the hours under way: length over speed, so the fast end makes the low one."""
        speed = self.assumption(Quantity.SPEED, mode, (country,))
        return Range(length_km / speed.high, length_km / speed.central, length_km / speed.low)

    def leg_money(self, mode: Mode, length_km: float, country: str, *, waters: str = "") -> Range:
        """Return the USD per tonne or TEU for a length: rate times km.

        A voyage on waters that have a row of their own is priced by it.
        """
        priced_as = waters if (Quantity.RATE, waters, "") in self._rows else mode
        return _range_of(self.assumption(Quantity.RATE, priced_as, (country,))).times(length_km)

    def stop_hours(self, stop: Stop, countries: Iterable[str]) -> Range:
        """Return the hours waited at a border, port or transfer."""
        return _range_of(self.assumption(Quantity.DWELL, stop, countries))

    def stop_money(self, stop: Stop, countries: Iterable[str]) -> Range:
        """Return the USD per tonne or TEU charged at a border, port or transfer."""
        return _range_of(self.assumption(Quantity.CHARGE, stop, countries))


def _range_of(row: Assumption) -> Range:
    return Range(row.low, row.central, row.high)
