"""An outcome after people decided on its findings."""

import pytest

from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import Result
from xuncha.engine.judge.ruling import weigh
from xuncha.engine.rulebook.load import load_rulebook

BOOK = load_rulebook("qinghai")
EVIDENCE = (Evidence("http://a.example/", "空", "栏目", "sha256:0"),)


def outcome(columns: int, unseen: int = 0) -> Outcome:
    findings = tuple(
        Finding("columns-blank", "3600000010", f"栏目{n}", "空白", "0", "5", 0.9, EVIDENCE)
        for n in range(columns)
    )
    result = Result.HIT if columns >= 5 else Result.CLEAR
    return Outcome(
        "W-V4.3", "columns-blank", result, columns, columns + unseen, "", findings=findings
    )


def weighed(columns: int, confirmed: int, rejected: int, unseen: int = 0) -> tuple[Result, bool]:
    row = BOOK.row("W-V4.3")
    assert row is not None
    found = outcome(columns, unseen)
    prints = [one.fingerprint for one in found.findings]
    decided = dict.fromkeys(prints[:confirmed], True)
    decided |= dict.fromkeys(prints[confirmed : confirmed + rejected], False)
    ruling = weigh(row, found, decided)
    return ruling.result, ruling.confirmed


@pytest.mark.parametrize(
    ("columns", "confirmed", "rejected", "unseen", "expected"),
    [
        (5, 5, 0, 0, (Result.HIT, True)),
        (6, 5, 1, 0, (Result.HIT, True)),
        (5, 0, 0, 0, (Result.HIT, False)),
        (5, 4, 0, 0, (Result.HIT, False)),
        (5, 4, 1, 0, (Result.CLEAR, True)),
        (4, 4, 0, 0, (Result.CLEAR, True)),
        (4, 4, 0, 1, (Result.SUSPECT, False)),
        (5, 4, 1, 1, (Result.SUSPECT, False)),
    ],
)
def test_only_confirmed_columns_reach_the_limit(
    columns: int, confirmed: int, rejected: int, unseen: int, expected: tuple[Result, bool]
) -> None:
    assert weighed(columns, confirmed, rejected, unseen) == expected


def test_an_auto_row_keeps_what_the_check_said() -> None:
    row = BOOK.row("W-V3")
    assert row is not None
    said = Outcome("W-V3", "home-still", Result.HIT, 0, 0, "", evidence=EVIDENCE)
    ruling = weigh(row, said, {})
    assert (ruling.result, ruling.confirmed) == (Result.HIT, True)


def test_what_nobody_could_look_at_stays_so() -> None:
    row = BOOK.row("W-V4.3")
    assert row is not None
    said = Outcome("W-V4.3", "columns-blank", Result.UNABLE, 0, 9, "验证码")
    assert weigh(row, said, {}).result is Result.UNABLE
