"""Orders: drawn, checked, signed, answered on a phone, contested, looked at again, struck off."""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator

from scripts.journey.clerks import Clerk

UNIT = "danwei"
LEAST_ITEMS = 5
TO_TOP = "one => one.scrollIntoView()"


def draw(inspector: Clerk) -> tuple[str, str]:
    """Draw all orders; the name of a body with enough to mend, and its code in the register."""
    inspector.in_round("整改")
    inspector.photograph("draw", keep=True)
    page = inspector.page
    name = _with_both(page.locator("table.listed tbody tr").all())
    inspector.press("拟制选中的单位")
    inspector.reads("等待签发；签发前单位看不到")
    inspector.photograph("drawn")
    inspector.follow("台账")
    inspector.follow("单位", within=".tabs")
    inspector.fill("名称、简称、编码", name)
    inspector.press("筛选")
    inspector.photograph("register-bodies")
    code = page.locator("table.listed tbody tr", has_text=name).first.locator("code").inner_text()
    return name, code


def _with_both(rows: list[Locator]) -> str:
    """The first body that has both a veto and something lesser to mend, and enough of it."""
    for row in rows:
        items, _, vetoes = (number(one) for one in row.locator("td").all_inner_texts()[:3])
        if items >= LEAST_ITEMS and 0 < vetoes < items:
            return row.locator("label").inner_text().strip()
    raise SystemExit("没有一个单位的事项够走完一轮")


def number(text: str) -> int:
    """The number in a cell; 0 where it is empty."""
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0


def open_order(clerk: Clerk, name: str) -> None:
    """The office's page of a body's order."""
    clerk.follow("整改", within="header")
    clerk.fill("单位、文号", name)
    clerk.press("筛选")
    clerk.follow(name, within="table")


def check_paper(reviewer: Clerk, name: str) -> None:
    """Check the wording of the paper."""
    open_order(reviewer, name)
    reviewer.follow("文书：预览")
    reviewer.photograph("paper", keep=True)
    reviewer.press("核稿通过")
    reviewer.reads("已核稿，可以由另一人签发")


def sign(approver: Clerk, name: str) -> None:
    """Sign the order: it gets its number and goes out."""
    open_order(approver, name)
    approver.photograph("order-sign", keep=True)
    approver.press("签发并送达")
    approver.reads("已签发")
    approver.photograph("order-signed")


def answer(unit: Clerk, scratch: Path) -> int:
    """Answer on a phone: fixed, deleted, two contested, the rest at once; how many items."""
    page = unit.page
    page.goto("/")
    unit.photograph("unit-home")
    unit.go(page.locator(".order-list a").first)
    unit.photograph("unit-order", keep=True)
    unit.press("签收")
    unit.reads("已签收")
    _contest(unit, page.locator(".order-items li", has_text="单项否决").first, scratch)
    _contest(unit, page.locator(".order-items li").filter(has_not_text="单项否决").first, scratch)
    for says, text in (("已改正", "已按建议改正，并核对同类内容。"), ("已删除", "页面已下线。")):
        unit.go(page.locator(".order-items a", has_text="看证据并填报").first)
        page.get_by_label(says).first.check()
        unit.fill("说明", text)
        _save(unit)
    rest = page.locator(".order-items li", has_text="看证据并填报").get_by_role("checkbox")
    for box in rest.all():
        box.check()
    page.get_by_text("对选中的事项一次填报").click()
    page.locator("details[open]").get_by_label("已改正").check()
    page.locator("details[open]").get_by_label("说明").fill("已逐栏更新，并明确专人按周核对。")
    unit.photograph("unit-bulk")
    unit.press("填报选中的事项")
    unit.reads("已填")
    asked = int(re.search(r"已填 \d+ / (\d+) 项", page.locator("main").inner_text())[1])
    unit.photograph("unit-filled", keep=True)
    unit.press(f"提交已填的 {asked} 项")
    unit.reads("已提交")
    unit.photograph("unit-submitted")
    return asked


