"""What a package says of itself once its tables have changed. Pure.

What belongs here: the edition's id and day, and of each file its size and hash as they are now.
What does not: packing (`packed.py`), and which rows are new, the matter of whoever brings them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from geo.records.package import PACKAGE


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
