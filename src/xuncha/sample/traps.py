"""Traps: things on pages that must fail nobody, and the note of who carries which."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from xuncha.sample.content import write
from xuncha.sample.layout import INTERACTION, NEWS, NOTICE, POLICY, last_day
from xuncha.sample.material import read_table
from xuncha.sample.model import Article, Column, Site
from xuncha.sample.prose import Scene, Writer

Trap = Callable[[Site, Scene, Writer, date, Random], bool]


def pick(site: Site, rng: Random, *kinds: str) -> Column | None:
    """A column of one of the kinds that has articles."""
    fits = [c for c in site.columns if c.kind in kinds and len(c.articles) > 1 and not c.exempt]
    return rng.choice(fits) if fits else None


def older(site: Site, column: Column, scene: Scene, writer: Writer, day: date) -> Article:
    """One more article of the column, of another day."""
    number = max(a.number for a in column.articles) + 1
    article = write(site, column, scene, writer, day, number)
    column.articles.append(article)
    return article


def pinned_old(site: Site, scene: Scene, writer: Writer, as_of: date, rng: Random) -> bool:
    """An item of years ago stands first, marked as pinned."""
    column = pick(site, rng, NEWS, NOTICE)
    if column is None:
        return False
    day = as_of - timedelta(days=rng.randrange(500, 1900))
    older(site, column, scene, writer, day).pinned = True
    return True


def empty_note(site: Site, scene: Scene, writer: Writer, as_of: date, rng: Random) -> bool:
    """暂无数据 stands in the template of full lists."""
    full = [c for c in site.columns if c.articles]
    for column in full[:: 2 + rng.randrange(2)]:
        column.hides_empty_note = True
    return True


def future_date(site: Site, scene: Scene, writer: Writer, as_of: date, rng: Random) -> bool:
    """An item carries a day that has not come yet."""
    column = pick(site, rng, NOTICE, NEWS)
    if column is None or column.style == "md":
        return False
    older(site, column, scene, writer, as_of).published = as_of + timedelta(
        days=rng.randrange(20, 120)
    )
    return True


def resaved(site: Site, scene: Scene, writer: Writer, as_of: date, rng: Random) -> bool:
    """An article of years ago was saved again: its PubDate meta is new, its visible date old."""
    column = pick(site, rng, NEWS, NOTICE, POLICY)
    if column is None or site.labels != "full":
        return False
    day = as_of - timedelta(days=rng.randrange(900, 2300))
    older(site, column, scene, writer, day).meta_date = as_of - timedelta(days=rng.randrange(1, 9))
    return True


def script_built(site: Site, scene: Scene, writer: Writer, as_of: date, rng: Random) -> bool:
    """One or two columns, none of which decides anything, are filled by script."""
    if site.role:
        return False
    fits = [c for c in site.columns if c.kind in {INTERACTION, "信息公开"} and c.articles]
    for column in fits[: rng.choice([1, 1, 2])]:
        column.script_only = True
    return bool(fits)


def late_signing(site: Site, scene: Scene, writer: Writer, as_of: date, rng: Random) -> bool:
    """A policy list prints signing dates beyond the window; publication is inside it."""
    edge = last_day(POLICY, as_of)
    column = next((c for c in site.columns if c.kind == POLICY and c.articles), None)
    if column is None:
        return False
    column.style = "signed"
    for index, article in enumerate(column.articles):
        article.published = edge + timedelta(days=8 - 3 * index)
        article.signed = edge - timedelta(days=10 + 9 * index)
    return True


def tibetan(site: Site, as_of: date, rng: Random, still: bool) -> None:
    """A Tibetan column that the register keeps out of the count."""
    frames = read_lists_of_frames()
    newest = as_of - timedelta(days=rng.randrange(60, 200) if still else rng.randrange(1, 8))
    column = Column("bod", "བོད་ཡིག", NEWS, 2, site.columns[0].group, "是", 9001)
    column.language, column.counts, column.style = "bo", False, "iso"
    column.wish = "still" if still else "fresh"
    for index in range(4):
        day = newest - timedelta(days=index * 9)
        lines = [
            frame.format(n=rng.randrange(20, 900), y=day.year, m=day.month, d=day.day)
            for frame in rng.sample(frames, 4)
        ]
        title = lines[0].rstrip("།")
        column.articles.append(
            Article(title, lines[1:], day, "10:20", "བོད་ཡིག", "news", 990000 + index)
        )
    site.columns.append(column)


def read_lists_of_frames() -> list[str]:
    """The Tibetan sentence frames."""
    return [row[0] for row in read_table("tibetan.txt")]


RANDOM_TRAPS: dict[str, Trap] = {
    "pinned-old": pinned_old,
    "empty-note-in-template": empty_note,
    "future-date": future_date,
    "resaved-article": resaved,
    "script-built-column": script_built,
}


def apply(site: Site, scene: Scene, writer: Writer, as_of: date, rng: Random, rate: float) -> None:
    """Give a site its special traps and some of the random ones."""
    for special in tuple(site.traps):
        if special.startswith("tibetan"):
            tibetan(site, as_of, rng, special.endswith("still"))
    if "late-signing" in site.traps:
        late_signing(site, scene, writer, as_of, rng)
    for slug, trap in RANDOM_TRAPS.items():
        wanted = rng.random() < (rate if slug != "script-built-column" else rate * 0.7)
        if wanted and trap(site, scene, writer, as_of, rng):
            site.traps.append(slug)


STYLE_TRAPS = {
    "md": "month-day-list",
    "url": "date-only-in-url",
    "two-dates": "two-date-columns",
    "summary": "dates-in-summaries",
    "month": "month-groups",
    "signed": "signing-dates-list",
    "big-day": "split-dates",
}


def note_traps(site: Site) -> None:
    """Write down the traps that follow from styles, roles and the site's traits."""
    found = {STYLE_TRAPS[c.style] for c in site.columns if c.articles and c.style in STYLE_TRAPS}
    if site.shows_today:
        found.add("today-in-header")
    if site.family == "hanweb":
        found.add("cdata-list")
    if site.family == "trs":
        found.add("paging-script")
    if any(c.exempt for c in site.columns):
        found.add("approved-exemption")
    if any(c.wish == "last-day" for c in site.columns):
        found.add("last-allowed-day")
    if any(c.wish == "old" for c in site.columns):
        found.add("old-column-without-duty")
    if site.home == "md":
        found.add("month-day-home")
    if site.charset == "gbk":
        found.add("gbk")
    site.traps = sorted(set(site.traps) | found)
