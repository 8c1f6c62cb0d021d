"""The scenario notice is what the issue says it is, measured from the built folder."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.sample.reading import Web, decode, links, plain, sentences, sheet, site_pages, table
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread_all
from xuncha.engine.proofread.findings import Passage
from xuncha.sample.pack import read_pack
from xuncha.sample.truth import Truth

AS_OF = date(2026, 10, 12)


@pytest.fixture(scope="module")
def web(notice: Path) -> Web:
    return read_pack(notice)


def test_the_register_names_135_running_sites_and_1163_running_accounts(notice: Path) -> None:
    register = notice / "raw" / "register.xlsx"
    sites = Counter(row["运行状态"] for row in sheet(register, "网站"))
    accounts = Counter(row["运行状态"] for row in sheet(register, "账号"))
    assert sites["正常运行"] == 135
    assert sites["永久下线"] > 0 < sites["临时下线"]
    assert accounts["正常运行"] == 1163
    assert accounts["已注销"] > 0


def test_every_code_name_and_host_of_a_site_stands_once(notice: Path) -> None:
    rows = sheet(notice / "raw" / "register.xlsx", "网站")
    for head in ("网站标识码", "网站名称", "网址"):
        assert max(Counter(row[head] for row in rows).values()) == 1
    assert all(row["网址"].endswith(".example/") for row in rows)
    assert all(len(row["网站标识码"]) == 10 and row["网站标识码"].isdigit() for row in rows)


def test_every_account_code_stands_once(notice: Path) -> None:
    rows = sheet(notice / "raw" / "register.xlsx", "账号")
    assert max(Counter(row["账号编码"] for row in rows).values()) == 1


def test_columns_number_about_seventeen_a_site_with_addresses_that_answer(
    notice: Path, web: Web
) -> None:
    rows = sheet(notice / "raw" / "register.xlsx", "栏目")
    assert 16 <= len(rows) / 135 <= 19
    walls = {host for host, pages in web.items() if set(pages) <= {"/", "*"}}
    for row in rows:
        host, _, path = row["栏目网址"].removeprefix("http://").partition("/")
        assert host in walls or "/" + path in web[host], row


def test_at_least_six_systems_and_both_charsets_write_the_pages(notice: Path, web: Web) -> None:
    platforms = {row["平台"] for row in sheet(notice / "raw" / "register.xlsx", "网站")} - {""}
    assert len(platforms) >= 6
    gbk = {h for h, path, html in site_pages(web) if web[h][path].body != html.encode()}
    assert 10 < len(gbk) < 100


def test_the_pages_hold_a_million_distinct_characters_and_repeat_no_sentence(web: Web) -> None:
    uses: Counter[str] = Counter()
    pages = 0
    for _, _, html in site_pages(web):
        pages += 1
        uses.update(sentences(html))
    assert 6000 <= pages <= 9000
    assert sum(map(len, uses)) >= 1_000_000
    assert [s for s, n in uses.items() if n > 3] == []


def test_every_link_of_a_list_or_home_page_leads_to_a_page(web: Web) -> None:
    broken = [
        (host, path, target)
        for host, path, html in site_pages(web)
        for target in links(host, path, html)
        if target[0] in web and target[1] not in web[target[0]]
    ]
    walls = {host for host, pages in web.items() if set(pages) <= {"/", "*"}}
    assert [b for b in broken if b[0] not in walls] == []


def test_four_sites_and_26_accounts_deserve_to_fail(notice_truth: Truth) -> None:
    failing = [t for t in notice_truth.targets if t.verdict == "unqualified"]
    vetoes = Counter(v for t in failing for v in t.vetoes if t.kind == "site")
    assert vetoes == {"W-V4.1": 2, "W-V4.2": 1, "W-V4.3": 1}
    assert Counter(t.kind for t in failing) == {"site": 4, "account": 26}
    assert Counter(t.kind for t in notice_truth.targets) == {"site": 135, "account": 1163}


def test_failing_sites_have_exactly_the_columns_the_issue_asks_for(notice_truth: Truth) -> None:
    sizes = {}
    for target in notice_truth.targets:
        if target.kind == "site" and target.vetoes:
            live = Counter(c.state for c in target.columns if c.counts)
            core = sum(p.check == "core-columns-still" for p in target.plants)
            sizes[target.vetoes[0], live["still"], live["blank"], core] = target.name
    assert set(sizes) == {
        ("W-V4.1", 5, 0, 5),
        ("W-V4.2", 10, 0, 4),
        ("W-V4.3", 0, 5, 0),
    }


def test_near_misses_stand_one_below_each_limit(notice_truth: Truth) -> None:
    passing = [t for t in notice_truth.targets if t.kind == "site" and not t.vetoes]
    live = [Counter(c.state for c in t.columns if c.counts) for t in passing]
    core = [sum(p.check == "core-columns-still" for p in t.plants) for t in passing]
    assert any(n["still"] == 9 and n["blank"] == 0 for n in live)
    assert any(n["blank"] == 4 for n in live)
    assert 4 in core


def test_no_script_built_column_could_decide_a_verdict(notice_truth: Truth) -> None:
    for target in notice_truth.targets:
        states = Counter(c.state for c in target.columns)
        if states["unable"] and "waf" not in target.traps and "captcha" not in target.traps:
            assert states["unable"] <= 2
            live = Counter(c.state for c in target.columns if c.counts)
            assert live["still"] + live["blank"] <= 2


def test_some_columns_and_accounts_end_on_the_last_allowed_moment(notice_truth: Truth) -> None:
    newest = {(c.kind, c.newest) for t in notice_truth.targets for c in t.columns if c.counts}
    assert ("动态要闻", "2026-09-28") in newest
    assert ("通知公告", "2026-04-12") in newest
    assert ("人事信息", "2025-10-12") in newest
    assert "2026-09-28T09:00:00+08:00" in {t.last_post for t in notice_truth.targets}


def test_wording_is_planted_on_22_sites_and_21_accounts_in_three_kinds_each(
    notice_truth: Truth,
) -> None:
    kinds = defaultdict(set)
    for item in notice_truth.wording:
        kinds[item.target].add(item.kind)
    account = {t.code: t.kind == "account" for t in notice_truth.targets}
    assert Counter(account[code] for code in kinds) == {False: 22, True: 21}
    assert min(map(len, kinds.values())) >= 3
    assert len({item.wrong for item in notice_truth.wording}) >= 80
    carried = [item for item in notice_truth.wording if item.carried_over]
    assert Counter(account[item.target] for item in carried) == {False: 10, True: 1}
    assert len({item.target for item in carried}) == 11


def test_each_planted_sentence_stands_on_its_page_and_in_the_first_list(
    web: Web, notice_truth: Truth
) -> None:
    columns = {t.code: t.columns for t in notice_truth.targets}
    for item in notice_truth.wording:
        host, _, path = item.url.removeprefix("http://").partition("/")
        if host not in web:
            continue
        assert item.sentence in plain(decode(web[host]["/" + path].body))
        listed: set[tuple[str, str]] = set()
        for column in columns[item.target]:
            where = "/" + column.url.removeprefix("http://").partition("/")[2]
            listed |= links(host, where, decode(web[host][where].body))
        assert (host, "/" + path) in listed


def test_every_target_with_wording_errors_is_found_out_by_its_sentences(
    notice_truth: Truth,
) -> None:
    """What the whole round of the drill counts as 22 and 21, and as 10 and 1 carried over."""
    texts = [Passage(item.sentence, None, str(at)) for at, item in enumerate(notice_truth.wording)]
    found = proofread_all(texts, band=Band.A)
    hits = {
        item
        for item, of in zip(notice_truth.wording, found, strict=True)
        if any(item.wrong in one.text or one.text in item.wrong for one in of)
    }
    assert {item.target for item in notice_truth.wording} == {item.target for item in hits}
    assert {item.target for item in notice_truth.wording if item.carried_over} == {
        item.target for item in hits if item.carried_over
    }


def test_carried_over_items_are_named_last_quarter_and_repaired_ones_are_gone(
    notice: Path, web: Web, notice_truth: Truth
) -> None:
    named = {
        (r["对象编码"], r["页面地址"], r["错误内容"]) for r in table(notice / "raw/previous.csv")
    }
    for item in notice_truth.wording:
        assert ((item.target, item.url, item.wrong) in named) == item.carried_over
    for item in notice_truth.repaired:
        assert (item.target, item.url, item.wrong) in named
        host, _, path = item.url.removeprefix("http://").partition("/")
        page = web.get(host, {}).get("/" + path)
        assert page is None or item.sentence not in plain(decode(page.body))


def test_the_week_of_probes_fails_no_site_when_our_own_faults_are_left_out(notice: Path) -> None:
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in table(notice / "raw/probes.csv"):
        at = datetime.fromisoformat(row["监测时间"])
        assert timedelta(0) < datetime.fromisoformat("2026-10-12T09:00:00+08:00") - at
        slow = int(row["总耗时毫秒"]) >= 15000
        own = row["失败类别"] in {"local_network", "forbidden"}
        seen[row["网站标识码"]]["own" if own else "bad" if row["失败类别"] or slow else "ok"] += 1
    rates = {code: n["bad"] / (n["bad"] + n["ok"]) for code, n in seen.items()}
    raw = {code: (n["bad"] + n["own"]) / n.total() for code, n in seen.items()}
    assert len(rates) == 135
    assert min(n.total() for n in seen.values()) >= 140
    assert max(rates.values()) < 0.05 < max(raw.values())
    assert sum(0.03 <= rate < 0.05 for rate in rates.values()) >= 4


def test_accounts_come_through_feeds_and_exports_and_none_is_left_out(
    notice: Path, web: Web
) -> None:
    rows = [r for r in sheet(notice / "raw/register.xlsx", "账号") if r["运行状态"] == "正常运行"]
    exported: set[str] = set()
    for path in (notice / "raw/exports").iterdir():
        part = table(path) if path.suffix == ".csv" else sheet(path, "内容")
        exported.update(r["账号编码"] for r in part)
    fed = 0
    for row in rows:
        if row["采集方式"] == "上传":
            assert row["账号编码"] in exported
            continue
        host, _, path = row["订阅地址"].removeprefix("http://").partition("/")
        assert "/" + path in web[host]
        fed += 1
    assert 0.5 < fed / len(rows) < 0.7
    assert {p.suffix for p in (notice / "raw/exports").iterdir()} == {".csv", ".xlsx"}


def test_every_trap_the_issue_names_is_set(notice_truth: Truth) -> None:
    carried = {trap for t in notice_truth.targets for trap in t.traps}
    assert carried >= {
        "pinned-old",
        "empty-note-in-template",
        "waf",
        "captcha",
        "future-date",
        "resaved-article",
        "late-signing",
        "approved-exemption",
        "tibetan",
        "today-in-header",
        "month-day-list",
        "date-only-in-url",
        "two-date-columns",
        "dates-in-summaries",
        "cdata-list",
        "paging-script",
        "month-groups",
        "look-alike-words",
        "last-allowed-day",
        "silent-without-duty",
        "nav-home",
    }
    assert {h.target for h in notice_truth.hand_looks} == {
        t.code for t in notice_truth.targets if {"waf", "captcha"} & set(t.traps)
    }


def test_what_was_confirmed_last_quarter_had_been_published_by_then(
    notice: Path, web: Web, notice_truth: Truth
) -> None:
    kinds = {t.code: t.kind for t in notice_truth.targets}
    for item in (*notice_truth.wording, *notice_truth.repaired):
        named = item.carried_over or item in notice_truth.repaired
        host, _, path = item.url.removeprefix("http://").partition("/")
        page = web.get(host, {}).get("/" + path)
        if not named or page is None or kinds[item.target] == "account":
            continue
        found = re.search(
            r"(?:时间|日期)[：∶].{0,20}?(\d{4})-(\d+)-(\d+)|\( (\d{4})-(\d+)-(\d+)\)",
            decode(page.body),
        )
        assert found is not None, item.url
        year, month, day = (int(g) for g in found.groups() if g)
        assert date(year, month, day) <= date(2026, 7, 5)
