"""A sample of the hostile files; `make attack` takes in all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.records.catalog import Catalog, read_catalog
from tests.attack.stranger import CANARY, Stranger
from tests.attack.strangers import strangers
from tests.attack.traced import trace_lines, wrong_calls
from tests.attack.watch import WATCH, seen_of
from tests.worlds import write_world

EVERY = strangers()
# One of each kind, and of the larger kinds every fourteenth.
SAMPLE = [
    one
    for kind in dict.fromkeys(one.kind for one in EVERY)
    for one in [one for one in EVERY if one.kind == kind][::14]
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


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the world drawn in tests/worlds.py."""
    return write_world(tmp_path_factory.mktemp("strangers") / "data")


@pytest.fixture(scope="module")
def base(data: Path) -> Catalog:
    """Read that world."""
    return read_catalog(data)


@pytest.mark.slow
@pytest.mark.parametrize("stranger", SAMPLE, ids=str)
def test_it_does_nothing_but_be_refused_or_shown(
    stranger: Stranger, base: Catalog, data: Path
) -> None:
    seen = seen_of(stranger, base, data)
    assert seen.wrong == ()
    assert seen.said
    assert not Path(CANARY).exists()


@pytest.mark.slow
def test_the_kernel_is_asked_for_nothing() -> None:
    lines = trace_lines(every=12)
    if lines is None:
        pytest.skip("strace is not installed")
    count, wrong = wrong_calls(lines)
    assert count == len(EVERY[::12])
    assert wrong == []


def test_the_trace_sees() -> None:
    begins, ends = 'access("/attack/begins/1 x", F_OK)', 'access("/attack/ends/1 x", F_OK)'
    opens = '7 openat(AT_FDCWD, "/etc/passwd", O_RDONLY) = 3'
    connects = "7 connect(3, {sa_family=AF_INET}, 16) = 0"
    module = '7 openat(AT_FDCWD, "/x/site-packages/y.py", O_RDONLY) = 3'
    count, wrong = wrong_calls([opens, begins, module, opens, connects, ends, connects])
    assert count == 1
    assert wrong == [f"1 x: {opens}", f"1 x: {connects}"]