def _contest(unit: Clerk, item: Locator, scratch: Path) -> None:
    proof = scratch / "后台发布记录.png"
    Image.new("RGB", (320, 120), "white").save(proof)
    unit.go(item.get_by_role("link").first)
    page = unit.page
    page.get_by_label("申诉").first.check()
    unit.fill("说明", "所列内容与检查当日页面不符，后台发布记录见附件。")
    page.get_by_label("附件").set_input_files(proof)
    unit.photograph("unit-item", keep=True)
    _save(unit)


def _save(unit: Clerk) -> None:
    back = unit.page.get_by_role("button", name="保存，回整改单")
    unit.go((back if back.count() else unit.page.get_by_role("button", name="保存")).first)
    unit.reads("已保存")


def rule(clerk: Clerk, ruling: str, reason: str, *, is_veto: bool, picture: str) -> None:
    """Rule on the contest of a veto, or on the other one."""
    page = clerk.page
    page.goto("/orders/contests/")
    rows = page.locator("table tbody tr")
    rows = rows.filter(**{"has_text" if is_veto else "has_not_text": "单项否决"})
    clerk.go(rows.first.get_by_role("link").first)
    page.get_by_label(ruling).first.check()
    clerk.fill("理由（单位会看到）", reason)
    clerk.photograph(picture, keep=is_veto)
    clerk.go(page.get_by_role("button", name="裁定", exact=True))
    clerk.reads(ruling)
    clerk.photograph(f"{picture}-ruled")


def ask_second_look(inspector: Clerk) -> None:
    """Ask the machine to visit again what is not mended yet."""
    inspector.in_round("整改")
    inspector.press("重新访问并复查")
    inspector.photograph("recheck-asked")


def close(reviewer: Clerk, name: str) -> None:
    """After the machine's look: one struck off by a look by hand, one put back as not mended."""
    open_order(reviewer, name)
    page = reviewer.page
    reviewer.reads("机器复查")
    reviewer.photograph("second-look")
    waiting = page.locator("article.finding", has_text="待复查")
    first, second = (waiting.nth(n).get_attribute("id") for n in (0, 1))
    _pick(reviewer, first)
    reviewer.fill("说明（退回", "10 时用手机和电脑各打开一次，已更正。")
    reviewer.choose("人工复查看到", "已改正")
    reviewer.photograph("look-by-hand")
    reviewer.press("记人工复查结果")
    reviewer.reads("已记下 1 项的人工复查结果，可以销号")
    _pick(reviewer, first)
    reviewer.press("销号")
    reviewer.reads("已销号 1 项")
    _pick(reviewer, second)
    reviewer.fill("说明（退回", "复查时问题仍在，请继续整改。")
    reviewer.press("记为未整改")
    reviewer.reads("已将 1 项记为未整改")
    page.locator(f"#{first}").evaluate(TO_TOP)
    reviewer.photograph("order-closed", keep=True)


def _pick(reviewer: Clerk, item: str | None) -> None:
    reviewer.page.locator(f"#{item}").get_by_role("checkbox").check()


def read_rulings(unit: Clerk) -> None:
    """The unit reads what was ruled, and finds nothing of anybody else's."""
    page = unit.page
    page.goto("/unit/")
    unit.go(page.locator(".order-list a").first)
    for told in ("申诉成立", "申诉不成立", "已销号", "未整改"):
        unit.reads(told)
    page.locator("#items").evaluate(TO_TOP)
    unit.photograph("unit-ruled", keep=True)
    order = page.url.rstrip("/").rsplit("/", 1)[1]
    for address in ("/orders/", f"/orders/{order}/", "/rounds/", "/register/", "/people/"):
        unit.refused(address)
    for other in range(1, int(order)):
        unit.refused(f"/unit/orders/{other}/")
