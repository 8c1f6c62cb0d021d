"""``xuncha examine URL``: one website looked at from start to end, without a database."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer
from pydantic import TypeAdapter

from xuncha.cli.given import BROWSER_HELP, history_of, host_map_of, host_of_url, moment_of
from xuncha.engine.acquire.errors import AcquireError
from xuncha.engine.acquire.render.browser import NO_BROWSER, find_browser
from xuncha.engine.acquire.render.opening import open_up
from xuncha.engine.acquire.render.orders import RenderOrder
from xuncha.engine.acquire.render.settings import load_render_settings
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.fetches import History, HostMap, VisitSettings
from xuncha.engine.domain.looked import Looked
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.services import ServiceFacts
from xuncha.engine.domain.targets import ColumnReading, SitePlan
from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import LABELS, Level
from xuncha.engine.examine import look_into, rows_in_force
from xuncha.engine.judge.ruling import weigh
from xuncha.engine.judge.verdict import Verdict, judge
from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.editions import newest_edition
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.engine.rulebook.scope import frame_of
from xuncha.office.deployment import deployment

_SERVICES = TypeAdapter(ServiceFacts)
NATIONAL = "national-2019"


@dataclass(frozen=True, slots=True)
class _Given:
    """What one look has beside the pages."""

    has_history: bool
    history: History
    settings: VisitSettings


FOR_PERSONS = (
    "columns-missing",
    "consultation-channel",
    "guide-elements",
    "guide-forms",
    "guides-few",
    "guides-short",
    "messages-unanswered",
    "named-columns-still",
    "search-entry",
)
"""Checks that prepare what a person has to look at: alone they leave a site undecided."""
NEEDS: dict[str, Callable[[_Given], bool]] = {
    "site-unreachable": lambda given: given.has_history,
    "body-changed": lambda given: bool(given.history.bodies),
    "outside-links-bad": lambda given: given.settings.max_links > 0,
    "links-dead": lambda given: given.settings.max_links > 0,
    "load-time": lambda given: given.has_history,
    "reposts-late": lambda given: bool(given.history.own.reposts),
    "ipv6-reachable": lambda given: given.settings.looks_at_ways,
    "certificate": lambda given: given.settings.looks_at_ways,
    **dict.fromkeys(FOR_PERSONS, lambda _: False),
}
"""Checks that need more than the pages of one look: not in force where that is missing."""


def examine(
    url: Annotated[str, typer.Argument(help="网站首页地址")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
    pins: Annotated[
        list[str] | None, typer.Option("--map", help="主机名=地址:端口；给出后其他主机一律拒绝")
    ] = None,
    rulebook: Annotated[
        str, typer.Option(help="指标集名称，默认国办指标的最新一版", show_default=False)
    ] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="监测时间点，默认现在")] = "",
    history: Annotated[Path | None, typer.Option(help="拨测记录 JSON 文件")] = None,
    out: Annotated[Path, typer.Option(help="取证包存放的文件夹")] = Path("out/examine"),
    max_pages: Annotated[int | None, typer.Option(min=1, help="最多访问的页数")] = None,
    level: Annotated[Level, typer.Option(help="主办单位层级")] = Level.COUNTY,
    portal: Annotated[bool, typer.Option("--portal", help="是政府门户网站")] = False,
    render: Annotated[
        bool,
        typer.Option(
            "--render/--no-render", help=f"用本机浏览器渲染由脚本生成的页面；{BROWSER_HELP}"
        ),
    ] = True,
) -> None:
    """检查一个网站：访问、取证、读取、检测、判定，不需要数据库。"""
    moment = moment_of(as_of, "--as-of") if as_of else datetime.now(SHANGHAI)
    book = load_rulebook(rulebook) if rulebook else newest_edition(NATIONAL, local_day(moment))
    known = history_of(history)
    hosts = host_map_of(pins or [])
    plan = _plan(url, level, portal)
    settings = load_settings("sample" if pins else "default")
    if max_pages is not None:
        settings = replace(settings, site_max_pages=max_pages)
    folder = _fresh(out / f"{plan.code}-{moment:%Y%m%dT%H%M%S}")
    visit_shard(
        ShardOrder(
            plans=(plan,),
            settings=settings,
            host_map=hosts,
            as_of=moment,
            out=folder,
            exports=None,
        )
    )
    in_force = _in_force(book, _Given(history is not None, known, settings))
    bundle = folder / plan.code
    rendering = _rendered(bundle, hosts, "sample" if pins else "default", asked=render)
    looked = look_into(bundle, book, in_force, known)
    verdict = _verdict(plan, looked, book, in_force, moment)
    answer = _answer(url, moment, book, looked, verdict)
    answer |= {"rendering": rendering, "bundle": str(bundle)}
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else _text(answer))


def _in_force(book: Rulebook, given: _Given) -> tuple[str, ...]:
    """The rows a machine measures, without those whose check lacks what it needs."""
    return tuple(
        row.id
        for row in rows_in_force(book, None)
        if row.check not in NEEDS or NEEDS[row.check](given)
    )


def _plan(url: str, level: Level, portal: bool) -> SitePlan:
    full = url if "://" in url else f"http://{url}"
    host = host_of_url(full)
    if not host:
        raise InputError("网址不对", url, "写成 http://www.a.gov.cn/ 这样的首页地址")
    address = full if urlsplit(full).path else f"{full}/"
    return SitePlan(host, host, address, level, portal, has_services=True)


def _rendered(bundle: Path, hosts: HostMap, limits: str, *, asked: bool) -> dict[str, Any]:
    """Render what the bundle needs, and what that leads to: how many pages were, and why none where
    the step did not run.

    A rendering that breaks leaves the visit as it is.
    """
    if not asked:
        return {"pages": 0, "reason": "按要求没有渲染（--no-render）"}
    browser = find_browser(deployment().browser)
    if browser is None:
        return {"pages": 0, "reason": NO_BROWSER}
    reason = ""
    try:
        open_up(RenderOrder((bundle,), browser, load_render_settings(limits), hosts))
    except AcquireError as fault:
        reason = str(fault)
    done = [one for one in Bundle.open(bundle).renderings() if one.failure is None]
    return {"pages": len(done), "reason": reason}


def _fresh(folder: Path) -> Path:
    """A folder of this look alone: what an earlier look at the same moment left is removed."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise InputError(
            f"文件夹不可写（{fault.strerror}）", str(folder), "用 --out 换一个有写权限的文件夹"
        ) from None
    return folder


