"""The circle, step by step."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from scripts.journey import city_acts as city
from scripts.journey import house
from scripts.journey import notice_acts as notice
from scripts.journey import office_acts as office
from scripts.journey import order_acts as orders
from scripts.journey import register_acts as register
from scripts.journey import round_acts as rounds
from scripts.journey.clerks import PHONE, Album, Clerk


def go_round(browser: Browser, address: str, album: Album, out: Path, password: str) -> None:
    """Everybody does their part, in the order the work has."""

    def enter(username: str, once: str) -> Clerk:
        clerk = Clerk(browser, address, album)
        clerk.sign_in(username, once)
        return clerk

    keeper = Clerk(browser, address, album)
    keeper.page.goto("/login/")
    keeper.photograph("login", keep=True)
    keeper.sign_in(house.KEEPER, password)
    codes = office.open_logins(keeper)
    said("安全管理员开设登录名")
    people = {name: enter(name, once) for name, once in codes.items()}
    said("各人用一次性口令登录，设置自己的口令")
    office.propose(people["hecha"])
    said("外部核查员提出建议")
    first = office.clear_queue(people["shenhe1"], "queue", change_mind=True)
    second = office.clear_queue(people["shenhe2"], "queue-second")
    said(f"审核人只用键盘认定 {first} 组，第二人认定 {second} 组")
    blind = office.review_blind(people["shenhe2"])
    said(f"隐名复核 {blind} 项")
    office.look_by_hand(people["shenhe1"])
    office.judge_again(people["shenhe1"])
    said("人工登记无法查看的对象，重新判定")
    body, code = orders.draw(people["jiancha"])
    once = office.open_login(keeper, orders.UNIT, "王芳", "单位人员", code)
    orders.check_paper(people["shenhe1"], body)
    orders.sign(people["qianfa"], body)
    said(f"拟制、核稿、签发：{body}")
    unit = Clerk(browser, address, album, PHONE)
    unit.sign_in(orders.UNIT, once)
    items = orders.answer(unit, album.scratch)
    said(f"单位在手机上答复 {items} 项")
    reason = "后台记录和取证页面核对，栏目当日确已更新。"
    orders.rule(people["qianfa"], "成立", reason, is_veto=True, picture="contest")
    reason = "取证页面与附件不是同一篇，错误仍在。"
    orders.rule(people["shenhe2"], "不成立", reason, is_veto=False, picture="contest-refused")
    said("裁定两件申诉：一件成立，一件不成立")
    orders.ask_second_look(people["jiancha"])
    house.work_once(out)
    orders.close(people["shenhe1"], body)
    said("机器复查、人工复查、销号、记为未整改")
    orders.read_rulings(unit)
    said("单位看到裁定和复查结果，看不到别的单位")
    office.judge_again(people["shenhe1"])
    notice.freeze(people["qianfa"])
    said("定稿")
    notice.write(people["jiancha"])
    notice.issue(people["shenhe2"], people["qianfa"])
    said("通报：拟稿、核稿、审签、印发")
    notice.open_a_figure(people["lingdao"])
    said("查阅领导点开一个数")
    notice.correct(people["jiancha"])
    notice.issue(people["shenhe2"], people["qianfa"])
    said("更正版")
    office.look_around(people["lingdao"])
    office.administer(keeper, people["xitong"], people["shenji"])
    said("查阅领导只能看；三员各管各的，记录链完整")
    next_round(people, keeper, enter, out)


def next_round(
    people: dict[str, Clerk], keeper: Clerk, enter: Callable[[str, str], Clerk], out: Path
) -> None:
    """The round after: from a changed register, drawn, run in the browser, answered by a city."""
    scratch = keeper.album.scratch
    register.take_in(people["jiancha"], scratch)
    register.reconcile(people["jiancha"], scratch)
    said("台账导入：先看改动，一行有误，其余生效；与报送系统核对")
    rounds.open_drawn(people["jiancha"])
    rounds.visit(people["jiancha"], out)
    said("在页面上新建抽查、开始访问，看着它做完")
    before, after = rounds.retry(people["jiancha"], out)
    if after >= before:
        raise SystemExit(f"上传导出文件以后重新访问，无法查看的没有减少：{before} → {after}")
    said(f"无法查看的重新访问：{before} 个减到 {after} 个")
    office.clear_queue(people["shenhe1"], "queue-drawn")
    office.clear_queue(people["shenhe2"], "queue-drawn-second")
    office.judge_again(people["shenhe1"])
    city.order(people["jiancha"], people["shenhe1"], people["qianfa"])
    once = house.open_tenant(out, "lanxiu", "澜岫市人民政府办公室", "lanxiu-anquan")
    own = office.open_login(enter("lanxiu-anquan", once), "shijian", "郑帆", "检查员")
    inspector = enter("shijian", own)
    city.seat(keeper, "shijian")
    once = office.open_login(keeper, "quxian", "罗青", "单位人员", city.COUNTY_CODE)
    county = enter("quxian", once)
    count = city.forward(inspector)
    city.answer(county, "已更新。")
    city.send_back(inspector)
    city.answer(county, "10 月 13 日已更新，发布了当日会议消息，栏目已明确专人。")
    city.hand_in(inspector, count)
    city.read(people["jiancha"])
    said(f"市里的检查单位收单、转办、退回一项、汇总 {count} 项，一次答复省里")
    rounds.freeze(people["qianfa"])
    said("抽查定稿")


def said(line: str) -> None:
    """Say how far the journey is."""
    print(line, flush=True)
