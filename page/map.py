"""The map on the page: mounted once, told only what changed, and the only writer of the link.

What belongs here: the component that mounts what Folium built, and what it is told at each run.
What does not: the map's files and data (`layers/screen/files.py`, `layers/screen/day.py`) and the
reader's choice (`page/choose.py`).

Streamlit compares what a component is given and calls its function again when that changed. The
loader below keeps the map on its element, so those calls reach the same map; the code and the data
come as files whose addresses hold their hash, so they travel once. Where the addresses are others
than those the map was made of, the data were renewed: the map is made anew, since what is told by
position belongs to one network. No string with data in it is ever evaluated.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import streamlit as st

from geo.formats.link import query_text
from geo.model.choice import Scenario, Selection
from geo.records.catalog import Catalog
from layers.pack.house import read_house
from layers.screen.day import day_of
from layers.screen.files import MapFiles
from layers.words.compared import earlier_text
from page.beside import look_at, own_overlays
from page.choose import Chosen, chosen, take
from page.earlier import earlier_moment, editions
from page.load import Whole
from page.ways import asked_ways

_KEY = "map"
_FILES = "map_files"

_LOADER = """
let shown;
const putAway = (home) => {
  home.isAway = true;
  home.corridorFiles = "";
  home.corridors.then((map) => map.destroy(), () => {});
};
export default function ({ data, parentElement: home, setStateValue }) {
  const again = home.told === data;
  if (again && home.isAway) return () => {};
  const other = shown;
  if (!again) shown = home;
  home.told = data;
  const url = (address) => new URL(address, document.baseURI).href;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const module = (again = 0) =>
    import(url(data.files.page) + (again ? `?again=${again}` : "")).catch(async (error) => {
      if (again === 2) throw error;
      await wait(400 * (again + 1));
      return module(again + 1);
    });
  const draw = () => module().then((page) => page.mount(home, data));
  const files = JSON.stringify(data.files);
  if (home.corridorFiles !== files) {
    const before = home.corridors;
    home.corridorFiles = files;
    home.isAway = false;
    home.corridors = before
      ? before.then((map) => map.leave(), () => home.replaceChildren()).then(draw)
      : draw();
    // Streamlit keeps a map that it replaces until its run has ended: the page would show two.
    const makesRoom = () => other && other !== home && shown === home && putAway(other);
    home.corridors.then(makesRoom, () => {});
  }
  home.corridors = home.corridors.then((map) => {
    if (home.isConnected) map.apply(data, setStateValue);
    return map;
  });
  home.corridors.catch((error) => {
    if (!home.isConnected) return;
    console.error(error);
    home.corridorFiles = "";
    const again = document.createElement("button");
    again.textContent = "Try again";
    again.onclick = () => location.reload();
    home.replaceChildren(
      "A file of the map did not come, though it was asked for three times. ", again);
  });
  const mounted = home.corridors;
  // Streamlit also cleans up after a call that another overtook: there the map stands, and stays.
  return () => mounted.then((map) => home.isConnected || map.destroy(), () => {});
}
"""

_mount = st.components.v2.component("corridor_map", js=_LOADER, isolate_styles=False)


def show_map(catalog: Catalog, files: MapFiles) -> None:
    """Take over what the reader did on the map, and show it with its controls."""
    # Another network is another map: the component keeps the one it has.
    key = f"{_KEY}_{catalog.data_hash[:8]}" if own_overlays() else _KEY
    _take_event(catalog, st.session_state.get(key))
    # As long as the session lasts its browser may ask for these files.
    st.session_state[_FILES] = files
    told = _told(catalog, files, chosen(catalog))
    shown = _mount(key=key, data=told, on_choice_change=_rerun_only)
    # A session that begins under an open page (the server was started again) learns only here what
    # the reader has done.
    if _take_event(catalog, shown):
        st.rerun()


def _take_event(catalog: Catalog, state: object) -> bool:
    """Take over what the browser says the reader did; tell whether there was anything new."""
    event = state.get("choice") if isinstance(state, Mapping) else None
    before = chosen(catalog).seq
    if isinstance(event, Mapping):
        take(catalog, event)
    return chosen(catalog).seq != before


def _rerun_only() -> None:
    """Make `choice` a state of the component: Streamlit keeps only states with a callback."""


def _told(catalog: Catalog, files: MapFiles, current: Chosen) -> dict[str, Any]:
    """Return what the browser is told at this run."""
    selection = current.selection
    day = _day(catalog, selection)
    return {
        "files": {**files.addresses, "map_name": files.map_name},
        "editions": [one.edition_id for one in editions()],
        "earlier": _earlier(catalog, current),
        "seq": current.seq,
        "query": query_text(selection, catalog),
        "ways": asked_ways(catalog, selection),
        "day_id": day["id"],
        "day": None if day["id"] in current.day_ids else day,
        "look_at": look_at(),
        "embed": _embed(catalog),
    }


def _embed(catalog: Catalog) -> dict[str, str] | None:
    """Return where the house's atlas is published and what is owed with its map, if it is."""
    house = read_house().published()
    if not house.atlas_address:
        return None
    # It loads the drawing library, which few servers need for that.
    from layers.atlas.site import atlas_of

    address = house.atlas_address.rstrip("/") + "/"
    atlas = atlas_of(catalog, house, address)
    return {"atlas": address, "title": atlas.title, "owed": atlas.owed()}


def _earlier(catalog: Catalog, current: Chosen) -> dict[str, Any] | None:
    """Return the second day of a comparison, named; none if one day is shown."""
    earlier = earlier_moment(catalog, current.selection)
    if earlier is None:
        return None
    shown = Whole(catalog)
    day = _day_at(Whole(earlier.catalog), earlier.on, current.selection.scenario, shown)
    return {
        "id": day["id"],
        "title": earlier_text(earlier, catalog),
        "day": None if day["id"] in current.day_ids else day,
    }


def _day(catalog: Catalog, selection: Selection) -> dict[str, Any]:
    """Return the state of the selection's date, kept for readers who look at the same one."""
    whole = Whole(catalog)
    return _day_at(whole, selection.as_of, selection.scenario, whole)


@lru_cache(maxsize=64)
def _day_at(whole: Whole, as_of: date | None, scenario: Scenario, shown: Whole) -> dict[str, Any]:
    selection = Selection(corridors=frozenset(), as_of=as_of, scenario=scenario)
    return day_of(whole.catalog, selection, shown=shown.catalog)
