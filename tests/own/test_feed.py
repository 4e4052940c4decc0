"""Series that a reader downloaded: into an overlay, twice, and revised."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from cli import main
from geo.changes.account import changes_between
from geo.changes.kinds import ChangeKind, Moment
from geo.editions.ids import id_faults
from geo.editions.packed import unpacked_edition
from geo.errors import OverlayError
from geo.ledger.readings import ledger_at
from geo.ledger.series import Span, series_of
from geo.model.dates import PartialDate, Precision
from geo.model.said import Claim
from geo.own.feed import mapping_of, read_mapped, read_portwatch
from geo.own.overlay import Overlay
from geo.own.paths import overlay_at
from geo.own.revised import with_feed
from geo.own.together import read_together
from geo.records.catalog import Catalog, read_catalog
from layers.words.changelist import change_list, moved_text
from layers.words.series import shut_rows
from tests.edition_worlds import EARLIER, FOLDER
from tests.own.worlds import base_of

# The columns as the service publishes them.
HEADER = (
    "date,year,month,day,portid,portname,n_container,n_dry_bulk,n_general_cargo,n_roro,n_tanker,"
    "n_cargo,n_total,capacity_container,capacity_dry_bulk,capacity_general_cargo,capacity_roro,"
    "capacity_tanker,capacity_cargo,capacity,ObjectId"
)
DAY, LATER = date(2026, 6, 20), date(2026, 6, 30)


def table(*rows: tuple[str, str, int, int]) -> bytes:
    """Return a table of (day, strait, ships, tankers)."""
    lines = [
        f"{day},2026,6,1,chokepoint6,{name},1,1,1,1,{tankers},5,{ships},0,0,0,0,0,0,0,{number}"
        for number, (day, name, ships, tankers) in enumerate(rows)
    ]
    return "\n".join([HEADER, *lines]).encode()


FIRST = table(
    ("2026/06/01 00:00:00+00", "Strait of Hormuz", 11, 4),
    ("2026/06/02 00:00:00+00", "Strait of Hormuz", 12, 5),
    ("2026/06/03 00:00:00+00", "Strait of Hormuz", 13, 6),
    ("2026/06/03 00:00:00+00", "Panama Canal", 33, 9),
)
REVISED = FIRST.replace(b",12,0,", b",40,0,")
EMPTY = Overlay("Straits", "", {})


def shown(overlay: Overlay) -> Catalog:
    base = read_catalog()
    places = {node.node_id: node.lonlat for node in base.nodes.values()}
    found = read_together([overlay], places)
    assert found.faults == ()
    return found.catalog


def date_of(day: date) -> PartialDate:
    return PartialDate(day, day, Precision.DAY)


def own_claims(catalog: Catalog) -> list[Claim]:
    return [claim for claim in catalog.claims.values() if claim.origin != "shipped"]


@pytest.mark.slow
def test_days_become_claims_with_their_vintage() -> None:
    feed = read_portwatch(FIRST, vintage=DAY)
    assert feed.passed_over == ("1 other straits and canals were passed over.",)
    merged = with_feed(EMPTY, feed, vintage=DAY)
    assert (merged.added, merged.known, merged.revised) == (6, 0, ())
    claims = own_claims(shown(merged.overlay))
    assert {claim.subject_id for claim in claims} == {"hormuz"}
    first = next(one for one in claims if one.value == 11)
    assert (first.metric, first.unit, first.said_by) == ("passages", "vessels", "IMF PortWatch")
    # 1 June 2026 is a Monday: its week came out on Tuesday the ninth.
    assert first.said_on.first == date(2026, 6, 9)
    assert first.vintage is not None
    assert first.vintage.first == DAY


def test_the_same_file_twice_adds_nothing() -> None:
    feed = read_portwatch(FIRST, vintage=DAY)
    once = with_feed(EMPTY, feed, vintage=DAY)
    twice = with_feed(once.overlay, read_portwatch(FIRST, vintage=LATER), vintage=LATER)
    assert (twice.added, twice.known, twice.revised) == (0, 6, ())
    assert twice.overlay.digest == once.overlay.digest


@pytest.mark.slow
def test_a_revised_file_adds_a_vintage_and_tells_the_change() -> None:
    once = with_feed(EMPTY, read_portwatch(FIRST, vintage=DAY), vintage=DAY).overlay
    again = with_feed(once, read_portwatch(REVISED, vintage=LATER), vintage=LATER)
    assert (again.added, again.known) == (0, 5)
    (revised,) = again.revised
    assert (revised.before, revised.point.value) == ("12", "40")
    before, after = shown(once), shown(again.overlay)
    assert len(own_claims(after)) == 7
    on = after.data_end
    account = changes_between(Moment(before, on), Moment(after, on))
    kinds = [change.kind for change in account.changes]
    assert kinds.count(ChangeKind.FIGURE_REVISED) == 1
    # The series speaks once of each day, and does not contradict itself.
    day = [one for one in own_claims(after) if one.period_start == date_of(date(2026, 6, 2))]
    assert {one.value for one in day} >= {12, 40}
    known = {one.claim_id for one in ledger_at(after, on).claims}
    assert [one.value for one in day if one.claim_id in known and (one.value or 0) > 10] == [40]
    earlier = {one.claim_id for one in ledger_at(after, date(2026, 6, 25)).claims}
    assert [one.value for one in day if one.claim_id in earlier and (one.value or 0) > 10] == [12]


@pytest.mark.slow
def test_it_is_a_series_by_day_with_closures_shaded() -> None:
    catalog = shown(with_feed(EMPTY, read_portwatch(FIRST, vintage=DAY), vintage=DAY).overlay)
    on = catalog.data_end
    (course,) = [
        one
        for one in series_of(ledger_at(catalog, on).claims, least=3)
        if one.key.subject_id == "hormuz" and one.key.scope.startswith("all ships seen")
    ]
    assert course.key.axis.span is Span.DAY
    ends = date(2026, 6, 1), date(2026, 6, 30)
    rows = shut_rows(catalog, course, on, ends)
    assert rows
    assert all(str(ends[0]) <= row["start"] <= row["end"] <= str(ends[1]) for row in rows)


MAPPING = b"""field,value
date_column,Monat
value_column,Zuege
subject_kind,node
subject_id,b
metric,freight_volume
unit,t
scope,by rail
said_by,Railway
source_title,Monthly report
published_after_days,10
"""
MONTHS = b"Monat;Zuege\n2024-01;1.500,5\n2024-02;1600,5\n2024-03;\n"


def test_any_table_by_a_mapping(tmp_path: Path) -> None:
    rows = MONTHS.replace(b"1.500,5", b"1500,5")
    feed = read_mapped(rows, mapping_of(MAPPING), vintage=date(2024, 12, 1))
    assert [point.value for point in feed.points] == ["1500.5", "1600.5"]
    overlay = with_feed(EMPTY, feed, vintage=date(2024, 12, 1)).overlay
    data, _, places = base_of(tmp_path)
    found = read_together([overlay], places, data=data)
    assert found.faults == ()
    claims = own_claims(found.catalog)
    assert [(one.period_start, one.period_end) for one in claims] == [
        (date_of(date(2024, 1, 1)), date_of(date(2024, 1, 31))),
        (date_of(date(2024, 2, 1)), date_of(date(2024, 2, 29))),
    ]
    assert claims[0].said_on.first == date(2024, 2, 10)
    assert found.catalog.sources[claims[0].source_id].title == "Monthly report"


@pytest.mark.parametrize(
    ("content", "mapping", "said"),
    [
        (b"a,b\n1,2\n", MAPPING, "no column 'Monat'"),
        (b"Monat,Zuege\nsoon,2\n", MAPPING, "Row 2: "),
        (b"Monat,Zuege\n2024-01,many\n", MAPPING, "'many' is not a number"),
        (MONTHS, b"field,value\nunit,t\n", "does not say date_column"),
        (MONTHS, MAPPING + b"colour,red\n", "no field 'colour'"),
        (MONTHS, MAPPING.replace(b"10", b"x"), "no number of days"),
        (MONTHS, MAPPING.replace(b"10", b"9999999"), "no number of days"),
        (b"Monat,Zuege\n2024-01,nan\n", MAPPING, "'nan' is not a number"),
        (b"Monat,Zuege\n2024-01,1e999\n", MAPPING, "'1e999' is not a number"),
        (b"Monat,Zuege\n" + b"2024-01,1\n" * 82_000, MAPPING, "more than 81,000 figures"),
    ],
)
def test_what_is_wrong_is_one_sentence(content: bytes, mapping: bytes, said: str) -> None:
    with pytest.raises(OverlayError, match=said):
        read_mapped(content, mapping_of(mapping), vintage=DAY)


def test_the_command_makes_adds_to_and_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, into = tmp_path / "daily.csv", tmp_path / "straits.zip"
    file.write_bytes(FIRST)
    asked = ["series", "import", str(file), "--as", "portwatch", "--into", str(into)]
    assert main([*asked, "--vintage", "2026-06-20", "--owner", "Desk"]) == 0
    told = capsys.readouterr()
    assert "6 figures added, 0 revised, 0 known already." in told.out
    assert "imf.org/external/terms.htm" in told.err
    first = into.read_bytes()
    assert main([*asked, "--vintage", "2026-06-21"]) == 0
    assert "0 figures added" in capsys.readouterr().out
    assert into.read_bytes() == first
    file.write_bytes(REVISED)
    assert main([*asked, "--vintage", "2026-06-30"]) == 0
    assert "2026-06-02: 40 vessels, before 12" in capsys.readouterr().out
    assert len(overlay_at(into, {}).rows("claims")) == 7
    with zipfile.ZipFile(io.BytesIO(into.read_bytes())) as packed:
        assert b"Desk" in packed.read("settings.csv")
    assert main([*asked[:4], "csv", "--into", str(into)]) == 2
    assert "needs --mapping" in capsys.readouterr().err


def test_into_an_edition_it_makes_the_next_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twice adds nothing; a revised file makes an edition more, whose account tells it."""
    file, mapping, into = tmp_path / "t.csv", tmp_path / "m.csv", tmp_path / "edition.zip"
    packs = [(FOLDER / f"world-{EARLIER}.zip").read_bytes()]
    into.write_bytes(packs[0])
    mapping.write_bytes(MAPPING)
    asked = ["series", "import", str(file), "--as", "csv", "--mapping", str(mapping)]
    said = []
    for day, value in (("2024-12-01", b"1500"), ("2024-12-02", b"1500"), ("2024-12-20", b"1700")):
        file.write_bytes(b"Monat;Zuege\n2024-01;" + value + b"\n2024-02;1600\n")
        assert main([*asked, "--into", str(into), "--vintage", day]) == 0
        packs.append(into.read_bytes())
        said.append(capsys.readouterr().out)
    assert "Edition 2024.12.2, data " in said[0]
    assert "2 figures added, 0 revised" in said[0]
    assert packs[2] == packs[1]
    assert "1 revised, 1 known already" in said[2]
    first, second, third = (unpacked_edition(packs[at]) for at in (0, 1, 3))
    assert [one.edition.edition_id for one in (second, third)] == ["2024.12.2", "2024.12.3"]
    before, once, after = (one.catalog() for one in (first, second, third))
    mine = [one for name, one in after.claims.items() if name not in before.claims]
    assert sorted(one.value for one in mine if one.value) == [1500, 1600, 1700]
    assert {one.origin for one in mine} == {"shipped"}
    assert {after.sources[one.source_id].title for one in mine} == {"Monthly report"}
    assert id_faults(before, after) == ()
    on = after.data_end
    listed = change_list(changes_between(Moment(once, on), Moment(after, on)))
    assert [one.change.kind for one in listed.told] == [ChangeKind.FIGURE_REVISED]
    assert moved_text(listed).startswith("1 figure moved, 0 closures")
    mapping.write_bytes(MAPPING.replace(b"source_title,Monthly report\n", b""))
    file.write_bytes(b"Monat;Zuege\n2024-03;5\n")
    assert main([*asked, "--into", str(into), "--vintage", "2024-12-21"]) == 2
    assert "without a source" in capsys.readouterr().err
    assert into.read_bytes() == packs[3]
