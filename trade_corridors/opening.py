"""Opens the data: the package's, a folder, a store or an edition, with one's own beside them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from geo.errors import CorridorError
from geo.model.choice import Selection
from geo.records.catalog import Catalog
from trade_corridors.dataset import Dataset


def open(  # noqa: A001  # read as `trade_corridors.open`
    data: str | Path | None = None,
    *,
    own: Iterable[str | Path] = (),
    edition: str | Path | None = None,
) -> Dataset:
    """Open the data.

    Parameters
    ----------
    data
        A folder laid out like the data that come with the package, which are the default (an
        edition that `corridors data use` has chosen comes before them), or the address of a
        team's store, `postgresql://name@host/database`.
    own
        Your own data beside them: folders, zips or workbooks of the same tables, or files of lines.
    edition
        Instead of `data`, the id of an installed edition, or the path of an edition's file.

    Returns
    -------
    Dataset
        All corridors with all their branches, on the day the data end.

    Raises
    ------
    CorridorError
        If the data or an overlay cannot be read or have faults; each is named with its place.

    Examples
    --------
    >>> import trade_corridors as tc
    >>> tc.open()
    <Dataset: 4 corridors on 2026-07-05, edition 2026.07.2>
    """
    catalog = _catalog_of(data, [Path(one) for one in own], edition)
    return Dataset(catalog, Selection(corridors=frozenset(catalog.corridors)))


def _catalog_of(data: str | Path | None, own: list[Path], edition: str | Path | None) -> Catalog:
    from geo.editions.packed import unpacked_edition
    from geo.editions.shelf import folder_in_use, user_shelf
    from geo.own.paths import catalog_with
    from geo.records.readers import regular_content
    from geo.store.reading import reader_at

    if edition is None:
        return catalog_with(own, data=reader_at(str(data or folder_in_use() or "")))
    if data is not None:
        raise CorridorError("Name a folder or an edition, not both.")
    shelf = user_shelf()
    installed = [one for one in shelf.editions() if str(edition) in (one.edition_id, one.name)]
    if installed:
        return catalog_with(own, data=shelf.folder_of(installed[0]))
    if not Path(edition).is_file():
        raise CorridorError(f"There is no edition {str(edition)!r}, neither installed nor a file.")
    if own:
        raise CorridorError("Install the edition to open your own data beside it.")
    return unpacked_edition(regular_content(Path(edition))).catalog()
