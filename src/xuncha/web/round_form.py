"""The form a new round is opened with: what the round before had, what a clerk makes of it."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.http import QueryDict

from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.checks.frame.declaration import load_checks
from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import LABELS, Judge
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.engine.rulebook.load import list_names, load_rulebook
from xuncha.office.casework.frozen import settings_of
from xuncha.office.casework.models import Round
from xuncha.office.casework.rounds import RoundOrder

QUARTERS = "一二三四"
TITLE_CHARACTERS, PERIOD_CHARACTERS, SEED_CHARACTERS = 200, 60, 64


@dataclass(frozen=True, slots=True)
class RowChoice:
    """A row of the book as a checkbox: what it is, who judges it, what looking at it needs."""

    id: str
    name: str
    rule: str
    judge: str
    needs: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SettingChoice:
    """A setting of the visit: its field, its label, its value and its bounds."""

    name: str
    label: str
    value: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class RoundForm:
    """What stands in the form; ``faults`` say in Chinese what cannot be opened like this."""

    title: str
    period: str
    as_of: str
    rulebook: str
    rows: tuple[str, ...]
    seed: str
    settings: VisitSettings
    faults: tuple[str, ...] = ()


def from_the_last(last: Round | None, now: datetime, rulebook: str) -> RoundForm:
    """The form as it opens: rulebook, rows and visit of the round before, the period of ``now``.

    ``rulebook`` is what was chosen in the address, empty for that of the round before.
    """
    here = now.astimezone(SHANGHAI)
    period = f"{here.year}年第{QUARTERS[(here.month - 1) // 3]}季度"
    known = list_names()
    before = last.rulebook_name if last is not None and last.rulebook_name in known else ""
    name = rulebook if rulebook in known else before or known[0]
    book = load_rulebook(name)
    if last is not None and last.rulebook_name == name:
        rows = tuple(row for row in last.rows_in_force if book.row(row) is not None)
    else:
        rows = tuple(row.id for row in offered(book, here.date()) if row.check is not None)
    settings = settings_of(last) if last is not None else load_settings("default")
    return RoundForm(
        title=f"{period}检查",
        period=period,
        as_of=here.strftime("%Y-%m-%dT%H:%M"),
        rulebook=name,
        rows=rows,
        seed="",
        settings=settings,
    )


def read(posted: QueryDict, opened: RoundForm) -> RoundForm:
    """The form as it was sent, with every fault; ``opened`` is what it opened with."""
    faults: list[str] = []
    title = posted.get("title", "").strip()
    period = posted.get("period", "").strip()
    for said, name, most in (
        (title, "检查名称", TITLE_CHARACTERS),
        (period, "期次", PERIOD_CHARACTERS),
    ):
        if not said:
            faults.append(f"没有填写{name}")
        elif len(said) > most:
            faults.append(f"{name}超过 {most} 个字；请缩短")
    as_of = posted.get("as_of", "").strip()
    if moment_of(as_of) is None:
        faults.append("监测时间点不是时间；请写成 2024-09-20 12:00")
    seed = posted.get("seed", "").strip()
    if len(seed) > SEED_CHARACTERS:
        faults.append(f"抽样种子超过 {SEED_CHARACTERS} 个字符；请缩短")
    rows = tuple(posted.getlist("row"))
    if not rows:
        faults.append("没有勾选实施的指标；请至少勾选一项")
    settings, wrong = _settings(posted, opened.settings)
    return replace(
        opened,
        title=title,
        period=period,
        as_of=as_of,
        seed=seed,
        rows=rows,
        settings=settings,
        faults=(*faults, *wrong),
    )


def order_of(form: RoundForm, today: date) -> RoundOrder:
    """The order of a form without faults; its scope is the register as it stands ``today``."""
    moment = moment_of(form.as_of)
    assert moment is not None
    return RoundOrder(
        title=form.title,
        period_label=form.period,
        as_of=moment,
        book=load_rulebook(form.rulebook),
        rows_in_force=form.rows,
        settings=form.settings,
        scope_source="台账",
        scope_date=today,
        seed=form.seed,
    )


def moment_of(text: str) -> datetime | None:
    """A moment as a browser's field writes it, Chinese time; None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def offered(book: Rulebook, on: date) -> list[Row]:
    """The rows of a book that may be in force on a day."""
    return [row for row in book.rows if not row.heading and row.is_valid(on)]


def sections_of(form: RoundForm, on: date) -> list[tuple[str, list[RowChoice]]]:
    """The rows of the form's book as checkboxes, section by section."""
    found: dict[str, list[RowChoice]] = {}
    chosen = set(form.rows)
    for row in offered(load_rulebook(form.rulebook), on):
        found.setdefault(row.section, []).append(_choice(row, row.id in chosen))
    return list(found.items())


def settings_choices(form: RoundForm, before: VisitSettings) -> list[SettingChoice]:
    """The settings of the visit a clerk may choose, with their bounds."""
    return [
        SettingChoice(name, one["label"], getattr(form.settings, name), *_bounds(name, before))
        for name, one in _offered_settings().items()
    ]


def books() -> list[tuple[str, str]]:
    """The rulebooks there are, for a choice."""
    return [(name, load_rulebook(name).title) for name in list_names()]


def _choice(row: Row, chosen: bool) -> RowChoice:
    check = load_checks().get(row.check or "")
    needs = check.check.needs if check else "由人填写核查表"
    return RowChoice(row.id, row.name, row.rule, LABELS[Judge(row.judge)], needs, chosen)


def _settings(
    posted: Mapping[str, Any], before: VisitSettings
) -> tuple[VisitSettings, Iterable[str]]:
    chosen: dict[str, float | int] = {}
    faults = []
    for name, one in _offered_settings().items():
        least, most = _bounds(name, before)
        kind = type(getattr(before, name))
        try:
            value = kind(str(posted.get(name, "")).strip())
        except ValueError:
            faults.append(f"“{one['label']}”不是数；请填 {least:g} 到 {most:g}")
            continue
        if not least <= value <= most:
            faults.append(f"“{one['label']}”请填 {least:g} 到 {most:g}")
            continue
        chosen[name] = value
    return replace(before, **chosen), faults


def _bounds(name: str, before: VisitSettings) -> tuple[float, float]:
    """The bounds of a setting; what the round before had is always inside."""
    one, had = _offered_settings()[name], getattr(before, name)
    return min(one["least"], had), max(one["most"], had)


@cache
def _offered_settings() -> dict[str, dict[str, Any]]:
    text = files("xuncha.data").joinpath("visit/choices.toml").read_text(encoding="utf-8")
    return {name: one for name, one in tomllib.loads(text).items() if isinstance(one, dict)}
