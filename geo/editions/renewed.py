"""What a package says of itself once its tables have changed. Pure.

What belongs here: the next edition's id, its day, and of each file its size and hash as they are
now. What does not: packing (`packed.py`), and which rows are new, for whoever brings them to say.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from geo.records.package import PACKAGE


def next_id(last: str, data_end: date) -> str:
    """Return the id of the edition after another: when its data end, and a number that grows.

    Parameters
    ----------
    last
        The id of the edition before it.
    data_end
        The last day that the data of the next one speak of; an earlier month does not go back.

    Examples
    --------
    >>> next_id("2026.07.2", date(2026, 7, 5))
    '2026.07.3'
    >>> next_id("2026.07.2", date(2026, 8, 1))
    '2026.08.1'
    """
    year, month, number = map(int, last.split("."))
    ends = max((year, month), (data_end.year, data_end.month))
    return f"{ends[0]}.{ends[1]:02d}.{number + 1 if ends == (year, month) else 1}"


def renewed_package(files: Mapping[str, bytes], edition_id: str, made: date) -> bytes:
    """Return `datapackage.json` of files with an edition's id and day, and sizes and hashes anew.

    Parameters
    ----------
    files
        The files of the edition by their names, the package as it was before among them.
    edition_id, made
        What the edition is called from now on, and the day it was made.
    """
    package = json.loads(files[PACKAGE])
    package |= {"edition": edition_id, "edition_made": made.isoformat()}
    for resource in package.get("resources", ()):
        content = files.get(str(resource.get("path")))
        if content is not None:
            digest = hashlib.sha256(content).hexdigest()
            resource |= {"bytes": len(content), "hash": f"sha256:{digest}"}
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
