"""What changes of statements are about."""

from __future__ import annotations

from datetime import date

from geo.changes.account import changes_between
from geo.changes.kinds import ChangeKind, Moment
from geo.model.said import SubjectKind
from geo.records.catalog import Catalog


def test_a_town_is_named_beside_a_branch_of_its_name(shipped: Catalog) -> None:
    """Chabahar is a branch and a port: ids are of their own kind, so both are told."""
    march, may = Moment(shipped, date(2026, 3, 1)), Moment(shipped, date(2026, 5, 1))
    passed = [
        one
        for one in changes_between(march, may).changes
        if one.kind is ChangeKind.DUE_DAY_PASSED and one.key[1] == "chabahar_zahedan"
    ]
    assert [one.subjects for one in passed] == [
        ((SubjectKind.BRANCH, "chabahar"), (SubjectKind.NODE, "chabahar"))
    ]
