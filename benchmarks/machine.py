"""On what the figures were taken: the machine, how busy it was, and the versions."""

from __future__ import annotations

import importlib.metadata
import os
import platform
from pathlib import Path
from typing import Any

_PACKAGES = (
    "streamlit",
    "folium",
    "streamlit-folium",
    "matplotlib",
    "cartopy",
    "rustworkx",
    "networkx",
    "scipy",
    "playwright",
)


def machine_record() -> dict[str, Any]:
    """Return cores, memory, Python and the versions of what was measured."""
    return {
        "cores": os.cpu_count(),
        "processor": _line_of(Path("/proc/cpuinfo"), "model name"),
        "memory": _line_of(Path("/proc/meminfo"), "MemTotal"),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: version_of(name) for name in _PACKAGES},
    }


def version_of(package: str) -> str | None:
    """Return a package's version, or nothing when it is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def load() -> float:
    """Return how many programs wanted a core in the last minute, on average."""
    return round(os.getloadavg()[0], 2)


def resident_mb(pid: int) -> float:
    """Return the memory a running program holds, in MB.

    Raises
    ------
    OSError
        If there is no such program, or the system does not say.
    """
    line = _line_of(Path(f"/proc/{pid}/status"), "VmRSS")
    if line is None:
        raise OSError(f"the memory of program {pid} is not told")
    return int(line.split()[0]) / 1024


def _line_of(path: Path, name: str) -> str | None:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(found, None)
