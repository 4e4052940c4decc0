"""What is served and since when, for whoever watches the server; nothing of addresses or paths.

What belongs here: the answer of the health address. What does not: loading (`page/load.py`), and
the framework's own `_stcore/health`, which tells only that the process listens.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse

PATH = "healthz"
# How often what could not be loaded is tried again because somebody watches.
_AGAIN_S = 10.0
_started = datetime.now(UTC)
_tried = [0.0]


def health(request: Request) -> JSONResponse:
    """Answer 200 with what is served, or 503 with why nothing is; run beside the event loop."""
    del request  # nobody in particular asks
    told = _told()
    return JSONResponse(
        {"serving": "edition" in told, **told, "started": _moment(_started)},
        status_code=200 if "edition" in told else 503,
        headers={"Cache-Control": "no-store"},
    )


def _told() -> dict[str, str | None]:
    from geo.errors import DataError, StoreError
    from page.load import latest, load

    served = latest()
    if served is None and time.monotonic() - _tried[0] > _AGAIN_S:
        _tried[0] = time.monotonic()
        try:
            load()
        except DataError as error:
            return {"why": f"The data have {len(error.faults)} faults."}
        except StoreError as error:
            return {"why": str(error)}
        served = latest()
    if served is None:
        return {"why": "The data are being loaded, or could not be."}
    return {
        "edition": served.catalog.edition,
        "data_hash": served.catalog.data_hash,
        "data_end": served.catalog.data_end.isoformat(),
        "source": served.source,
        "since": _moment(served.since),
        "store_away_since": _moment(served.away_since) if served.away_since else None,
        "trouble": served.trouble,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
