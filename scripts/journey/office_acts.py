"""People, review and the look by hand: from the first login to a queue that is empty."""

import re

from playwright.sync_api import expect

from scripts.journey.clerks import WAIT_MS, Clerk

PEOPLE = (
    ("jiancha", "林小文", "检查员"),
    ("shenhe1", "周敏", "审核人"),
    ("shenhe2", "何方", "审核人"),
    ("qianfa", "韩立", "签发人"),
    ("lingdao", "陆远", "查阅领导"),
    ("hecha", "孟青", "外部核查员"),
    ("xitong", "贺平", "系统管理员"),
    ("shenji", "严正", "审计管理员"),
)
MOST_DECISIONS, MOST_SHEETS = 80, 20


def open_logins(keeper: Clerk) -> dict[str, str]:
    """The one-time passwords of everybody but the unit's, by login name."""
    keeper.follow("人员")
    keeper.photograph("people", keep=True)
    return {name: open_login(keeper, name, person, role) for name, person, role in PEOPLE}


def open_login(keeper: Clerk, username: str, name: str, role: str, body: str = "") -> str:
    """Open a login; the one-time password the page shows once."""
    keeper.page.goto("/people/")
    keeper.fill("姓名", name)
    form = keeper.page.locator("form.stack").first
    form.get_by_label("姓名").fill(name)
    form.get_by_label("登录名").fill(username)
    form.get_by_label("职责").select_option(label=role)
    form.get_by_label("所在单位编码").fill(body)
    keeper.go(form.get_by_role("button", name="开设"))
    keeper.reads(f"已为“{name}”开设登录名")
    note = keeper.page.locator(".note-success").first.inner_text()
    return re.search(r"一次性口令 (\S+?)。", note)[1]


def clear_queue(reviewer: Clerk, picture: str, *, change_mind: bool = False) -> int:
    """Decide every group that waits for this reviewer, by keyboard only; how many decisions."""
    reviewer.in_round("审核")
    page = reviewer.page
    reviewer.photograph(picture, keep=change_mind)
    if change_mind:
        _change_mind(reviewer)
    decided = 0
    while page.locator("[data-key=a]").count() and decided < MOST_DECISIONS:
        _decide(reviewer, "a")
        decided += 1
    reviewer.reads("全部认定完了")
    reviewer.photograph(f"{picture}-empty")
    return decided


def review_blind(reviewer: Clerk) -> int:
    """Decide once more, not seeing what others said, what was drawn for that; how many."""
    reviewer.in_round("审核")
    page = reviewer.page
    told = page.get_by_role("link", name="项抽中复核")
    if not told.count():
        return 0
    reviewer.go(told)
    reviewer.photograph("blind", keep=True)
    done = 0
    while page.locator("[data-key=a]").count() and done < MOST_DECISIONS:
        _decide(reviewer, "a")
        done += 1
    reviewer.reads("没有等待您复核的项目")
    return done


def administer(keeper: Clerk, system: Clerk, audit: Clerk) -> None:
    """The three administrators: each their own page, none of the office's work."""
    system.page.goto("/")
    system.follow("提醒渠道")
    system.photograph("messengers", keep=True)
    audit.page.goto("/")
    audit.follow("操作记录")
    audit.follow("核对整条记录链")
    audit.reads("记录链完整，没有被改动")
    audit.photograph("audit", keep=True)
    keeper.page.goto("/people/")
    keeper.follow("周敏")
    keeper.photograph("person", keep=True)
    for one in (keeper, system, audit):
        one.refused("/rounds/")
        one.refused("/orders/")


def look_around(reader: Clerk) -> None:
    """A leader sees how the round stands, and can act on nothing."""
    page = reader.page
    page.goto("/")
    reader.reads("正在办理")
    reader.photograph("home", keep=True)
    for tab in ("概况", "对象", "线索", "事件", "核查表", "整改", "文件"):
        reader.in_round(tab)
        acts = page.locator("main form[method=post]")
        if acts.count():
            raise SystemExit(f"查阅领导在“{tab}”能办理：{acts.first.inner_text()}")
        reader.photograph(f"reader-{number(tab)}")
    reader.in_round("对象")
    reader.go(page.locator("main table tbody a").first)
    reader.photograph("target", keep=True)
    for address in ("/people/", "/audit/", "/unit/"):
        reader.refused(address)


def number(text: str) -> str:
    """A file name for a tab."""
    return "-".join(f"{ord(one):x}" for one in text)


def _change_mind(reviewer: Clerk) -> None:
    page = reviewer.page
    first = page.locator("#case-title").inner_text()
    page.keyboard.press("j")
    expect(page.locator("#case-title")).not_to_have_text(first, timeout=WAIT_MS)
    second = page.locator("#case-title").inner_text()
    page.keyboard.press("d")
    reviewer.photograph("queue-dismiss", keep=True)
    page.keyboard.press("1")
    expect(page.locator(".queue-undo")).to_contain_text("排除", timeout=WAIT_MS)
    page.keyboard.press("u")
    expect(page.locator(".note").first).to_contain_text("撤回", timeout=WAIT_MS)
    expect(page.locator(".queue-list")).to_contain_text(second, timeout=WAIT_MS)


def _decide(reviewer: Clerk, key: str) -> None:
    page = reviewer.page
    page.evaluate("document.getElementById('queue').dataset.old = '1'")
    page.keyboard.press(key)
    page.wait_for_function(
        "() => { const q = document.getElementById('queue'); return q && !q.dataset.old }",
        timeout=WAIT_MS,
    )


def propose(checker: Clerk) -> None:
    """An outside checker proposes, and cannot decide."""
    checker.in_round("审核")
    if checker.page.locator("[data-key=a]").count():
        raise SystemExit("外部核查员不应能认定")
    checker.page.get_by_label("建议确认").check()
    checker.fill("理由（必填）", "逐栏打开核对过，最新日期与页面一致")
    checker.page.get_by_role("button", name="提出建议").click()
    checker.reads("已提出建议")
    checker.photograph("checker", keep=True)


def look_by_hand(reviewer: Clerk) -> None:
    """Look by hand at what the machine could not see, one item after the other."""
    reviewer.in_round("无法查看")
    reviewer.photograph("unseen", keep=True)
    page = reviewer.page
    for number in range(MOST_SHEETS):
        if not page.get_by_role("link", name="代看登记").count():
            return
        reviewer.follow("代看登记")
        page.get_by_label("未发现问题").check()
        reviewer.fill("看到的情况", "用办公室的浏览器逐栏打开，各栏目和首页均能打开，未见问题。")
        if not number:
            reviewer.photograph("sheet", keep=True)
        reviewer.go(page.get_by_role("button", name="保存", exact=True))
        reviewer.reads("已保存")
        reviewer.in_round("无法查看")
    raise SystemExit("无法查看的项目登记不完")


def judge_again(reviewer: Clerk) -> None:
    """Judge what was decided on since."""
    reviewer.in_round("审核")
    button = reviewer.page.get_by_role("button", name="重新判定")
    if button.count():
        button.click()
        reviewer.reads("已重新判定")
