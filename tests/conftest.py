"""What holds for every test, and the catalogs that many of them read: each is read once.

In CI browser tests are not optional and examples are fixed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator

import pytest
from hypothesis import settings

from geo.ledger.readings import Ledger, ledger_at
from geo.records.catalog import Catalog, read_catalog
from tests.browser.chromium import MISSING, chromium_path
from tests.route_world import write_route_world
from tests.shipped import shipped_catalog
from tests.worlds import write_world

# How long an example takes depends on the machine, not on what is tested. In CI the examples are
# the same in every run, so that a failure there can be had again.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)

IN_CI = os.environ.get("CI", "").lower() in {"1", "true"}
settings.load_profile("ci" if IN_CI else "here")


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Generator[None]:
    """Keep what servers prepare for their next start away from the user's own cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CORRIDORS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


# A page that AppTest runs takes the place of the program and leaves it to the tests that follow,
# whose own processes begin with what they find there.
_PROGRAM = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def program() -> None:
    """Begin every test with the program that runs the tests."""
    sys.modules["__main__"] = _PROGRAM


@pytest.fixture(scope="session")
def shipped() -> Catalog:
    """Return the data that ship."""
    return shipped_catalog()


@pytest.fixture(scope="session")
def ledger(shipped: Catalog) -> Ledger:
    """Return all that is said in the data that ship, as of their end."""
    return ledger_at(shipped, shipped.data_end)


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Read the world drawn in tests/worlds.py."""
    return read_catalog(write_world(tmp_path_factory.mktemp("world") / "data"))


@pytest.fixture(scope="session")
def routes(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Read the world drawn in tests/route_world.py."""
    return read_catalog(write_route_world(tmp_path_factory.mktemp("routes") / "data"))


@pytest.hookimpl(trylast=True)  # after the marks are set
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip browser tests where there is no Chromium; in CI let them run and fail."""
    if IN_CI or chromium_path() is not None:
        return
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the skip of a browser test into a failure in CI, whatever its reason."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if IN_CI and skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"a browser test may not be skipped when CI=true: {call.excinfo}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly how many browser tests did not run, so that nobody takes them for passed."""
    missed = [
        report
        for report in terminalreporter.getreports("skipped")
        if MISSING in str(getattr(report, "longrepr", ""))
    ]
    if missed:
        terminalreporter.section("browser tests did not run")
        terminalreporter.line(f"{len(missed)} browser tests were skipped: {MISSING}.")
