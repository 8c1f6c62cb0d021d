"""Works out the truth of sites and accounts from what the generator made."""

from datetime import date

from xuncha.sample.layout import NEWS, NOTICE, POLICY, true_state
from xuncha.sample.model import Account, Column, Site
from xuncha.sample.plants import Planted
from xuncha.sample.scenario import Scenario, Seat
from xuncha.sample.truth import ColumnTruth, HandLook, Plant, TargetTruth

SITE_CHECKS = (
    "home-still",
    "core-columns-still",
    "columns-still",
    "columns-blank",
    "wording",
)
CORE_LIMIT, STILL_LIMIT, BLANK_LIMIT = 5, 10, 5


def settle_newest(site: Site, as_of: date) -> None:
    """Set each column's newest true publication day and its state."""
    for column in site.columns:
        past = [a.published for a in column.articles if a.published <= as_of]
        column.newest = max(past) if past else None
        column.state = "unable" if site.wall else true_state(column, as_of)


def counts(column: Column) -> bool:
    """Whether the column may be counted at all."""
    return column.duty == "是" and column.counts and column.exempt is None


def is_core(column: Column) -> bool:
    """Whether W-V4.1 looks at the column."""
    return column.kind == NEWS or (column.kind in {NOTICE, POLICY} and column.level == 1)


def site_truth(
    site: Site, as_of: date, seat: Seat, plan: Scenario, wording: list[Planted]
) -> TargetTruth:
    """The truth of one site."""
    live = [c for c in site.columns if counts(c)]
    blank = [c for c in live if c.state == "blank"]
    still = [c for c in live if c.state == "still"]
    core = [c for c in still if is_core(c)]
    vetoes = []
    if plan.probes.get(seat) == "unreachable":
        vetoes.append("W-V2")
    if site.wants_stale_home:
        vetoes.append("W-V3")
    if len(core) >= CORE_LIMIT:
        vetoes.append("W-V4.1")
    if len(still) + len(blank) >= STILL_LIMIT:
        vetoes.append("W-V4.2")
    if len(blank) >= BLANK_LIMIT:
        vetoes.append("W-V4.3")
    plants = [
        *(
            [Plant("site-unreachable", "probes", site.url, "", decides=True)]
            if "W-V2" in vetoes
            else []
        ),
        *([Plant("home-still", "home", site.url, "", decides=True)] if "W-V3" in vetoes else []),
        *column_plants("core-columns-still", site, core, "W-V4.1" in vetoes),
        *column_plants("columns-still", site, still + blank, "W-V4.2" in vetoes),
        *column_plants("columns-blank", site, blank, "W-V4.3" in vetoes),
        *(Plant("wording", w.kind, w.url, f"{w.wrong}→{w.right}", decides=False) for w in wording),
    ]
    columns = tuple(
        ColumnTruth(
            name=c.name,
            url=f"http://{site.host}{c.path}",
            kind=c.kind,
            level=c.level,
            state=c.state,
            newest=c.newest.isoformat() if c.newest else None,
            counts=counts(c),
        )
        for c in site.columns
    )
    verdict = "unqualified" if vetoes else "qualified"
    return TargetTruth(
        site.code,
        site.name,
        "site",
        verdict,
        tuple(vetoes),
        tuple(plants),
        tuple(site.traps),
        columns,
        None,
    )


def column_plants(check: str, site: Site, columns: list[Column], decides: bool) -> list[Plant]:
    """A plant for each column; below the limit they are findings that decide nothing."""
    return [
        Plant(
            check, c.kind, f"http://{site.host}{c.path}", f"{c.name} {c.newest or '空白'}", decides
        )
        for c in columns
    ]


def account_truth(account: Account, wording: list[Planted]) -> TargetTruth:
    """The truth of one account."""
    silent = account.role == "silent"
    last = account.posts[0].at.isoformat()
    plants = [Plant("account-still", "silent", account.name, last, decides=True)] if silent else []
    plants += [
        Plant("wording", w.kind, w.url, f"{w.wrong}→{w.right}", decides=False) for w in wording
    ]
    return TargetTruth(
        account.code,
        account.name,
        "account",
        "unqualified" if silent else "qualified",
        ("N-V2.1",) if silent else (),
        tuple(plants),
        tuple(account.traps),
        (),
        last,
    )


def hand_look(site: Site) -> HandLook:
    """A person with a browser sees the site as it is: in order."""
    wall = {"waf": "防火墙拦截页", "captcha": "验证码页"}[site.wall]
    note = f"人工用浏览器打开：越过{wall}后首页和各栏目均正常显示、正常更新，未发现问题"
    return HandLook(site.code, SITE_CHECKS, "clear", note)
