"""New-media accounts: who runs them, on which platform, when they last posted."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from xuncha.sample.chance import stream
from xuncha.sample.model import Account, Message
from xuncha.sample.places import Body, Province
from xuncha.sample.prose import Writer
from xuncha.sample.scenario import Scenario
from xuncha.sample.seats import GOVERNMENT_THEMES

PLATFORMS = ("微信订阅号", "微博", "抖音", "头条", "微信视频号", "快手", "百家号")
FEEDS = {
    "微信订阅号": ("wx.feedhub.example", "rss"),
    "微博": ("weibo.feedhub.example", "atom"),
    "抖音": ("dy.feedhub.example", "rss-gmt"),
    "头条": ("tt.feedhub.example", "atom-china"),
    "百家号": ("bj.feedhub.example", "rss-gbk"),
}
LINKS = {"微信订阅号": "mp.wx.example", "微博": "weibo.example", "抖音": "dy.example"}
SILENCE = timedelta(days=14)


def owners(land: Province) -> Iterator[tuple[Body, int]]:
    """Bodies with the number of accounts they run, most important first."""
    yield land.portal, 4
    for body in land.cities:
        yield body, 3
    for body in land.counties:
        yield body, 3
    for body in (*land.departments, land.scenic):
        yield body, 2
    for group in land.city_departments:
        for i, body in enumerate(group):
            yield body, 2 if i % 3 == 0 else 1
    for i, (units, towns) in enumerate(zip(land.county_departments, land.towns, strict=True)):
        for j, body in enumerate((*units, *towns)):
            yield body, 2 if (i + j) % 5 == 0 else 1


def spread(land: Province, count: int) -> list[tuple[Body, int]]:
    """Owners whose accounts add up to ``count``; a small count takes a sample of all owners."""
    everybody = list(owners(land))
    step = max(1, len(everybody) // max(1, count // 2)) if count < 400 else 1
    chosen: list[tuple[Body, int]] = []
    left = count
    for body, accounts in everybody[::step]:
        if left <= 0:
            break
        chosen.append((body, min(accounts, left)))
        left -= accounts
    round_two = iter(everybody)
    while left > 0:
        body, accounts = next(round_two)
        if accounts < len(PLATFORMS) and body.level != "乡级":
            chosen = [(b, n + (b.code == body.code)) for b, n in chosen]
            left -= any(b.code == body.code for b, _ in chosen)
    return chosen


def make_accounts(plan: Scenario, land: Province) -> list[Account]:
    """All inspected accounts without posts, then some closed ones."""
    accounts = []
    for body, count in spread(land, plan.accounts):
        rng = stream(plan.name, "account", body.code)
        platforms = ["微信订阅号", *rng.sample(PLATFORMS[1:], count - 1)]
        if count == 1 and rng.random() < 0.5:
            platforms = [rng.choice(PLATFORMS)]
        for index, platform in enumerate(platforms):
            accounts.append(make_account(body, index, platform, rng))
    for index, account in enumerate(accounts[5 :: max(6, plan.accounts // 12)][:14]):
        closed = make_account(account.body, 8, PLATFORMS[index % 5], stream("closed", account.code))
        closed.status = "已注销"
        closed.feed_url = ""
        accounts.append(closed)
    return accounts


def make_account(body: Body, index: int, platform: str, rng: Random) -> Account:
    """One account with its way of being looked at."""
    function = rng.choices(["发布", "服务", "互动", "矩阵"], [76, 11, 5, 8])[0]
    if index == 0 and body.kind == "政府":
        function = "发布"
    tail = {"发布": "发布", "服务": "服务", "互动": "问政", "矩阵": "矩阵"}[function]
    name = body.brand + ("微讯" if body.level == "乡级" and function == "发布" else tail)
    account = Account(
        code=f"XM{body.code}{index + 1:02d}",
        name=name,
        platform=platform,
        function=function,
        body=body,
        level=body.level,
    )
    if platform in FEEDS and rng.random() < 0.74:
        host, account.feed_format = FEEDS[platform]
        account.feed_url = f"http://{host}/{account.feed_format.split('-')[0]}/{account.code}.xml"
    return account


def give_roles(plan: Scenario, accounts: list[Account]) -> None:
    """Say who is silent, who posted just in time, and who is silent without a duty."""
    rng = stream(plan.name, "account roles")
    running = [a for a in accounts if a.status == "正常运行"]
    publishing = [a for a in running if a.function == "发布" and a.level != "省级"]
    others = [a for a in running if a.function != "发布"]
    for role, pool, count in (
        ("silent", publishing, plan.silent),
        ("near-miss", publishing, plan.near_misses),
        ("silent-no-duty", others, min(plan.silent_elsewhere, len(others))),
    ):
        free = [a for a in pool if not a.role]
        for account in rng.sample(free, count):
            account.role = role


def last_post(role: str, index: int, as_of: datetime, rng: Random) -> datetime:
    """When an account of this role posted last; ``index`` counts the accounts of the role."""
    edge = as_of - SILENCE
    if role == "silent":
        if index == 0:
            return edge - timedelta(hours=15)
        return working_hour(edge - timedelta(days=rng.randrange(2, 140)), rng)
    if role == "near-miss":
        return edge if index == 0 else edge + timedelta(minutes=rng.randrange(1, 780))
    low, high = (35, 260) if role == "silent-no-duty" else (1, 11)
    return working_hour(as_of - timedelta(days=rng.randrange(low, high)), rng)


def working_hour(at: datetime, rng: Random) -> datetime:
    """The same day at an hour at which editors work."""
    return at.replace(hour=rng.randrange(8, 21), minute=rng.randrange(60), second=rng.randrange(60))


def fill_accounts(plan: Scenario, accounts: list[Account], writer: Writer) -> None:
    """Write the posts of every running account."""
    seen: dict[str, int] = {}
    for account in accounts:
        if account.status != "正常运行":
            continue
        rng = stream(plan.name, "posts", account.code)
        scene = writer.scene(account.body, rng)
        index = seen.get(account.role, 0)
        seen[account.role] = index + 1
        at = last_post(account.role, index, plan.as_of, rng)
        for number in range(rng.randint(4, 7)):
            theme = account.body.theme or rng.choice(GOVERNMENT_THEMES)
            scene.at(theme, at.date())
            title, text = writer.post(scene, theme)
            serial = 1000 + number * 7 + rng.randrange(6)
            link = LINKS.get(account.platform, "news.example")
            url = f"http://{link}/{account.code}/{serial}.html"
            account.posts.append(Message(title, text, at, serial, url))
            at = working_hour(at - timedelta(days=rng.randint(1, 4)), rng)
        account.traps = sorted(traps_of(account))


def traps_of(account: Account) -> set[str]:
    """What an account carries that must fail nobody."""
    found = set()
    if account.role == "near-miss":
        found.add("last-allowed-day")
    if account.role == "silent-no-duty":
        found.add("silent-without-duty")
    if account.feed_format == "rss-gmt":
        found.add("feed-in-gmt")
    if account.feed_format == "rss-gbk":
        found.add("feed-in-gbk")
    return found
