"""The 20 published notices of the corpus, written out again from their facts, many ways."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.notices.inspected import ACCOUNTS, SITES, Round, inspected
from benchmarks.notices.material import column
from benchmarks.notices.page import Page
from benchmarks.notices.parts import PLATFORMS

FACTS = Path(__file__).resolve().parents[3] / "shared/corpus/notices/notices.json"
VERDICTS = {
    "agrees": "agrees",
    "possible": "agrees",
    "truncated": "truncated",
    "only by truncation": "truncated",
    "differs": "differs",
    "impossible on this base": "impossible",
    "not additive by design": "overlap",
}
SCOPES = {"province": "全省", "city": "全市", "county": "全区"}
PARTS = {
    "市直部门+门户": ("市直部门网站", "门户网站"),
    "市直+地方": ("市直单位", "县市区"),
    "州/部门/县": ("州级门户网站", "州级部门网站", "县级网站"),
    "受检网站按类型": ("自治区级门户", "地市网站", "部门网站", "县区网站"),
    "县市+州直": ("县市", "州直部门"),
    "市直+县区": ("市直部门网站", "县区网站"),
    "微信": ("市直", "县区"),
    "微博": ("市直", "县区"),
    "按平台": (*PLATFORMS, "头条号", "其他"),
}
Row = Mapping[str, Any]


def notices(random: Random) -> list[Page]:
    """Each of the 20 once."""
    facts = json.loads(FACTS.read_text(encoding="utf-8"))["notices"]
    return [_written(one, random) for one in facts]


def _written(fact: Row, random: Random) -> Page:
    page = Page(random, fact["id"], random.choice("个个家"), SCOPES[fact["level"]])
    page.say(f"{fact['issuer']}关于{fact['period'][:4]}年第{fact['period'][-1]}季度检查情况的通报")
    page.say(random.choice(column("remarks", "text")[:2]))
    rows = {row["what"]: row for row in fact["arithmetic"] if row["verdict"] in VERDICTS}
    for subject, key, word in ((SITES, "sites", "网站"), (ACCOUNTS, "accounts", "新媒体")):
        of = {what: row for what, row in rows.items() if what.startswith(word)}
        if of:
            page.say(_round(page, fact[key], of, subject, word))
        _groups(page, fact, of)
    for what, row in rows.items():
        said = _other(page, what, row, fact)
        if said:
            page.say(said)
    page.say("二、主要问题")
    _lists(page, fact)
    for text in random.sample(column("remarks", "text"), 2):
        page.say(text)
    return page


def _shown(page: Page, row: Row, kind: str) -> str:
    return page.figure(f"{row['stated']}%", f"corpus.{kind}", VERDICTS[row["verdict"]])


def _round(page: Page, found: Row, of: Mapping[str, Row], subject: Any, word: str) -> str:
    row, after = of.get(f"{word}合格率"), of.get(f"{word}整改后合格率")
    total = of.get(f"{word} 合格+不合格=受检")
    size, u, noun = found["inspected"], page.unit, subject[0]
    if row is None:
        return ""
    failed = found.get("failed", size - found["passed"] if "passed" in found else None)
    if after:
        first, then = _shown(page, row, "implied"), _shown(page, after, "implied")
        return page.random.choice(
            (
                f"抽查{noun}{size}{u}，合格率{first}，整改后合格率达到{then}。",
                f"{noun}{size}{u}初查合格率为{first}，经整改复查，合格率提高到{then}。",
            )
        )
    if total:
        shown = page.figure(f"{size}{u}", "corpus.sum", VERDICTS[total["verdict"]])
        rate, passed, scope = _shown(page, row, "rate"), size - failed, page.scope
        return page.random.choice(
            (
                f"检查{noun}{shown}，合格{passed}{u}，不合格{failed}{u}，合格率为{rate}。",
                f"{scope}检查的{shown}{noun}中，合格{passed}{u}、不合格{failed}{u}，合格率{rate}。",
            )
        )
    if failed is None:
        one = Round(subject, found.get("total", size), size, 0)
        return inspected(page, one, "lone", {"R": _shown(page, row, "implied")})
    one = Round(subject, found.get("total", size), size, failed)
    if failed == 0:
        rate = _shown(page, row, "rate")
        return page.random.choice(
            (
                f"检查{noun}{size}{u}，未发现不合格{subject[1]}，合格率{rate}。",
                f"{page.scope}{size}{u}{noun}全部合格，合格率为{rate}。",
            )
        )
    told = {"R": _shown(page, row, "rate")}
    sampled = of.get(f"{word}抽查比例")
    if sampled:
        told["S"] = _shown(page, sampled, "sampling")
    elif one.inspected < one.registered:
        told["S"] = page.figure(
            f"{100 * size // one.registered}%", "rate.sampling", ("agrees", "truncated")
        )
    return inspected(page, one, told=told)


def _groups(page: Page, fact: Row, of: Mapping[str, Row]) -> None:
    said = []
    for row in fact.get("account_groups", ()):
        about = of.get(f"新媒体合格率·{row['group']}")
        if about:
            said.append(
                f"{row['group']}{row['inspected']}个，不合格{row['failed']}个，"
                f"合格率{_shown(page, about, 'group')}"
            )
    if not said:
        return
    lead = "从平台看，"
    if "新媒体分组受检合计" in of:
        found = fact["accounts"]
        size = page.figure(f"{found['inspected']}个", "corpus.group_sum", "agrees")
        failed = page.figure(f"{found['failed']}个", "corpus.group_sum", "agrees")
        lead = f"共检查政务新媒体{size}，不合格{failed}。其中，"
    page.say(lead + "；".join(said) + "。")


def _other(page: Page, what: str, row: Row, fact: Row) -> str:
    random, u = page.random, page.unit
    numbers = [int(one) for one in re.findall(r"\d+", row.get("formula", ""))]
    stated = page.figure(f"{row['stated']}{u}", "corpus.sum", VERDICTS[row["verdict"]])
    if what in PARTS:
        names = PARTS[what]
        if len(names) > len(numbers):
            names = (*names[: len(numbers) - 1], names[-1])
        each = "、".join(f"{n}{c}{u}" for n, c in zip(names, numbers, strict=True))
        noun = "微信公众号" if what == "微信" else "微博" if what == "微博" else "政务新媒体"
        if "网站" in each or "门户" in each:
            noun = "政府网站"
        return random.choice(
            (
                f"{page.scope}共有{noun}{stated}，其中{each}。",
                f"检查{noun}{stated}，包括{each}。",
                f"{noun}{stated}（{each}）。",
            )
        )
    if what == "100分以上分段":
        a, b, c = numbers
        return random.choice(
            (
                f"得分超过100分的网站{stated}，其中120分以上{a}个，110分至120分{b}个，100分至110分{c}个。",
                f"{stated}网站得分超过100分，其中得分在120分以上的{a}个、110—120分的{b}个、100—110分的{c}个。",
            )
        )
    if what.startswith("点名不合格"):
        return f"不合格政务新媒体{stated}，其中微博{numbers[0]}个、微信{numbers[1]}个。"
    if what.startswith("问题数"):
        a, b = numbers
        return random.choice(
            (
                f"{stated}政务新媒体不合格，其中2周内未更新的{a}个，未提供有效互动功能的{b}个。",
                f"检查发现不合格账号{stated}，{a}个账号2周内未更新，{b}个账号未提供有效互动功能。",
                f"不合格政务新媒体{stated}，主要问题：2周内未更新{a}个、未提供有效互动功能{b}个。",
            )
        )
    if row["check"] != "rate":
        return ""
    shown = _shown(page, row, "ratio")
    if what.startswith("找错"):
        p, n = numbers
        text = random.choice(column("shares", "text", kind="closed"))
        return text.format(n=n, p=p, f=n - p, R=shown, sub="全省")
    if "通知单" in what:
        text = random.choice(column("shares", "text", kind="replied"))
        return text.format(n=numbers[1], p=numbers[0], f=numbers[1] - numbers[0], R=shown)
    if "占比" in what:
        base, part = numbers[1], numbers[0]
        band = "90分以上" if "90" in what else "超过100分"
        return random.choice(
            (
                f"{base}个网站中，得分{band}的{part}个，占{shown}。",
                f"本次检查网站{base}个，其中得分{band}的有{part}个，占检查总数的{shown}。",
            )
        )
    if "增长率" in what:
        return random.choice(
            (
                f"90分以上网站76个，比上次检查的44个增长{shown}。",
                f"90分以上的网站由44个增加到76个，增长{shown}。",
                f"得分90分以上的网站有76个，较上季度增加32个，增长{shown}。",
            )
        )
    return ""


def _lists(page: Page, fact: Row) -> None:
    for kind, found in fact.get("named_vs_failed", {}).items():
        noun = "政府网站" if kind == "site" else "政务新媒体"
        names = [one["name"] for one in fact["named_failures"] if one["kind"] == kind]
        listed = "、".join(names)
        right = "agrees" if found["complete"] else "hint"
        shown = page.figure(f"{found['failed']}个", f"corpus.list.{right}", right)
        if found["complete"]:
            page.say(
                page.random.choice(
                    (
                        f"{shown}不合格{noun}分别为{listed}。",
                        f"检查不合格的{noun}共{shown}，分别是：{listed}。",
                        f"不合格{noun}{shown}：{listed}。",
                    )
                )
            )
        elif len(names) > 1:
            page.say(f"{listed}等{shown}{noun}不合格。")
