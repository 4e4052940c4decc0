"""A sample of the damaged folders of `make attack`, with the formats that cost little."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from layers.pack.files import Format
from tests.attack import run, verdict
from tests.attack.mutant import Mutant, covering
from tests.attack.mutants import mutants
from tests.attack.verdict import CHEAP, RIGHT, Outcome, Verdict, verdict_of

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
    told = verdict_of(mutant, tmp_path, CHEAP)
    assert told.outcome in RIGHT, f"{told.outcome}: {told.said}"


def test_those_that_stand_for_all_meet_every_rule_and_every_place() -> None:
    chosen = covering(EVERY, 450)
    assert len(chosen) == len({str(one) for one in chosen}) == 450
    assert {(one.kind, one.rule) for one in chosen} == {(one.kind, one.rule) for one in EVERY}
    assert {one.place for one in chosen} == {one.place for one in EVERY}
    assert set(map(str, covering(EVERY, 0))) < set(map(str, chosen))


def _works(folder: Path) -> None:
    while True:
        sum(range(10_000))


def _waits(folder: Path) -> None:
    time.sleep(60)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("hangs", "said"), [(_works, "more than 0.3 s of processor"), (_waits, "waited for 0.6 s")]
)
def test_what_works_or_waits_for_ever_is_told_as_hung(
    hangs: Callable[[Path], None], said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(verdict, "PATIENCE_S", 0.3)
    monkeypatch.setattr(verdict, "_LOOKS_S", 0.2)
    monkeypatch.setattr(verdict, "read_catalog", hangs)
    before = signal.getsignal(signal.SIGALRM)
    told = verdict_of(EVERY[0], tmp_path, CHEAP)
    assert (told.outcome, told.said) == (Outcome.HUNG, said)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_PROF) == signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_run_that_was_broken_off_goes_on_and_a_process_that_dies_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def tried(mutant: Mutant, *_: object, on_page: bool) -> Verdict:
        assert on_page
        if mutant == EVERY[1]:
            os.kill(os.getpid(), signal.SIGKILL)
        return Verdict(mutant, Outcome.REFUSED, "a fault", 0.1)

    monkeypatch.setattr(run, "_KEPT", tmp_path)
    monkeypatch.setattr(run, "warm", lambda formats: None)
    monkeypatch.setattr(run, "verdict_of", tried)
    began = run.verdicts_of(EVERY[:4], (Format.CSV,), workers=2)
    # Of two at work either may be done first; what was told before is told again in their order.
    first = sorted((next(began), next(began)), key=lambda one: EVERY.index(one.mutant))
    began.close()
    again = list(run.verdicts_of(EVERY[:4], (Format.CSV,), workers=2))
    assert again[:2] == first
    assert {one.mutant: (one.outcome, one.said) for one in again} == {
        EVERY[0]: (Outcome.REFUSED, "a fault"),
        EVERY[1]: (Outcome.DIED, "its process ended with -9"),
        EVERY[2]: (Outcome.REFUSED, "a fault"),
        EVERY[3]: (Outcome.REFUSED, "a fault"),
    }
    # What was made of them is another thing to try.
    assert len(list(run.verdicts_of(EVERY[:4], (Format.RIS,), workers=2))) == 4
    assert len(list(tmp_path.iterdir())) == 2
