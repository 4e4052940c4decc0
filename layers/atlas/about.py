"""The pages about the atlas itself: how it is made and how far to trust it, its data, its checks.

What belongs here: what these pages say, counted from the data. What does not: the checks
(`layers/words/scorecard.py`, `layers/words/plausibility.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import PurePath

from geo.calendars import date_text, day_text
from geo.formats.licences import licences_of
from geo.ledger.citations import READ_TEXT
from geo.model.lines import Accuracy, Mode
from layers.atlas.addresses import Kind, way
from layers.atlas.markdown import heading_of, markdown_html, wide_table
from layers.atlas.pages import FEED, Page, address_of, parts_html
from layers.atlas.site import Atlas
from layers.look.text import safe
from layers.words.plausibility import plausibility_text
from layers.words.scorecard import scorecard_text
from layers.words.wording import KIND_LABEL

_DRAWN: Mapping[Accuracy, str] = {
    Accuracy.MAPPED: "follow the mapped track",
    Accuracy.THREADED: "are drawn through their towns",
    Accuracy.SCHEMATIC: "claim no exact course, since no survey or map of it was read",
}
_MEDIA_TYPE = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".zip": "application/zip",
    ".geojson": "application/geo+json",
}
_CHECKS = (("scorecard/index.html", scorecard_text), ("plausibility/index.html", plausibility_text))
_NAMED_SOURCE = re.compile(r"\b[A-Z]+\d+\b")
_ABOUT = "about/index.html"
_DATA = "data/index.html"


def about_pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the page on trust and the pages of checks that these data allow."""
    texts = ((path, text_of(atlas.catalog)) for path, text_of in _CHECKS)
    checks = [_check_page(atlas, path, text) for path, text in texts if text]
    yield _trust_page(atlas, checks)
    yield from checks


def _check_page(atlas: Atlas, path: str, text: str) -> Page:
    def source(found: re.Match[str]) -> str:
        ref = atlas.refs.get((Kind.SOURCE, found[0]))
        return atlas.link(ref, path, found[0]) if ref else found[0]

    return Page(
        path=path,
        title=heading_of(text),
        lead="Computed from these data; nothing was tuned to fit.",
        about="A check of the data of the atlas against what was published.",
        body=markdown_html(text, link=partial(_NAMED_SOURCE.sub, source)),
        trail=((_ABOUT, "How this is made"),),
    )


def _trust_page(atlas: Atlas, checks: Sequence[Page]) -> Page:
    links = "".join(
        f'<li><a href="{way(_ABOUT, page.path)}">{safe(page.title)}</a></li>' for page in checks
    )
    parts = (
        ("What is in it", _content(atlas)),
        ("The rules it keeps", _rules(atlas)),
        ("How far to trust the lines", _lines(atlas)),
        ("Checks", f"<ul>{links}</ul>" if links else ""),
        ("What was not checked", _reported(atlas)),
        ("Who made it", _maker(atlas)),
    )
    return Page(
        path=_ABOUT,
        title="How this is made and how far to trust it",
        lead="What stands behind the lines and figures, and where they are weak.",
        about="What stands behind the lines and figures of the atlas, and where they are weak.",
        body=parts_html(parts),
        kind="AboutPage",
    )


def _content(atlas: Atlas) -> str:
    catalog = atlas.catalog
    read = Counter(READ_TEXT.get(one.read, one.read) for one in catalog.sources.values())
    kinds = Counter(KIND_LABEL[one.kind] for one in catalog.claims.values())
    sources = "source" if len(catalog.sources) == 1 else "sources"
    return (
        f"<p>{len(catalog.sources):,} {sources} stand behind {len(catalog.claims):,} figures, "
        f"{len(catalog.events):,} events and promises, {len(catalog.closures):,} closures of "
        f"{len(catalog.legs):,} lines and {len(catalog.nodes):,} places. Of the sources: "
        f"{safe(_shares(read))}. Of the figures: {safe(_shares(kinds))}.</p>"
    )


def _rules(atlas: Atlas) -> str:
    contested = len(atlas.shown.ledger.contested())
    return (
        "<ul><li>Every line, number and date has its source, its date and its kind: measured, "
        "claimed, estimated, planned or forecast.</li><li>Where sources disagree the range is "
        f"shown and who said what; nothing is averaged. {contested} figures are disputed on the "
        "last day.</li><li>One date decides what existed, what was shut and what was known. "
        "Nothing said later shows on an earlier day, promises excepted.</li><li>That nobody has "
        "repeated a closure lately opens nothing; a state that nobody has seen for long is marked "
        "as doubted.</li></ul>"
    )


