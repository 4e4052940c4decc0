"""What a damage is, and which damages stand for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Mutant:
    """A damage.

    Attributes
    ----------
    kind
        What sort of thing is damaged.
    place
        Where: a file, with the column or property if there is one.
    rule
        How.
    damage
        Does it to a folder.
    refused
        Whether a folder so damaged must be refused.
    """

    kind: str
    place: str
    rule: str
    damage: Callable[[Path], None]
    refused: bool = False

    def __str__(self) -> str:
        return f"{self.kind}: {self.place} {self.rule}"


def covering(mutants: Sequence[Mutant], least: int) -> list[Mutant]:
    """Return the fewest, found greedily, that meet every rule of a kind and every place.

    Where these are fewer than `least`, others are added, spread over the whole list.
    """
    chosen: dict[str, Mutant] = {}
    met: set[tuple[str, str]] = set()
    # First those that meet two things not met before, then those that meet one.
    for new in (2, 1):
        for one in mutants:
            meets = {(one.kind, one.rule), ("", one.place)} - met
            if len(meets) >= new:
                chosen[str(one)] = one
                met |= meets
    others = [one for one in mutants if str(one) not in chosen]
    more = max(0, least - len(chosen))
    spread = [others[number * len(others) // more] for number in range(more)]
    return [*chosen.values(), *spread]
