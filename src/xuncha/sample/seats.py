"""The sites of a scenario: who runs them, which CMS writes them, how their servers behave."""

from random import Random

from xuncha.sample.chance import stream
from xuncha.sample.layout import columns_for
from xuncha.sample.model import Site
from xuncha.sample.places import Body, Province
from xuncha.sample.scenario import Scenario, Seat

GOVERNMENT_THEMES = (
    *("finance", "edu", "health", "eco", "water", "agri", "trans", "tour", "market", "safety"),
    *("jobs", "housing", "civil", "land", "industry", "digital", "audit", "justice", "meeting"),
)
WEIGHTS = {
    "portal": ("trs", "trs", "ucap", "jiyue"),
    "dept": ("trs", "trs", "hanweb", "hanweb", "ucap", "jiyue", "jsp", "vsb"),
    "scenic": ("jiyue",),
    "city": ("trs", "jiyue", "hanweb", "ucap"),
    "county": ("trs", "vsb", "vsb", "ucap", "jsp", "handmade", "handmade", "hanweb"),
    "citydept": ("vsb", "jsp", "handmade", "jiyue", "hanweb", "trs"),
}


def seats(plan: Scenario, land: Province) -> dict[Seat, Body]:
    """Which body runs the site of each seat, in the order of the register."""
    city_departments = [
        body
        for round_ in range(6)
        for index, group in enumerate(land.city_departments)
        if round_ < 5 or index < 4
        for body in (group[(round_ * 3 + index) % len(group)],)
    ]
    pools: dict[str, tuple[Body, ...]] = {
        "portal": (land.portal,),
        "dept": land.departments,
        "scenic": (land.scenic,),
        "city": land.cities,
        "county": land.counties,
        "citydept": tuple(city_departments),
    }
    return {
        (group, i): body
        for group, count in plan.groups.items()
        for i, body in enumerate(pools[group][:count])
    }


def make_sites(plan: Scenario, land: Province) -> dict[Seat, Site]:
    """All inspected sites with their columns, still without articles."""
    return {seat: make_site(plan, seat, body) for seat, body in seats(plan, land).items()}


def make_site(plan: Scenario, seat: Seat, body: Body) -> Site:
    """One site with its technical traits and its columns."""
    rng = stream(plan.name, "site", body.code)
    portal = body.kind == "政府"
    site = Site(
        code=body.code,
        name=f"{body.name}{'门户网站' if portal else '网站'}",
        host=body.host,
        body=body,
        kind="门户" if portal else ("其他" if body.kind == "其他" else "部门"),
        level=body.level,
        scope="portal" if portal else "dept",
        themes=GOVERNMENT_THEMES if portal else (body.theme, body.theme, "meeting"),
        role=plan.roles.get(seat, ""),
    )
    site.family = plan.families.get(seat) or rng.choice(WEIGHTS[seat[0]])
    dress(site, seat, plan.special.get(seat, ()), rng)
    site.columns = columns_for(site, rng)
    return site


def dress(site: Site, seat: Seat, special: tuple[str, ...], rng: Random) -> None:
    """Charset, labels, header date, transfer, redirects, robots and walls of a site."""
    tibetan = any(word.startswith("tibetan") for word in special)
    gbk = site.family == "handmade" or (site.family in {"vsb", "jsp"} and rng.random() < 0.35)
    if gbk and not tibetan:
        site.charset = "gbk"
        site.meta_charset = rng.choice(["gb2312", "GBK", "gb2312"])
        site.header_charset = rng.choice(["", "", "GBK"])
    else:
        site.header_charset = rng.choice(["utf-8", "UTF-8", ""])
    if "wrong-meta-charset" in special:
        site.charset, site.meta_charset, site.header_charset = "utf-8", "gb2312", ""
    if "no-meta-charset" in special:
        site.charset, site.meta_charset, site.header_charset = "gbk", "", ""
    site.labels = rng.choice(["full", "full", "full", "part", "none"])
    site.shows_today = rng.random() < 0.5
    site.home = rng.choice(["iso", "iso", "iso", "md", "bracket"])
    site.gzip = rng.random() < 0.5
    site.chunked = rng.random() < 0.25
    relative = {"trs": "/index.html", "vsb": "/index.htm"}
    if rng.random() < 0.2:
        site.redirect = relative.get(site.family, rng.choice(["/index.html", "/xxgk/"]))
    site.robots = rng.choice(["", "", "allow", "admin"])
    for wall in ("waf", "captcha"):
        if wall in special:
            site.wall = wall
    site.wants_stale_home = site.role == "home-still"
    if "nav-home" in special:
        site.home = "none"
    site.traps.extend(w for w in special)
