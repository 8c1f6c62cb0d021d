# ruff: noqa: E501 (markup stands as a page has it)
"""From the wire to the rows that instruments serve: a sound portal, and one that lacks it all."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS
from tests.acquire.zoo import Exhibit, Zoo, answer
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.targets import ColumnPlan, SitePlan
from xuncha.engine.domain.words import ColumnKind, Level
from xuncha.engine.examine import look_into
from xuncha.engine.rulebook.load import load_rulebook

SOUND, POOR = "www.sound.gov.cn", "poor.example.com"
CODE = "6321220001"
COLUMNS = (
    ("工作动态", "/dt/", ColumnKind.NEWS),
    ("政策文件", "/zc/", ColumnKind.POLICY),
    ("政策解读", "/jd/", ColumnKind.INTERPRETATION),
    ("县长信箱", "/xx/", ColumnKind.INTERACTION),
    ("办件统计", "/tj/", ColumnKind.SERVICE),
    ("网站年报", "/nb/", ColumnKind.DISCLOSURE),
    ("依申请公开", "/ysq/", ColumnKind.DISCLOSURE),
)
PLACES = (
    "县情概况",
    "机构职能",
    "领导之窗",
    "政府信息公开指南",
    "法定主动公开内容",
    "政府信息公开年报",
    "联系我们",
)
FOOT = (
    '<div class="footer"><a href="http://bszs.conac.cn/sitename?method=show&id=A"><img src="/red.png"></a>'
    "主办：某某县人民政府　网站标识码：6321220001　青ICP备05001234号-1　青公网安备 63212202000012号　电话：0971-8123456"
    '<a href="http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=6321220001"><img src="/jc.png" alt="我为政府网站找错"></a></div>'
)
SEARCH = (
    '<form action="/search"><input type="text" name="keyword" placeholder="请输入关键字"></form>'
)
POLICIES = ("某县就业补助资金管理办法", "某县消防工作规定", "某县防汛抗旱应急方案")
NEWS = tuple(f"某县召开第{n}次重点工作推进会议部署任务" for n in range(4))
REPORTS = (
    "2026年8月份政务服务事项办件统计情况",
    "某某县人民政府网站工作年度报表（2025年度）",
    "政府信息公开申请办理流程说明",
)
LONG = "<p>" + "为了做好有关工作，根据上级要求，结合本县实际，现就有关事项作出安排。" * 8 + "</p>"


def head(title: str, extra: dict[str, str]) -> str:
    named = {"SiteName": "某某县人民政府", "SiteDomain": SOUND, "SiteIDCode": CODE, **extra}
    metas = "".join(f'<meta name="{name}" content="{value}">' for name, value in named.items())
    return f'<html><head><meta charset="utf-8"><title>{title}</title>{metas}</head>'


def column(name: str, rows: str) -> Exhibit:
    labels = dict.fromkeys(
        ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"), name
    )
    menu = "".join(f'<li><a href="{path}">{title}</a></li>' for title, path, _ in COLUMNS)
    body = f'<div class="nav"><ul>{menu}</ul></div><h2>{name}</h2><ul>{rows}</ul>{FOOT}'
    return answer(f"{head(name, labels)}<body>{body}</body></html>")


def row(path: str, title: str, day: str) -> str:
    return f'<li><a href="{path}">{title}</a><span>{day}</span></li>'


def article(title: str, day: str, text: str = LONG) -> Exhibit:
    labels = {"ArticleTitle": title, "PubDate": f"{day} 09:30", "ContentSource": "县政府办"}
    body = f'<h1>{title}</h1><div>发布时间：{day} 来源：县政府办</div><div class="content">{text}</div>'
    return answer(f"{head(title, labels)}<body>{body}</body></html>")


def sound() -> dict[str, Exhibit]:
    """A portal with everything the rows ask for."""
    menu = "".join(f'<li><a href="{path}">{name}</a></li>' for name, path, _ in COLUMNS)
    places = "".join(f'<li><a href="/p{n}/">{name}</a></li>' for n, name in enumerate(PLACES))
    news = "".join(
        row(f"/dt/{n}.html", f"某县召开第{n}次重点工作推进会议部署任务", "2026-09-18")
        for n in range(4)
    )
    home = f'<body><div class="nav"><ul>{menu}{places}</ul></div>{SEARCH}<div class="list"><ul>{news}</ul></div>{FOOT}</body></html>'
    letters = "".join(
        f'<tr><td><a href="/xx/{n}.html">关于{what}的问题</a></td><td>2026-09-0{n}</td><td>2026-09-0{n + 2}</td><td>已答复</td></tr>'
        for n, what in ((1, "路灯维修"), (2, "供水水压"), (3, "公交线路"))
    )
    table = f"<table><tr><th>标题</th><th>来信时间</th><th>答复时间</th><th>状态</th></tr>{letters}</table>"
    pages = {
        "/": answer(head("某某县人民政府", {}) + home),
        "/dt/": column("工作动态", news),
        "/zc/": column(
            "政策文件",
            "".join(row(f"/zc/{n}.html", t, "2026-08-01") for n, t in enumerate(POLICIES)),
        ),
        "/jd/": column(
            "政策解读",
            "".join(
                row(f"/jd/{n}.html", f"《{t}》政策解读", "2026-08-03")
                for n, t in enumerate(POLICIES)
            ),
        ),
        "/xx/": column("县长信箱", f"</ul>{table}<ul>"),
        "/tj/": column(
            "办件统计", row("/tj/1.html", "2026年8月份政务服务事项办件统计情况", "2026-09-02")
        ),
        "/nb/": column(
            "网站年报",
            row("/nb/1.html", "某某县人民政府网站工作年度报表（2025年度）", "2026-01-20"),
        ),
        "/ysq/": column(
            "依申请公开", row("/ysq/1.html", "政府信息公开申请办理流程说明", "2026-03-02")
        ),
        "/tj/1.html": article("2026年8月份政务服务事项办件统计情况", "2026-09-02"),
        "/nb/1.html": article("某某县人民政府网站工作年度报表（2025年度）", "2026-01-20"),
        "/ysq/1.html": article("政府信息公开申请办理流程说明", "2026-03-02"),
        "/red.png": answer("png", content_type="image/png"),
        "/jc.png": answer("png", content_type="image/png"),
    }
    for n in range(4):
        pages[f"/dt/{n}.html"] = article(f"某县召开第{n}次重点工作推进会议部署任务", "2026-09-18")
    for n in (1, 2, 3):
        pages[f"/xx/{n}.html"] = article("来信", f"2026-09-0{n}")
    for n, title in enumerate(POLICIES):
        pages[f"/zc/{n}.html"] = article(
            title,
            "2026-08-01",
            f'{LONG}<p>相关解读：<a href="/jd/{n}.html">《{title}》政策解读</a></p>',
        )
        pages[f"/jd/{n}.html"] = article(
            f"《{title}》政策解读",
            "2026-08-03",
            f'{LONG}<p>政策原文：<a href="/zc/{n}.html">{title}</a></p>',
        )
    for n, title in enumerate(
        (*POLICIES, *(f"《{one}》政策解读" for one in POLICIES), *NEWS, *REPORTS)
    ):
        rows = row(f"/r{n}.html", f"<em>{title[:4]}</em>{title[4:]}", "2026-09-01") + row(
            "/r.html", "另一条搜索结果的标题文字", "2026-09-02"
        )
        pages[f"/search?{urlencode({'keyword': title})}"] = column("搜索结果", rows)
    for n, name in enumerate(PLACES):
        pages[f"/p{n}/"] = article(name, "2026-01-05")
    return pages


def poor() -> dict[str, Exhibit]:
    """A portal with a line of rights, two old columns and a picture that is gone."""
    menu = '<div class="nav"><ul><li><a href="/dt/">工作动态</a></li><li><a href="/zc/">政策文件</a></li></ul></div>'
    foot = '<img src="/lost.png" alt="领导活动"><img src="/gray.gif" data-src="/real.jpg"><div class="footer">版权所有：某某县人民政府　青ICP备05001235号</div>'
    pages: dict[str, Exhibit] = {}
    for path in ("/dt/", "/zc/"):
        rows = "".join(
            row(f"{path}{n}.html", f"某县召开第{n}次重点工作推进会议部署任务", "2025-03-01")
            for n in range(4)
        )
        pages[path] = answer(
            f"<html><head><title>栏目</title></head><body>{menu}<ul>{rows}</ul>{foot}</body></html>"
        )
        for n in range(4):
            text = f"<h1>某县召开第{n}次重点工作推进会议部署任务</h1><div>发布时间：2025-03-01</div>{LONG}"
            pages[f"{path}{n}.html"] = answer(f"<html><body>{text}</body></html>")
    rows = "".join(
        row(f"/dt/{n}.html", f"某县召开第{n}次重点工作推进会议部署任务", "2025-03-01")
        for n in range(4)
    )
    pages["/"] = answer(
        f"<html><head><title>某县</title></head><body>{menu}<ul>{rows}</ul>{foot}</body></html>"
    )
    return pages


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, dict[str, Outcome]]:
    """Host → row → outcome, by the newest edition of the national book."""
    out = tmp_path_factory.mktemp("instruments")
    book = load_rulebook("national-2019-20261123")
    rows = [
        one.id
        for one in book.rows
        if one.check and one.check not in ("body-changed", "site-unreachable")
    ]
    settings = replace(
        SETTINGS,
        max_links=60,
        links_per_column=20,
        links_per_host=60,
        link_max_bytes=60_000,
        search_titles=3,
    )
    with Zoo() as zoo:
        for host, pages in ((SOUND, sound()), (POOR, poor())):
            for path, exhibit in pages.items():
                zoo.show(host, path, exhibit)
        for host in ("bszs.conac.cn", "zfwzgl.www.gov.cn"):
            zoo.show(host, "/", answer("<p>平台</p>"))
        plans = (_plan(SOUND, COLUMNS), _plan(POOR, COLUMNS[:2]))
        visit_shard(ShardOrder(plans, settings, zoo.host_map, AS_OF, out))
    return {
        host: {
            one.indicator: one for one in look_into(out / plan.code, book, rows, History()).outcomes
        }
        for host, plan in zip((SOUND, POOR), plans, strict=True)
    }


def _plan(host: str, columns) -> SitePlan:
    code = CODE if host == SOUND else "6321220002"
    known = tuple(
        ColumnPlan(name, f"http://{host}{path}", kind, 1, has_duty=True)
        for name, path, kind in columns
    )
    return SitePlan(
        code, "某某县人民政府", f"http://{host}/", Level.COUNTY, True, True, columns=known
    )


@pytest.mark.parametrize(
    "indicator",
    [
        "W-V5.1",
        "D-1.4",
        "D-1.5",
        "D-1.6",
        "D-1.7",
        "D-1.8",
        "D-2.3",
        "D-3.3",
        "D-4.1",
        "D-4.2",
        "D-4.4",
        "D-4.5",
        "D-4.7",
        "Y-2",
        "Y-6.2",
        "Y-6.7",
    ],
)
def test_a_sound_portal_is_clear(outcomes, indicator):
    outcome = outcomes[SOUND][indicator]
    assert outcome.result == "clear", (outcome.reason, [one.title for one in outcome.findings])


@pytest.mark.parametrize("indicator", ["W-V5.2", "D-1.1", "D-1.2", "D-1.3"])
def test_what_only_a_person_can_say_is_left_to_one(outcomes, indicator):
    assert outcomes[SOUND][indicator].unable_class == "needs_person"


@pytest.mark.parametrize(
    ("indicator", "result"),
    [
        ("W-V5.1", "suspect"),
        ("D-1.1", "suspect"),
        ("D-1.4", "hit"),
        ("D-1.5", "hit"),
        ("D-1.6", "suspect"),
        ("D-2.3", "suspect"),
        ("D-3.3", "suspect"),
        ("D-4.1", "hit"),
        ("D-4.2", "hit"),
        ("D-4.3", "hit"),
        ("D-4.4", "hit"),
        ("D-4.5", "hit"),
        ("D-4.7", "hit"),
        ("Y-6.7", "suspect"),
        ("D-1.7", "unable"),
        ("D-1.8", "unable"),
        ("D-4.9", "unable"),
        ("Y-2", "unable"),
        ("Y-6.2", "unable"),
    ],
)
def test_a_poor_portal_is_told_what_it_lacks(outcomes, indicator, result):
    assert outcomes[POOR][indicator].result == result, outcomes[POOR][indicator].reason


def test_a_picture_that_is_gone_is_a_dead_link_and_one_a_script_fills_in_is_none(outcomes):
    assert [one.title for one in outcomes[POOR]["D-4.3"].findings] == ["链接“图片：领导活动”打不开"]


def test_every_finding_shows_a_place_that_stands_on_its_own(outcomes):
    for outcome in outcomes[POOR].values():
        for finding in outcome.findings:
            assert all(one.url and one.quote and one.record for one in finding.evidence), finding
