"""Writes docs/scorecard.md; a test compares the file with what this would write.

Run `python -m docs.scorecard` after the data it tells of changed. What it says is in
`layers/words/scorecard.py`.
"""

from __future__ import annotations

from pathlib import Path

from geo.records.catalog import Catalog, read_catalog
from layers.words.scorecard import scorecard_text

PAGE = Path(__file__).with_suffix(".md")
_WRITTEN = "\n\nWritten by `python -m docs.scorecard`; do not edit by hand.\n\n"


def page_of(catalog: Catalog) -> str:
    """Return the whole page, with who wrote it below its heading."""
    return scorecard_text(catalog).replace("\n\n", _WRITTEN, 1)


def main() -> None:
    """Write the page."""
    PAGE.write_text(page_of(read_catalog()), encoding="utf-8")


if __name__ == "__main__":
    main()
