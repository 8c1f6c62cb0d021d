"""The invented province: areas, public bodies in two trees, the seats of websites and accounts."""

from collections.abc import Iterator
from dataclasses import dataclass

from xuncha.sample.chance import stream
from xuncha.sample.material import read_lists, read_table

PROVINCE = "霁川省"
LEVELS = {"province": "省级", "city": "市级", "county": "县级", "town": "乡级"}


@dataclass(frozen=True, slots=True)
class Area:
    """A territory with its invented division code."""

    level: str
    name: str
    code: str
    host: str
    parent: str

    @property
    def stem(self) -> str:
        """The name without its class word: ``砚溪`` of ``砚溪区``."""
        for tail in ("藏族自治州", "省", "市", "区", "县"):
            if self.name.endswith(tail):
                return self.name.removesuffix(tail)
        return self.name

    @property
    def whole(self) -> str:
        """How official prose says "the whole area": 全省, 全州, 全县 …"""
        return "全" + self.name[-1]


@dataclass(frozen=True, slots=True)
class Body:
    """A public body; ``above`` hangs in the territory tree, ``line`` in the system tree."""

    code: str
    name: str
    brand: str
    above: str
    line: str
    level: str
    kind: str
    theme: str
    area: Area
    host: str = ""


def areas() -> list[Area]:
    """Every invented area, province first."""
    return [Area(*row) for row in read_table("areas.tsv")]


def towns_of(area: Area) -> list[str]:
    """Ten invented town names of a county, always the same."""
    names = read_lists("names.txt")
    rng = stream("towns", area.code)
    heads = rng.sample(names["placehead"], 10)
    tails = rng.sample([t for t in names["placetail"] if t not in heads], 10)
    return [f"{h}{t}镇" for h, t in zip(heads, tails, strict=True)]


def government_of(area: Area) -> Body:
    """The government of an area."""
    above = next((a.code + "0001" for a in areas() if a.name == area.parent), "")
    return Body(
        code=area.code + "0001",
        name=f"{area.name}人民政府",
        brand=area.stem,
        above=above,
        line="",
        level=LEVELS[area.level],
        kind="政府",
        theme="",
        area=area,
        host=f"www.{area.host}.example",
    )


def departments_of(area: Area, parent: Area | None) -> list[Body]:
    """The departments of an area; the line runs to the same department of the parent area."""
    bodies = []
    for index, row in enumerate(read_table("departments.tsv")):
        theme, province, city, county, host_province, host_city, brand = row
        name = {"province": province, "city": city, "county": county}[area.level]
        host = host_province if area.level == "province" else host_city
        serial = f"{10 + index:04d}"
        bodies.append(
            Body(
                code=area.code + serial,
                name=area.name + name,
                brand=area.stem + brand,
                above=area.code + "0001",
                line=parent.code + serial if parent else "",
                level=LEVELS[area.level],
                kind="部门",
                theme=theme,
                area=area,
                host=f"{host}.{area.host}.example",
            )
        )
    return bodies


def scenic_bureau(province: Area) -> Body:
    """The bureau that looks after the province's lake."""
    return Body(
        code=province.code + "0090",
        name="澄霁湖景区保护利用管理局",
        brand="澄霁湖景区",
        above=province.code + "0001",
        line="",
        level="省级",
        kind="其他",
        theme="tour",
        area=province,
        host=f"chengjihu.{province.host}.example",
    )


def townships_of(area: Area, count: int) -> list[Body]:
    """The first ``count`` town governments of a county."""
    return [
        Body(
            code=f"{area.code}{200 + i:04d}",
            name=f"{area.name}{town}人民政府",
            brand=town,
            above=area.code + "0001",
            line="",
            level="乡级",
            kind="政府",
            theme="",
            area=area,
        )
        for i, town in enumerate(towns_of(area)[:count])
    ]


@dataclass(frozen=True, slots=True)
class Province:
    """All bodies of the invented province, grouped as the scenarios pick from them."""

    portal: Body
    departments: tuple[Body, ...]
    scenic: Body
    cities: tuple[Body, ...]
    counties: tuple[Body, ...]
    city_departments: tuple[tuple[Body, ...], ...]
    county_departments: tuple[tuple[Body, ...], ...]
    towns: tuple[tuple[Body, ...], ...]

    def all(self) -> Iterator[Body]:
        """Every body, parents before children."""
        yield self.portal
        yield from self.departments
        yield self.scenic
        yield from self.cities
        for group in self.city_departments:
            yield from group
        yield from self.counties
        for group in (*self.county_departments, *self.towns):
            yield from group


CITY_DEPARTMENTS = 18
COUNTY_DEPARTMENTS = (1, 2, 4, 7, 8, 12, 14, 16, 17)
TOWNS = 6


def province() -> Province:
    """The whole invented province."""
    by_name = {area.name: area for area in areas()}
    top = by_name[PROVINCE]
    cities = [a for a in by_name.values() if a.level == "city"]
    counties = [a for a in by_name.values() if a.level == "county"]
    return Province(
        portal=government_of(top),
        departments=tuple(departments_of(top, None)),
        scenic=scenic_bureau(top),
        cities=tuple(government_of(a) for a in cities),
        counties=tuple(government_of(a) for a in counties),
        city_departments=tuple(tuple(departments_of(a, top)[:CITY_DEPARTMENTS]) for a in cities),
        county_departments=tuple(
            tuple(departments_of(a, by_name[a.parent])[i] for i in COUNTY_DEPARTMENTS)
            for a in counties
        ),
        towns=tuple(tuple(townships_of(a, TOWNS)) for a in counties),
    )
