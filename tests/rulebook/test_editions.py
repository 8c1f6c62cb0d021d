"""Editions, what a local book is laid over, and books kept for ever in old rounds."""

import json
from datetime import date
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from tests.rulebook.test_check import HEAD, ROW, book, faults
from xuncha.engine.checks.frame.declaration import load_checks
from xuncha.engine.domain.words import Judge, Level, Result, TargetKind, VerdictState
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.difference import compare, summary
from xuncha.engine.rulebook.editions import newest_edition
from xuncha.engine.rulebook.load import list_names, load_rulebook
from xuncha.engine.rulebook.scope import TargetFrame

NEW_IN_ROWS = ("windows", "finding_kinds", "free", "not_twice", "near")
NEW_IN_BOOKS = (
    *("edition_of", "scales", "bands", "tiers", "exemptions", "compositions"),
    *("sampling", "strata", "national"),
)


def test_a_local_book_knows_the_nation_it_is_laid_over(tmp_path: Path) -> None:
    local = book(tmp_path, HEAD + ROW)
    assert local.national == load_rulebook("national-2019")
    assert load_rulebook("national-2019").national is None


def test_a_book_on_a_local_book_knows_the_same_nation() -> None:
    county = load_rulebook("example-county")
    assert county.extends == "example-city"
    assert county.national is not None
    assert county.national.digest == load_rulebook("national-2019").digest


def test_an_edition_of_the_nation_is_national_and_what_extends_it_is_laid_over_it(
    tmp_path: Path,
) -> None:
    edition = HEAD.replace(
        'extends = "national-2019"', 'extends = "national-2019"\nedition_of = "national-2019"'
    )
    (tmp_path / "second.toml").write_text(edition.replace('"local"', '"second"'), "utf-8")
    assert load_rulebook(str(tmp_path / "second.toml")).national is None
    local = book(tmp_path, HEAD.replace("national-2019", "second") + ROW)
    assert local.edition_of == ""
    assert local.national is not None
    assert local.national.name == "second"


def test_an_edition_of_a_local_book_stays_over_the_nation(tmp_path: Path) -> None:
    text = HEAD.replace('extends = "national-2019"', 'extends = "qinghai"\nedition_of = "qinghai"')
    local = book(tmp_path, text)
    assert local.national is not None
    assert local.national.name == "national-2019"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('extends = "national-2019"', 'edition_of = "national-2019"'),
        ('extends = "national-2019"', 'extends = "national-2019"\nedition_of = "qinghai"'),
    ],
)
def test_an_edition_must_stand_on_its_book(tmp_path: Path, old: str, new: str) -> None:
    found = [one for one in faults(tmp_path, HEAD.replace(old, new)) if one.key == "edition_of"]
    assert found
    assert found[0].line == len(HEAD.splitlines()[: HEAD.splitlines().index(old)]) + 1 + new.count(
        "\n"
    )


def test_a_round_frozen_before_books_said_more_is_read_as_it_was() -> None:
    adapter = TypeAdapter(Rulebook)
    now = load_rulebook("national-2019")
    raw = adapter.dump_python(now, mode="json")
    for key in NEW_IN_BOOKS:
        del raw[key]
    for row in raw["rows"]:
        for key in NEW_IN_ROWS:
            del row[key]
    for key in ("id", "applies_to", "veto_score", "no_services"):
        del raw["scoring"][key]
    for group in raw["groups"]:
        del group["scale"]
    assert adapter.validate_json(json.dumps(raw)) == now


def test_a_comparison_tells_scoring_rows_and_windows() -> None:
    keys = {
        one.key for one in compare(load_rulebook("example-city"), load_rulebook("example-county"))
    }
    assert "rows.W-V3.windows.days.unit" in keys
    assert "sampling.period" in keys
    assert "compositions.district.weights.账号" in keys
    keys = {
        one.key for one in compare(load_rulebook("national-2019"), load_rulebook("example-city"))
    }
    assert {
        "scoring.veto_score",
        "scoring.pass_line",
        "scales.account.full",
        "groups.D-1.points",
    } <= keys
    assert not any(key.startswith("national") for key in keys)


def test_a_row_only_one_book_has_is_told_in_one_line() -> None:
    nation, province = load_rulebook("national-2019"), load_rulebook("example-province")
    lines = summary(nation, province)
    assert "＋ 指标 W-L1.1 一般文字错误" in lines
    assert not any("rows.W-L1.1" in line for line in lines)
    assert "～ rows.W-V4.2.condition.value：10 → 5" in lines
    assert "－ 指标 W-L1.1 一般文字错误" in summary(province, nation)


