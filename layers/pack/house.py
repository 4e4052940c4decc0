"""The settings of a house: its own wording and limits for what it hands over.

What belongs here: reading one small TOML file, every wrong line of it named. What does not: how
the settings are used. No setting is needed; what is not set stays as the project has it.

A file may hold::

    boundary_note = "Boundaries are shown as used by this ministry and imply no position."
    handling = "For official use"
    base_address = "https://maps.example.org/corridors/"
    stale_years = 2
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from geo.errors import ExportError

# Names the file where no other is given.
VARIABLE = "CORRIDORS_SETTINGS"


@dataclass(frozen=True, slots=True)
class House:
    """A house's own settings.

    Attributes
    ----------
    boundary_note
        Replaces the note on boundaries, never the note on the Line of Control.
    handling
        The mark at the top and foot of every page, if none is given for one.
    base_address
        Where the page is served; a QR code and the manifest then name the whole link.
    stale_years
        From what age on a figure must carry its date to pass the gate.
    """

    boundary_note: str = ""
    handling: str = ""
    base_address: str = ""
    stale_years: int = 3


def read_house(path: Path | None = None) -> House:
    """Read the settings of a house, by default from the file that `CORRIDORS_SETTINGS` names.

    Raises
    ------
    ExportError
        In one sentence, if the file cannot be read or a setting is unknown or of the wrong kind.
    """
    named = os.environ.get(VARIABLE, "")
    place = path or (Path(named) if named else None)
    if place is None:
        return House()
    try:
        with place.open("rb") as file:
            given = tomllib.load(file)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportError(f"The settings {place} cannot be read: {reason}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ExportError(f"The settings {place} are no TOML: {error}.") from error
    kinds = {field.name: type(field.default) for field in fields(House)}
    for name, value in given.items():
        if name not in kinds:
            raise ExportError(
                f"{place}: there is no setting {name!r}; choose from {', '.join(kinds)}."
            )
        if type(value) is not kinds[name]:
            kind = "a whole number" if kinds[name] is int else "a text"
            raise ExportError(f"{place}: {name} must be {kind}.")
    house = House(**given)
    if house.stale_years < 1:
        raise ExportError(f"{place}: stale_years must be 1 or more.")
    refuse_no_address(house.base_address)
    return house


def refuse_no_address(address: str) -> None:
    """Raise if a text is neither empty nor a web address.

    Raises
    ------
    ExportError
        Naming what was given.
    """
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.netloc):
        raise ExportError(f"{address!r} is no web address; write it like https://example.org/.")
