"""The notice: the round frozen, the draft written, checked, approved, issued, corrected, read."""

from scripts.journey.clerks import Clerk

OWN = "请各单位对照附件逐项核对，举一反三，建立周巡查制度。"
DEADLINE = "2027-01-29"


def freeze(approver: Clerk) -> None:
    """Close the round for decisions."""
    approver.in_round("执行")
    approver.photograph("run")
    approver.page.goto(approver.page.url.replace("/run/", "/freeze/"))
    approver.photograph("freeze", keep=True)
    approver.press("定稿")
    approver.reads("已定稿")
    approver.photograph("round-frozen")


def write(inspector: Clerk) -> None:
    """Draft the notice: a part off, a paragraph of one's own, and send it to be checked."""
    inspector.in_round("文件")
    inspector.follow("拟写通报")
    inspector.photograph("notice-begin")
    inspector.go(inspector.page.locator("section", has_text="常用").get_by_role("button").first)
    inspector.reads("修改")
    page = inspector.page
    if "/edit/" not in page.url:
        inspector.follow("修改这份稿")
    off = page.locator(".part", has=page.locator("input[type=checkbox]:checked")).last
    title = off.locator("label").inner_text().strip()
    off.get_by_role("checkbox").uncheck()
    inspector.fill("发文字号", "霁政办函〔2026〕57号")
    inspector.fill("整改期限", DEADLINE)
    inspector.go(page.locator("button[aria-label$=后面加一段]").last)
    page.get_by_label("段落（一段").last.fill(OWN)
    inspector.photograph("notice-edit", keep=True)
    inspector.press("保存并查看两种版本")
    inspector.reads(OWN)
    inspector.photograph("notice-draft", keep=True)
    if title in page.locator(".editions").inner_text():
        raise SystemExit(f"略去的“{title}”仍在稿中")
    _step(inspector, "送核", "已送核稿")


def issue(reviewer: Clerk, approver: Clerk) -> None:
    """Check, approve, issue: by two others; who checks cannot approve."""
    _newest_draft(reviewer)
    _step(reviewer, "核稿", "已核稿；请签发人")
    if reviewer.page.get_by_role("button", name="审签").count():
        raise SystemExit("核稿人不应能审签")
    _newest_draft(approver)
    _step(approver, "审签", "已审签；可以印发")
    approver.photograph("notice-approved")
    _step(approver, "印发", "已印发")
    approver.photograph("notice-issued", keep=True)


def open_a_figure(reader: Clerk) -> None:
    """A figure of the notice, down to the record it rests on."""
    page = reader.page
    reader.in_round("文件")
    reader.go(page.locator("section[aria-labelledby=issued] table a").first)
    figures = page.locator(".notice a[href*='/figures/']")
    for address in [one.get_attribute("href") for one in figures.all()]:
        page.goto(address)
        if page.get_by_role("link", name="线索和证据").count():
            break
    reader.photograph("figure", keep=True)
    reader.follow("线索和证据")
    reader.photograph("places")
    with page.expect_download() as kept:
        page.get_by_role("link", name="保存的原文").first.click()
    if not kept.value.path().stat().st_size:
        raise SystemExit("检查时保存的原文是空的")


def correct(inspector: Clerk) -> None:
    """A correction edition: why, and every place that differs from the first."""
    inspector.in_round("文件")
    inspector.go(inspector.page.locator("section[aria-labelledby=issued] table a").first)
    inspector.follow("拟更正通报")
    inspector.fill("更正原因", "落款前一段的表述有误。")
    inspector.press("拟更正通报", within="main")
    page = inspector.page
    if "/edit/" not in page.url:
        inspector.follow("修改这份稿")
    page.get_by_label("段落（一段").last.fill(OWN.replace("周巡查", "每周巡查"))
    inspector.press("保存并查看两种版本")
    inspector.reads("与原通报的不同")
    inspector.photograph("correction", keep=True)
    _step(inspector, "送核", "已送核稿")


def _newest_draft(clerk: Clerk) -> None:
    clerk.in_round("文件")
    clerk.go(clerk.page.locator("section[aria-labelledby=drafts] table a").first)


def _step(clerk: Clerk, button: str, says: str) -> None:
    clerk.press(button, within="section[aria-labelledby=do]")
    clerk.reads(says)
