"""Twenty sites of the sample's CMS families as they were, and a quarter later after they moved."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xuncha.sample.build import Build
from xuncha.sample.cms import FAMILIES
from xuncha.sample.content import style_for, write
from xuncha.sample.model import Column, Site
from xuncha.sample.scenario import scenario

QUARTER = timedelta(days=91)
KEPT_ON_LISTS = 6
Change = Callable[[Site], None]


@dataclass(frozen=True)
class Move:
    """A site before and after; ``same`` holds (old address, new address) of what stayed itself.

    ``columns`` are the columns of both sides in one order; None stands for one that is no more.
    """

    name: str
    before: Site
    after: Site
    columns: tuple[tuple[Column, Column | None], ...]

    @property
    def same(self) -> set[tuple[str, str]]:
        return {
            (address(self.before, old), address(self.after, new))
            for old, new in self.columns
            if new is not None
        }


def address(site: Site, column: Column) -> str:
    return f"http://{site.host}{column.path}"


def new_addresses(site: Site) -> None:
    """Every column gets another number and another folder."""
    for column in site.columns:
        column.number += 1000
        column.slug = f"n{column.slug}"


def new_domain(site: Site) -> None:
    site.host = f"new-{site.host}"


def new_system(family: str) -> Change:
    def change(site: Site) -> None:
        rng = Random(site.code)
        site.family = family
        for column in site.columns:
            if column.language == "zh":
                column.style = style_for(site, column, rng)

    return change


def other_names(site: Site) -> None:
    """The first three columns that list enough are called something else."""
    listed = [column for column in site.columns if len(column.articles) >= 4]
    for column, name in zip(listed[:3], ("本站快递", "公示栏目", "一线传真"), strict=False):
        column.name = name


def swapped_names(site: Site) -> None:
    """Two columns of one kind take each other's names."""
    one, two = [c for c in site.columns if c.kind == "动态要闻" and c.articles][:2]
    one.name, two.name = two.name, one.name


MOVES: tuple[tuple[str, str, Sequence[Change]], ...] = (
    ("trs", "addresses", [new_addresses]),
    ("hanweb", "addresses", [new_addresses]),
    ("ucap", "addresses", [new_addresses]),
    ("vsb", "addresses", [new_addresses]),
    ("jsp", "addresses", [new_addresses]),
    ("trs", "domain", [new_domain]),
    ("jiyue", "domain", [new_domain]),
    ("handmade", "domain", [new_domain]),
    ("trs", "system", [new_system("hanweb")]),
    ("handmade", "system", [new_system("trs")]),
    ("vsb", "system", [new_system("ucap")]),
    ("hanweb", "system", [new_system("handmade")]),
    ("jsp", "system", [new_system("jiyue")]),
    ("jiyue", "system", [new_system("vsb")]),
    ("trs", "all three", [new_addresses, new_domain, new_system("jsp")]),
    ("handmade", "all three", [new_addresses, new_domain, new_system("ucap")]),
    ("hanweb", "all three", [new_addresses, new_domain, new_system("trs")]),
    ("ucap", "all three and names", [new_addresses, new_domain, new_system("vsb"), other_names]),
    ("vsb", "domain and names", [new_domain, other_names]),
    ("jiyue", "addresses and swapped names", [new_addresses, swapped_names]),
)


def merged(site: Site) -> None:
    """Two columns become one of another name; the second is closed."""
    one, two = [c for c in site.columns if c.kind == "通知公告" and c.articles][:2]
    new = deepcopy(one)
    new.name, new.number, new.slug = "公告栏", one.number + 1, "ggl"
    new.articles += deepcopy(two.articles)
    site.columns[site.columns.index(one)] = new
    site.columns.remove(two)


def namesake(build: Build) -> Change:
    """A column is closed and another opened under its name, elsewhere, with items of its own."""

    def change(site: Site) -> None:
        old = next(c for c in site.columns if c.kind == "通知公告" and len(c.articles) > 2)
        new = deepcopy(old)
        scene = build.writer.scene(site.body, Random(1))
        new.articles = [
            write(site, new, scene, build.writer, article.published, 300_000 + n)
            for n, article in enumerate(old.articles)
        ]
        new.number, new.slug = old.number + 1, f"other{old.slug}"
        site.columns[site.columns.index(old)] = new

    return change


class Mover:
    """Makes pairs of sites; the sites are those of the scenario ``hamlet`` in turn."""

    def __init__(self) -> None:
        self._build = Build(scenario("hamlet"))
        self._build.compose()
        self._sites = [site for site in self._build.sites.values() if not site.wall]
        self.today: date = self._build.today

    def moves(self) -> list[Move]:
        return [self.move(n, *move) for n, move in enumerate(MOVES)]

    def move(self, number: int, family: str, name: str, changes: Sequence[Change]) -> Move:
        before = deepcopy(self._sites[number % len(self._sites)])
        before.host = f"m{number}.{before.host}"
        before.redirect = ""
        new_system(family)(before)
        after = deepcopy(before)
        twins = list(zip(before.columns, after.columns, strict=True))
        for change in changes:
            change(after)
        self._live_on(after)
        FAMILIES[before.family].place(before)
        FAMILIES[after.family].place(after)
        pairs = tuple(
            (old, new if any(new is one for one in after.columns) else None) for old, new in twins
        )
        return Move(f"{number} {family} {name}", before, after, pairs)

    def counter_examples(self) -> list[Move]:
        """Sites where a column is no more and another looks like it; all else moved as well."""
        return [
            self.move(20, "trs", "merged", [merged, new_domain]),
            self.move(24, "hanweb", "merged", [merged, new_system("vsb")]),
            self.move(21, "trs", "namesake", [namesake(self._build)]),
            self.move(25, "vsb", "namesake", [namesake(self._build), new_domain]),
        ]

    def _live_on(self, site: Site) -> None:
        """A quarter passes: news lists move on entirely or in part, others gain an item or none."""
        rng = Random(f"later {site.host}")
        scene = self._build.writer.scene(site.body, rng)
        serial = 200_000
        for column in site.columns:
            if not column.articles or column.language != "zh":
                continue
            for _ in range(rng.randrange(4) if column.kind == "动态要闻" else rng.randrange(2)):
                serial += rng.randint(1, 9)
                day = self.today + timedelta(days=rng.randrange(1, QUARTER.days))
                column.articles.append(write(site, column, scene, self._build.writer, day, serial))
            newest = sorted(column.articles, key=lambda one: one.published, reverse=True)
            column.articles = newest[:KEPT_ON_LISTS]