def _verdict(
    plan: SitePlan, looked: Looked, book: Rulebook, in_force: tuple[str, ...], moment: datetime
) -> Verdict:
    """Nobody has confirmed anything yet: rows a person must confirm stay open."""
    rulings = []
    for outcome in looked.outcomes:
        row = book.row(outcome.indicator)
        if row is not None:
            rulings.append(weigh(row, outcome, {}))
    return judge(frame_of(plan), rulings, book, in_force, on=local_day(moment))


def _answer(
    url: str, moment: datetime, book: Rulebook, looked: Looked, verdict: Verdict
) -> dict[str, Any]:
    return {
        "target": url,
        "as_of": moment.isoformat(),
        "rulebook": {"name": book.name, "digest": book.digest},
        "pages": looked.pages,
        "columns": [
            {
                "name": column.name,
                "url": column.url,
                "kind": column.kind,
                "level": column.level,
                "items": column.items,
                "newest": column.newest.isoformat() if column.newest else None,
                "state": column.state,
                "reason": column.reason,
                **_reading(column.reading),
            }
            for column in looked.columns
        ],
        "outcomes": [_outcome(outcome) for outcome in looked.outcomes],
        "services": _SERVICES.dump_python(looked.services, mode="json"),
        "verdict": {
            "state": verdict.state,
            "proposed": verdict.proposed,
            "arithmetic": [step.text for step in verdict.arithmetic],
            "not_examined": list(verdict.not_examined),
        },
    }


def _reading(reading: ColumnReading | None) -> dict[str, Any]:
    """What the site itself says of a column; unknown where nobody read it."""
    return {
        "path": ["首页", *reading.path] if reading else None,
        "kind_confidence": reading.confidence if reading else None,
        "found_by": reading.found_by if reading else None,
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    evidence = [*outcome.evidence, *(e for f in outcome.findings for e in f.evidence)]
    return {
        "indicator": outcome.indicator,
        "check": outcome.check,
        "outcome": outcome.result,
        "class": outcome.unable_class,
        "reason": outcome.reason,
        "count": outcome.count,
        "evidence": [
            {"url": e.url, "quote": e.quote, "where": e.where, "record": e.record} for e in evidence
        ],
    }


def _text(answer: dict[str, Any]) -> str:
    state, proposed = (LABELS[answer["verdict"][key]] for key in ("state", "proposed"))
    lines = [
        f"{answer['target']}　监测时间点 {answer['as_of']}　访问 {answer['pages']} 页",
        f"判定：{state}（全部确认后：{proposed}）",
    ]
    lines += [
        f"  {o['indicator']}　{LABELS[o['outcome']]}　{o['reason']}" for o in answer["outcomes"]
    ]
    lines += [
        f"  栏目 {c['name']}　{LABELS[c['state']]}　最新 {c['newest'] or '无'}　{c['url']}"
        for c in answer["columns"]
    ]
    rendering = answer["rendering"]
    lines.append(f"浏览器渲染：{rendering['pages']} 页　{rendering['reason']}".rstrip())
    return "\n".join([*lines, f"取证包：{answer['bundle']}"])
