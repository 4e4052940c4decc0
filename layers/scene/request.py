"""What is asked of a page: a selection and what the reader wants printed with it.

What belongs here: the request, the same for every format. What does not: laying it out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from geo.model.choice import Selection
from geo.records.catalog import Catalog
from layers.scene.sheet import PageSize
from layers.words.figures import printable_line
from layers.words.headline import drafted_title
from layers.words.page import subtitle_of


@dataclass(frozen=True, slots=True)
class FigureRequest:
    """What is asked of a static map.

    An empty `title` or `subtitle` is made from the selection. `made_on` is printed on the map
    apart from the as-of date. `handling` goes to the top and the bottom of the page. `house_note`
    replaces the boundary note. `link`, a whole address, is printed as a QR code. With `since` brief
    and slides get a summary and what changed since that day; `edits` are sentences of the summary
    as drafted, each with an editor's. With `weekly` they get the weekly sheets. `language` is that
    of the names on the map (`layers/look/languages.py`), empty for English. With `light` ink the
    land is pale and without relief.
    """

    selection: Selection
    title: str
    subtitle: str
    made_on: date
    size: PageSize = PageSize.A4_LANDSCAPE
    handling: str = ""
    house_note: str = ""
    link: str = ""
    since: date | None = None
    edits: tuple[tuple[str, str], ...] = ()
    weekly: bool = False
    language: str = ""
    light: bool = False


def worded(catalog: Catalog, request: FigureRequest) -> FigureRequest:
    """Return a request with its title and subtitle made where none was given, each in one line."""
    return replace(
        request,
        title=printable_line(request.title) or drafted_title(catalog, request.selection),
        subtitle=printable_line(request.subtitle) or subtitle_of(catalog, request.selection),
        handling=printable_line(request.handling),
    )
