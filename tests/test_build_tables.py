"""The tables that the build reads: good ones, and the faults for which it refuses others."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.build.checked import read_spec
from data.build.spec import SpecError

HEADERS = {
    "places": "place_id,name,kind,country,lon,lat,geonames_id,coordinate_source,accuracy_km,"
    "aliases,rank,is_node,note",
    "legs": "leg_id,name,from_id,to_id,mode,gauge_mm,method,via,published_km,published_low,"
    "published_high,published_source,source_ids,passes,ratio_reason,turn_reason,note",
    "status": "leg_id,status,since,since_precision,source_id,note",
    "branches": "corridor_id,branch_id,seq,leg_id,new_section",
    "branch_names": "corridor_id,branch_id,name,summary,default_on",
}


def tables(folder: Path, **rows: str) -> Path:
    """Five tables a corridor; the rows given go into those of instc."""
    (folder / "corridors.csv").write_text("corridor_id\nherat_hub\ninstc\n", encoding="utf-8")
    folder = folder / "build"
    folder.mkdir(exist_ok=True)
    for kind, header in HEADERS.items():
        for corridor in ("herat_hub", "instc"):
            body = rows.get(kind, "") if corridor == "instc" else ""
            (folder / f"{kind}_{corridor}.csv").write_text(f"{header}\n{body}", encoding="utf-8")
    for name, header in (
        ("doublings", "leg_id,next_leg_id,reason"),
        ("bridges", "leg_id,reason"),
        ("bends", "leg_id,reason"),
        ("long_chords", "leg_id,up_to_km,reason"),
    ):
        (folder / f"{name}.csv").write_text(f"{header}\n", encoding="utf-8")
    return folder


GOOD = {
    "places": "a,A,city,IRN,50,35,,GEO_HAND,1,,1,yes,\nb,B,port,IRN,51,35,,GEO_HAND,1,,1,yes,\n",
    "legs": "a_b,A - B,a,b,road,,thread,,,,,,BK00,,,,\n",
    "status": "a_b,operating,1999,year,BK00,\n",
    "branches": "instc,way,1,a_b,true\n",
    "branch_names": "instc,way,Way,The way,true\n",
}


def test_good_tables_are_read(tmp_path: Path) -> None:
    spec = read_spec(folder=tables(tmp_path, **GOOD))
    assert [one.leg_id for one in spec.legs] == ["a_b"]
    assert set(spec.places) == {"a", "b"}


@pytest.mark.parametrize(
    ("table", "old", "new", "fault"),
    [
        ("places", "b,B,port", "b,B,harbour", "unknown kind 'harbour'"),
        ("places", "51,35,,GEO_HAND", "51,35,,", "needs a coordinate_source"),
        ("places", "51,35,,", "51,,,", "needs either lon and lat or a geonames_id"),
        ("places", "b,B,port", "a,B,port", "place a twice"),
        ("places", "IRN,51", "IR,51", "not an ISO alpha-3"),
        ("legs", "a,b,road,,", "a,c,road,,", "unknown to_id 'c'"),
        ("legs", "road,,thread", "road,1520,thread", "no other leg has one"),
        ("legs", "road,,thread", "sea,,thread", "mode sea goes with method sea"),
        ("legs", "thread,,", "thread,x,", "unknown via 'x'"),
        ("legs", "thread,,,", "thread,,99,", "a published length needs its source"),
        ("status", "operating", "running", "'running'"),
        ("status", "a_b", "b_c", "leg a_b has no status"),
        ("branches", "a_b", "b_c", "unknown leg b_c"),
        ("branch_names", "way,Way", "road,Way", "branch way has no name"),
    ],
)
def test_bad_tables_are_refused_with_the_reason(
    tmp_path: Path, table: str, old: str, new: str, fault: str
) -> None:
    assert old in GOOD[table]
    rows = {**GOOD, table: GOOD[table].replace(old, new)}
    with pytest.raises(SpecError, match=fault):
        read_spec(folder=tables(tmp_path, **rows))


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    rows = {**GOOD, "places": GOOD["places"].replace("city", "town").replace("IRN,51", "IR,51")}
    with pytest.raises(SpecError) as caught:
        read_spec(folder=tables(tmp_path, **rows))
    assert len(str(caught.value).splitlines()) == 2


def test_idle_places_are_refused(tmp_path: Path) -> None:
    more = "c,C,city,IRN,52,35,,GEO_HAND,1,,1,yes,\nw,W,waypoint,IRN,52,36,,GEO_HAND,1,,,no,\n"
    with pytest.raises(SpecError, match=r"node c ends no leg\nway-point w is on no leg"):
        read_spec(folder=tables(tmp_path, **{**GOOD, "places": GOOD["places"] + more}))
