"""A sample of the hostile files; `make attack` takes in all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.records.catalog import read_catalog
from tests.attack.strangers import CANARY, Stranger, strangers
from tests.attack.watch import WATCH, seen_of
from tests.worlds import write_world

EVERY = strangers()
# Two of each kind, and of the larger kinds every ninth.
SAMPLE = [
    one
    for kind in dict.fromkeys(one.kind for one in EVERY)
    for one in [one for one in EVERY if one.kind == kind][::9]
]


def test_there_are_as_many_as_promised() -> None:
    assert len(EVERY) >= 250
    assert 30 <= len(SAMPLE) <= 60
    assert len({str(one) for one in EVERY}) == len(EVERY)


def test_the_watch_sees(tmp_path: Path) -> None:
    WATCH.noted.clear()
    WATCH.on = True
    try:
        (tmp_path / "x").write_text("x")
    finally:
        WATCH.on = False
    assert WATCH.noted == [f"opened {tmp_path / 'x'}"]


@pytest.mark.parametrize("stranger", SAMPLE, ids=str)
def test_it_does_nothing_but_be_refused_or_shown(stranger: Stranger, tmp_path: Path) -> None:
    data = write_world(tmp_path / "data")
    seen = seen_of(stranger, read_catalog(data), data)
    assert seen.wrong == ()
    assert seen.said
    assert not Path(CANARY).exists()
