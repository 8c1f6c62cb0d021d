"""The next round from the browser: its sample drawn, watched live, tried again, frozen."""

from pathlib import Path

from playwright.sync_api import expect

from scripts.journey import house
from scripts.journey.clerks import Clerk

BOOK = "虚构示例省政府网站"
ROWS = ("W-V2", "W-V3", "W-V4.2", "N-V2.1")
AS_OF = "2026-10-12T12:00"
ROUND = "2026年10月抽查"
LONGEST_MS = 300_000


def open_drawn(inspector: Clerk) -> None:
    """A round from the last one, by a book that draws a part of the accounts."""
    page = inspector.page
    page.goto("/rounds/")
    inspector.follow("新建检查")
    inspector.choose("指标集", BOOK)
    inspector.press("换用这个指标集")
    inspector.fill("检查名称", ROUND)
    inspector.fill("期次", "2026年10月")
    inspector.fill("监测时间点", AS_OF)
    inspector.fill("抽样种子", "20261012")
    for part in page.locator("details").all():
        if part.get_attribute("open") is None:
            part.locator("summary").click()
    for box in page.locator("input[name=row]").all():
        box.set_checked(box.get_attribute("value") in ROWS)
    inspector.photograph("round-new")
    inspector.press("查看范围，再建立")
    inspector.reads("其中上期不合格复查")
    page.locator("#scope").scroll_into_view_if_needed()
    inspector.photograph("round-scope", keep=True)
    inspector.press("就按这样建立检查")
    inspector.reads("检查已建立")


def visit(inspector: Clerk, out: Path) -> None:
    """Begin, and watch the page follow the worker until it is done."""
    inspector.photograph("round-opened")
    inspector.press("开始访问")
    inspector.reads("等待执行")
    inspector.photograph("round-waiting")
    with house.working(out):
        running = inspector.page.get_by_text("：正在执行")
        expect(running).to_be_visible(timeout=LONGEST_MS)
        inspector.photograph("round-live", keep=True)
        done = inspector.page.get_by_text("访问和判定已完成")
        expect(done).to_be_visible(timeout=LONGEST_MS)
    inspector.photograph("round-visited")


def retry(inspector: Clerk, out: Path) -> tuple[int, int]:
    """Hand in the files of the accounts and look again; how many were unseen before and after."""
    page = inspector.page
    inspector.in_round("无法查看")
    before = _unseen(inspector)
    inspector.photograph("round-unseen")
    for path in sorted((out / "sample" / "raw" / "exports").iterdir()):
        inspector.in_round("执行")
        page.get_by_label("导出文件").set_input_files(path)
        inspector.press("上传")
        inspector.reads("已收到")
    inspector.in_round("无法查看")
    inspector.go(page.get_by_role("button", name="重新访问这").first)
    inspector.reads("已安排重新访问")
    house.work_once(out)
    inspector.in_round("执行")
    inspector.reads("重新访问已完成")
    inspector.photograph("round-retried")
    inspector.in_round("无法查看")
    inspector.photograph("round-unseen-left")
    return before, _unseen(inspector)


def freeze(approver: Clerk) -> None:
    """Close the drawn round; what stays open is told first."""
    approver.in_round("执行")
    approver.page.goto(approver.page.url.replace("/run/", "/freeze/"))
    approver.photograph("round-freeze-drawn")
    approver.press("定稿")
    approver.reads("已定稿")


def _unseen(clerk: Clerk) -> int:
    counts = clerk.page.locator("main table").first.locator("tbody td.num").all_inner_texts()
    return sum(int(one) for one in counts)
