"""From what somebody calls a thing to the thing: corridors, branches, legs, places, countries."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from geo.errors import UnknownIdError
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog
from geo.spelling import folded, joined
from layers.words.wording import COUNTRY_NAMES, subject_text

MOST_FOUND = 12
# Words between names that say nothing of which is meant.
_FILLING = frozenset(("by", "the", "of", "to", "and", "from", "via"))


@dataclass(frozen=True, slots=True)
class NamedSubject:
    """A subject and its name."""

    kind: SubjectKind
    subject_id: str
    name: str

    @property
    def subject(self) -> tuple[SubjectKind, str]:
        """Return kind and id, as claims name it."""
        return self.kind, self.subject_id

    @property
    def record(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {"kind": self.kind.value, "id": self.subject_id, "name": self.name}


def named_of(catalog: Catalog, kind: SubjectKind, subject_id: str) -> NamedSubject:
    """Return a subject with its name."""
    return NamedSubject(kind, subject_id, subject_text(catalog, kind, subject_id))


def found_of(catalog: Catalog, text: str) -> tuple[NamedSubject, ...]:
    """Return what is called so, or nearly: first the same spelling, then what holds it.

    Nothing where nothing comes near.
    """
    wanted, unspaced = folded(text), joined(text)
    words = set(wanted.split()) - _FILLING
    same: dict[NamedSubject, None] = {}
    holding: dict[NamedSubject, None] = {}
    near: dict[str, list[NamedSubject]] = {}
    for spelling, named in _spellings(catalog):
        if spelling == wanted or spelling.replace(" ", "") == unspaced:
            same[named] = None
        elif words and words <= set(spelling.split()):
            holding[named] = None
        near.setdefault(spelling, []).append(named)
    if not same and not holding:
        close = difflib.get_close_matches(wanted, near, n=5, cutoff=0.7)
        holding = {named: None for spelling in close for named in near[spelling]}
    return tuple({**same, **holding})[:MOST_FOUND]


def named_subject(catalog: Catalog, text: str) -> NamedSubject:
    """Return the one subject that is meant, by `kind:id`, id or name.

    Of several that are called the same, the one that figures were told of.

    Raises
    ------
    UnknownIdError
        If nothing is called that; what comes near is named.
    """
    kind, _, subject_id = text.partition(":")
    known = list(_spellings(catalog))
    for _, named in known:
        if named.subject == (kind, subject_id):
            return named
    found = found_of(catalog, text)
    exact = [one for one in found if text in (one.subject_id, one.name)]
    wanted = folded(text)
    called_so = {named for spelling, named in known if spelling == wanted}
    spelled = [one for one in found if one in called_so]
    chosen = exact or spelled or (found if len(found) == 1 else ())
    if not chosen:
        raise UnknownIdError("subject", text, tuple(one.name for one in found[:4]))
    told = {one.subject for one in catalog.claims.values()}
    return next((one for one in chosen if one.subject in told), chosen[0])


def _spellings(catalog: Catalog) -> Iterator[tuple[str, NamedSubject]]:
    """Yield every folded spelling with its subject, in the order of weight."""
    for name, corridor in catalog.corridors.items():
        yield from _of(SubjectKind.CORRIDOR, name, corridor.short_name, corridor.name)
    for node in sorted(catalog.nodes.values(), key=lambda one: one.rank):
        names = (node.name, node.name_local, node.name_ru, *node.aliases)
        yield from _of(SubjectKind.NODE, node.node_id, *names)
    for name, branch in catalog.branches.items():
        yield from _of(SubjectKind.BRANCH, name, branch.name)
    for name, leg in catalog.legs.items():
        yield from _of(SubjectKind.LEG, name, leg.name)
    for name, strait in catalog.straits.items():
        yield from _of(SubjectKind.STRAIT, name, strait.name)
    pairs = {
        one.subject_id: subject_text(catalog, *one.subject)
        for one in catalog.claims.values()
        if one.subject_kind is SubjectKind.COUNTRY_PAIR
    }
    for name, told in pairs.items():
        yield from _of(SubjectKind.COUNTRY_PAIR, name, told)
    for code, told in COUNTRY_NAMES.items():
        yield from _of(SubjectKind.COUNTRY, code, told)


def _of(
    kind: SubjectKind, subject_id: str, name: str, *others: str
) -> Iterator[tuple[str, NamedSubject]]:
    named = NamedSubject(kind, subject_id, name)
    for spelling in dict.fromkeys(folded(one) for one in (subject_id, name, *others) if one):
        yield spelling, named
