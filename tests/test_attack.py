"""A sample of the damaged folders of `make attack`, with the formats that cost little."""

from __future__ import annotations

import pytest

from tests.attack.mutants import Mutant, mutants
from tests.attack.verdict import CHEAP, RIGHT, verdict_of

EVERY = mutants()
# A stride that no period of the rules divides: the sample meets every kind of damage.
SAMPLE = EVERY[:: len(EVERY) // 23]


def test_there_are_damages_enough_and_none_is_told_twice() -> None:
    assert len(EVERY) >= 400
    assert len({str(one) for one in EVERY}) == len(EVERY)
    assert {one.kind for one in SAMPLE} >= {"file", "rows", "property", "geometry", "collection"}


@pytest.mark.slow
@pytest.mark.parametrize("mutant", SAMPLE, ids=str)
def test_a_damaged_folder_is_refused_clearly_or_exported_whole(mutant: Mutant, tmp_path) -> None:
    verdict = verdict_of(mutant, tmp_path, CHEAP)
    assert verdict.outcome in RIGHT, f"{verdict.outcome}: {verdict.said}"
