"""Reading a published atlas: its pages, their links, their texts, their data for machines."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

VOID = {"meta", "link", "img", "image", "source", "br", "hr", "input"}


class Reader(HTMLParser):
    """What a page has: addresses it names, ids, text outside scripts, and its JSON-LD."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.assets: list[str] = []
        self.ids: list[str] = []
        self.words: list[str] = []
        self.styled: list[str] = []
        self.linked: Any = None
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        for name in ("src", "href", "data"):
            if tag in ("img", "image", "script", "link", "iframe", "object") and name in given:
                self.assets.append(given[name])
        # One address each: a picture for narrow pages.
        self.assets += [given["srcset"]] if tag == "source" and "srcset" in given else []
        if "id" in given:
            self.ids.append(given["id"])
        if "style" in given or any(name.startswith("on") for name in given):
            self.styled.append(f"{tag} {given}")
        self._inside = given.get("type", tag) if tag in ("script", "style") else self._inside

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "application/ld+json":
            self.linked = json.loads(data)
        elif not self._inside and data.strip():
            self.words.append(" ".join(data.split()))

    @property
    def text(self) -> str:
        """All that is read where nothing but text is shown."""
        return "\n".join(self.words)


def read(path: Path) -> Reader:
    """Read a page."""
    return Reader(path.read_text(encoding="utf-8"))


def pages_of(site: Path) -> list[Path]:
    """Return every page of an atlas."""
    return sorted(site.rglob("*.html"))


def is_outside(address: str) -> bool:
    """Tell whether an address leads out of the atlas."""
    return bool(urlsplit(address).scheme or urlsplit(address).netloc)


def target_of(page: Path, address: str) -> tuple[Path, str]:
    """Return the file that an address of a page leads to, and the place in it."""
    parts = urlsplit(address)
    path = (page.parent / unquote(parts.path)).resolve() if parts.path else page.resolve()
    return path, parts.fragment


def broken_links(site: Path, address: str) -> list[str]:
    """Return every link or file named by a page that is not there, and every file from outside."""
    found, ids = [], dict[Path, set[str]]()
    for path in pages_of(site):
        page = read(path)
        ids[path.resolve()] = set(page.ids)
        for one in page.assets:
            if is_outside(one):
                ours = one.startswith(address) or one == "data:,"
                found += [] if ours else [f"{path}: {one} is of others"]
            elif not target_of(path, one)[0].is_file():
                found.append(f"{path}: {one}")
    for path in pages_of(site):
        for one in read(path).links:
            if is_outside(one):
                continue
            target, place = target_of(path, one)
            if not target.is_file() or (place and place not in ids.get(target, ())):
                found.append(f"{path}: {one}")
    return found


def links_outside(site: Path) -> dict[str, Path]:
    """Return every address of others that a page links to, with one such page."""
    return {one: path for path in pages_of(site) for one in read(path).links if is_outside(one)}


def pages_reached(site: Path) -> set[Path]:
    """Return every page that links lead to, from the first page on."""
    seen, waiting = set[Path](), [site / "index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.suffix != ".html":
            continue
        seen.add(path)
        waiting += [target_of(path, one)[0] for one in read(path).links if not is_outside(one)]
    return seen
