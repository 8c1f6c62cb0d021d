"""Where one person alone does not confirm: some checks, and every veto a person must confirm."""

from functools import cache

from xuncha.engine.checks.frame.declaration import load_checks
from xuncha.engine.domain.words import Judge, RowKind
from xuncha.engine.rulebook.book import Rulebook


@cache
def two_person_checks() -> frozenset[str]:
    """The checks whose findings one person alone does not confirm, whatever their row."""
    return frozenset(slug for slug, one in load_checks().items() if one.check.two_persons)


def persons_asked(book: Rulebook, indicator: str, check: str) -> int:
    """How many different persons must confirm what a check found on a row: 2 where the check asks
    for it, and on a veto row that counts only once confirmed; else 1."""
    row = book.row(indicator)
    is_veto = row is not None and row.kind is RowKind.VETO and row.judge is Judge.CONFIRM
    return 2 if is_veto or check in two_person_checks() else 1