def _lines(atlas: Atlas) -> str:
    land = (leg for leg in atlas.catalog.legs.values() if leg.mode is not Mode.SEA)
    drawn = Counter(leg.accuracy for leg in land)
    said = "; ".join(f"{drawn[kind]} {_DRAWN[kind]}" for kind in Accuracy if drawn[kind])
    return (
        f"<p>Of the lines on land {safe(said)}. How far the true line may lie off is told with "
        "each line and drawn as a soft band.</p>"
    )


def _maker(atlas: Atlas) -> str:
    edition = atlas.origin_of_edition or "no edition named"
    return (
        f"<p>{safe(atlas.title)}, {safe(edition)}, made on {safe(day_text(atlas.made_on))}; the "
        f"data end on {safe(day_text(atlas.catalog.data_end))}. The pages are plain files: they "
        "set no cookie, ask nobody outside, and read without JavaScript, which only the map "
        f"needs.</p><p>{safe(atlas.owed())}</p>{_added(atlas)}"
    )


def _shares(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name.lower()}" for name, count in counts.most_common())


def _reported(atlas: Atlas) -> str:
    """Return what was only told of elsewhere; nothing else follows from it."""
    rows = "".join(
        f"<li>{safe(date_text(one.date))}: {safe(one.subject)}: {safe(one.fact)} "
        f'<span class="quiet">{safe(one.page)}, not read</span></li>'
        for one in atlas.catalog.reported
    )
    said = (
        "<p>Told by digests of pages that nobody here has read; nothing else follows from it.</p>"
    )
    return f"{said}<ul>{rows}</ul>" if rows else ""


def _added(atlas: Atlas) -> str:
    names = "; ".join(one.origin for one in atlas.catalog.added)
    return f"<p>Beside the shipped data stand those added by {safe(names)}.</p>" if names else ""


def data_page(atlas: Atlas, files: Mapping[str, bytes]) -> Page:
    """Return the page of the data: every file with its size, what is owed, and how to read them.

    Parameters
    ----------
    files
        The files of the folder by their paths in the atlas.
    """
    rows = (
        (
            f'<a href="{way(_DATA, path)}">{safe(path.removeprefix("data/"))}</a>',
            f"{len(content):,}",
        )
        for path, content in sorted(files.items())
        if "LICENSES" not in path
    )
    licences = licences_of(atlas.map_sources)
    owed = "".join(
        f"<li>{safe(one.title)}: {safe(one.covers)}. {safe(one.credit)}. "
        f'<a href="{safe(one.url)}" rel="license">{safe(one.name)}</a></li>'
        for one in licences
    )
    kept = "as JSON"
    if "data/datapackage.json" in files:
        contract = '<a href="datapackage.json">datapackage.json</a>'
        kept = f"as it is kept (CSV with its contract in {contract}) and as JSON"
    body = (
        f"<p>Every table of the ledger is here {kept}; each record has "
        f'its own JSON and CSV beside its page. <a href="{way(_DATA, FEED)}">Changes</a> come as '
        'an Atom feed. <a href="hashes.txt">hashes.txt</a> holds the SHA-256 of each, for '
        "<code>sha256sum --check</code>.</p>"
        f"<h2>Licences</h2><ul>{owed}</ul><h2>Files</h2>"
        f"{wide_table('Files', ('File', 'Bytes'), rows)}"
    )
    return Page(
        path=_DATA,
        title="Data",
        lead=f"{len(files)} files, {sum(map(len, files.values())):,} bytes",
        about="The tables behind the atlas, as CSV, JSON and GeoJSON, with licences and hashes.",
        body=body,
        linked=dataset_of(atlas, files),
    )


def dataset_of(atlas: Atlas, files: Mapping[str, bytes]) -> Mapping[str, object]:
    """Return the data as a schema.org Dataset, with what of it can be fetched."""
    catalog = atlas.catalog
    fetched = [
        {
            "@type": "DataDownload",
            "name": path.removeprefix("data/"),
            "contentUrl": address_of(atlas, path),
            "encodingFormat": _MEDIA_TYPE[ending],
        }
        for path in sorted(files)
        if (ending := PurePath(path).suffix) in _MEDIA_TYPE and "basemap" not in path
    ]
    start = min((one.begins for told in catalog.statuses.values() for one in told), default=None)
    return {
        "@type": "Dataset",
        "name": f"{atlas.title}: corridors, lines, places and the ledger of claims",
        "description": "Trade corridors of Afghanistan, Iran and Central Asia with dated states, "
        "closures, promises and figures, each with its source and what other sources say.",
        "version": catalog.edition or catalog.data_end.isoformat(),
        "creator": {"@type": "Organization", "name": atlas.title},
        "license": [one.url for one in licences_of(atlas.map_sources)],
        "isAccessibleForFree": True,
        **({"temporalCoverage": f"{start}/{catalog.data_end}"} if start else {}),
        "distribution": fetched,
    }