@pytest.mark.parametrize(
    ("text", "key", "word"),
    [
        ('[band.a]\nname="甲"\nat_least=80\nbelow=60\nsource="s"\n', "band.a.below", "不高于"),
        ('[band.a]\nname="甲"\nsource="s"\n', "band.a", "没有条件"),
        ("[scale.a]\nfull=100\n", "scale.a", "缺少"),
        ("[scoring]\nveto_score=60\n", "scoring.veto_score", "不低于合格线"),
        (
            '[composition.a]\nname="甲"\nsource="s"\nweights={x=70,y=20}\n',
            "composition.a.weights",
            "90",
        ),
        ('[composition.a]\nname="甲"\nsource="s"\n', "composition.a", "weights"),
        ('[sampling]\nperiod="day"\ncarry_over=true\nsource="s"\n', "sampling.period", "month"),
        (
            '[stratum.a]\nname="甲"\napplies_to={kinds=["site"]}\nratio=120\nleast=1\nsource="s"\n',
            "stratum.a.ratio",
            "0 至 100",
        ),
        (
            '[exemption.a]\nrows=["W-X9"]\napplies_to={kinds=["site"]}\nreason="r"\nsource="s"\n',
            "exemption.a.rows",
            "W-X9",
        ),
        ('[indicator."D-1.9"]\nnot_twice=["D-9"]\n', 'indicator."D-1.9".not_twice', "D-9"),
        (
            '[indicator."D-1.9"]\nfinding_kinds=["tpyo"]\n',
            'indicator."D-1.9".finding_kinds',
            "typo",
        ),
        (
            '[indicator."W-V3"]\nwindows={days={unit="fixed",start="11-31",end="12-01"}}\n',
            'indicator."W-V3".windows.days.start',
            "月日",
        ),
        (
            '[indicator."W-V3"]\nwindows={days={unit="fixed",start="11-01"}}\n',
            'indicator."W-V3".windows.days',
            "end",
        ),
        (
            '[indicator."W-V3"]\nwindows={weeks={unit="days",number=3}}\n',
            'indicator."W-V3".windows.weeks',
            "days",
        ),
        (
            '[indicator."W-V3"]\nwindows={days={unit="working_days",number=0}}\n',
            'indicator."W-V3".windows.days.number',
            "1 至",
        ),
        ('[group."D-1"]\nscale="x"\n', 'group."D-1".scale', "评分表"),
    ],
)
def test_what_a_book_says_beside_its_rows_is_checked_too(
    tmp_path: Path, text: str, key: str, word: str
) -> None:
    found = [one for one in faults(tmp_path, HEAD + text) if one.key == key]
    assert found, faults(tmp_path, HEAD + text)
    assert any(word in one.message for one in found)
    assert found[0].line > len(HEAD.splitlines())


def test_something_new_takes_the_newest_published_edition_and_old_names_keep_their_book() -> None:
    newest = newest_edition("national-2019", date(2026, 11, 30))
    assert (newest.name, newest.national) == ("national-2019-20261123-2", None)
    assert newest.edition_of == "national-2019-20261123"
    assert newest.row("W-V1.3.1") is not None
    assert newest.row("Y-6.3.2") is not None
    assert load_rulebook("national-2019-20261123").row("Y-6.3.2") is None
    assert load_rulebook("national-2019").row("W-V1.3.1") is None
    assert load_rulebook("qinghai").row("W-V1.3.1") is None
    assert newest_edition("qinghai", date(2026, 11, 30)).name == "qinghai"
    assert newest_edition("national-2019", date(2018, 1, 1)).name == "national-2019"


def test_what_only_proposes_is_never_automatic_in_a_shipped_book() -> None:
    checks = load_checks()
    rows = [
        (name, row)
        for name in list_names()
        for row in load_rulebook(name).rows
        if row.check in checks and checks[row.check].check.only_proposes
    ]
    assert {row.check for _, row in rows} >= {"hidden-links", "body-changed", "false-dates"}
    assert [row.id for _, row in rows if row.judge is Judge.AUTO] == []


def test_a_part_that_was_examined_leaves_the_whole_not_examined() -> None:
    book = newest_edition("national-2019", date(2026, 11, 30))
    site = TargetFrame(TargetKind.SITE, Level.COUNTY)
    verdict = judge(site, [Ruling("W-V1.3.1", Result.CLEAR)], book)
    assert verdict.state is VerdictState.QUALIFIED
    assert "W-V1.3" in verdict.not_examined
    assert "W-V1.3.1" not in verdict.not_examined
