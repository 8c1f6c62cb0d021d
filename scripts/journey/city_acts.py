"""A city below the province: an office of its own that answers for its counties as one."""

from scripts.journey import order_acts as orders
from scripts.journey.clerks import Clerk

CITY, CITY_CODE = "澜岫市人民政府", "9701000001"
COUNTY, COUNTY_CODE = "岫泉区人民政府", "9701030001"


def seat(keeper: Clerk, username: str) -> None:
    """Let a clerk of the city's own office answer the province for the city."""
    page = keeper.page
    page.goto("/people/")
    form = page.locator("form", has=page.get_by_role("button", name="委托"))
    form.get_by_label("对方登录名").fill(username)
    form.get_by_label("代表哪个单位").fill(CITY_CODE)
    keeper.go(form.get_by_role("button", name="委托"))
    keeper.reads(CITY)
    keeper.photograph("people-seated")


def order(inspector: Clerk, reviewer: Clerk, approver: Clerk) -> None:
    """Draw, check and sign the order to the city."""
    inspector.in_round("整改")
    inspector.press("拟制选中的单位")
    inspector.reads("等待签发；签发前单位看不到")
    orders.check_paper(reviewer, CITY)
    orders.sign(approver, CITY)


def forward(city: Clerk) -> int:
    """Receive the order and send it on to a county; how many items."""
    page = city.page
    page.goto("/unit/")
    city.photograph("city-orders")
    city.go(page.locator(".order-list a").first)
    city.press("签收")
    city.reads("已签收")
    boxes = page.locator(".order-items").get_by_role("checkbox")
    for box in boxes.all():
        box.check()
    count = boxes.count()
    page.get_by_text("把选中的事项转办给下级单位").click()
    city.choose("转办给", COUNTY)
    city.photograph("city-forward", keep=True)
    city.press("转办选中的事项")
    city.reads(f"已转办给{COUNTY}")
    return count


def answer(county: Clerk, text: str) -> None:
    """The county answers everything it was asked."""
    page = county.page
    page.goto("/unit/")
    county.go(page.locator(".order-list a").first)
    if page.get_by_role("button", name="签收").count():
        county.press("签收")
        county.reads("已签收")
    for box in page.locator(".order-items").get_by_role("checkbox").all():
        box.check()
    page.get_by_text("对选中的事项一次填报").click()
    form = page.locator("details[open]")
    form.get_by_label("已改正").check()
    form.get_by_label("说明").fill(text)
    county.press("填报选中的事项")
    county.reads("已填报")
    county.press("提交已填的")
    county.reads("已提交")


def send_back(city: Clerk) -> None:
    """One answer does not do: the county is asked again."""
    page = city.page
    _own_order(city)
    city.follow(COUNTY, within="table")
    city.photograph("city-county-answer")
    page.locator(".order-items").get_by_role("checkbox").first.check()
    city.fill("要补什么", "只写了已改正，请写明哪一天更新、发布了哪一篇。")
    city.press("退回选中的事项")
    city.reads("已退回 1 项")
    city.photograph("city-returned")


def hand_in(city: Clerk, count: int) -> None:
    """Gather what the county answered and hand it in as one."""
    _own_order(city)
    city.press("汇总下级答复")
    city.reads(f"已汇总下级答复 {count} 项")
    city.photograph("city-gathered", keep=True)
    city.press("提交已填的")
    city.reads(f"已提交 {count} 项")
    city.photograph("city-answered")


def read(inspector: Clerk) -> None:
    """The province reads the city's answers."""
    orders.open_order(inspector, CITY)
    inspector.reads("下级答复转报")
    inspector.photograph("order-of-city")


def _own_order(city: Clerk) -> None:
    city.page.goto("/unit/")
    rows = city.page.locator(".order-list li").filter(has_not_text="转办")
    city.go(rows.first.get_by_role("link").first)
