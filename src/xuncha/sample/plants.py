"""Plants wording errors in articles and posts, and look-alikes that are no errors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from xuncha.sample.grammar import Part, compile_template
from xuncha.sample.layout import INTERACTION, NEWS, NOTICE, SPECIAL
from xuncha.sample.material import read_table
from xuncha.sample.model import Account, Article, Site
from xuncha.sample.prose import Scene, Writer

MARK = re.compile(r"\[\[(.*?)\|(.*?)\]\]")
HOSTS = (NEWS, NOTICE, SPECIAL, "政策解读", "信息公开")
HANDBOOK = "h"


@dataclass(frozen=True, slots=True)
class Slip:
    """One entry of the stock of errors."""

    kind: str
    sort: str
    grade: str
    parts: tuple[Part, ...]
    wrong: str


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted error: where, what, and the sentence as printed."""

    target: str
    url: str
    wrong: str
    right: str
    sentence: str
    kind: str
    sort: str
    carried_over: bool


def stock() -> list[Slip]:
    """All entries of ``plants.tsv``."""
    return [
        Slip(kind, sort, grade, compile_template(text), MARK.search(text)[2])  # type: ignore[index]
        for kind, sort, grade, text in read_table("plants.tsv")
    ]


class Planter:
    """Hands out slips so that all are used before one is used again."""

    def __init__(self, rng: Random) -> None:
        """Shuffle the stock."""
        self.rng = rng
        self.slips = stock()
        rng.shuffle(self.slips)
        self.uses = {id(s): 0 for s in self.slips}

    def take(self, kinds: set[str], grade: str = "") -> Slip:
        """The least used slip, of a kind not in ``kinds`` where there is one."""
        fits = [s for s in self.slips if s.kind not in kinds] or self.slips
        fits = [s for s in fits if not grade or s.grade == grade] or fits
        slip = min(fits, key=lambda s: self.uses[id(s)])
        self.uses[id(slip)] += 1
        return slip

    def choose(self, count: int) -> list[Slip]:
        """``count`` slips, the first three of different kinds. The first is of the sort every
        proofreading handbook lists, as most slips that notices name are; the others may be hard.
        """
        slips: list[Slip] = []
        kinds: set[str] = set()
        for index in range(count):
            if index == 0:
                slip = self.take({"missing", "punctuation", "number", "extra"}, HANDBOOK)
            else:
                slip = self.take(kinds if index < 3 else set())
            kinds.add(slip.kind)
            slips.append(slip)
        return slips


def spell(slip: Slip, scene: Scene, writer: Writer) -> tuple[str, str, str, str]:
    """(sentence as planted, sentence put right, wrong words, right words)."""
    text = writer.grammar.fill(slip.parts, scene.rng, scene.slots)
    match = MARK.search(text)
    assert match is not None
    right, wrong = match[1], match[2]
    return MARK.sub(lambda _: wrong, text), MARK.sub(lambda _: right, text), wrong, right


def insert(article: Article, sentence: str, rng: Random) -> None:
    """Put a sentence at the end of a paragraph that is not the first."""
    index = rng.randrange(1, len(article.paragraphs)) if len(article.paragraphs) > 1 else 0
    article.paragraphs[index] += sentence


LAST_CHECK = date(2026, 7, 5)
"""What the last quarter confirmed was published by then."""


def open_articles(site: Site, by: date = date.max) -> list[Article]:
    """The articles published by a day that a visitor of first list pages can reach."""
    return [
        a
        for c in site.columns
        if c.kind in HOSTS and c.language == "zh" and not c.script_only and not c.exempt
        for a in c.articles
        if len(a.paragraphs) > 2 and not a.pinned and a.meta_date is None and a.published <= by
    ]


def note(target: str, url: str, slip: Slip, spelled: tuple[str, str, str, str]) -> Planted:
    """The record of a slip at its place."""
    sentence, _, wrong, right = spelled
    return Planted(target, url, wrong, right, sentence, slip.kind, slip.sort, carried_over=False)


def plant_site(
    site: Site, scene: Scene, writer: Writer, slips: Sequence[Slip], carries: bool
) -> list[Planted]:
    """Plant one slip in one article each; the first in an old article where it is carried over."""
    articles: list[Article] = []
    if carries:
        articles.append(scene.rng.choice(open_articles(site, LAST_CHECK)))
    rest = [a for a in open_articles(site) if a not in articles]
    articles += scene.rng.sample(rest, len(slips) - len(articles))
    planted = []
    for slip, article in zip(slips, articles, strict=True):
        scene.at(scene.rng.choice(site.themes), article.published)
        spelled = spell(slip, scene, writer)
        insert(article, spelled[0], scene.rng)
        planted.append(note(site.code, f"http://{site.host}{article.path}", slip, spelled))
    if carries:
        planted[0] = replace(planted[0], carried_over=True)
    return planted


def plant_account(
    account: Account, scene: Scene, writer: Writer, slips: Sequence[Slip], theme: str
) -> list[Planted]:
    """Plant one slip in one post each, the oldest post first."""
    posts = [account.posts[-1], *scene.rng.sample(account.posts[:-1], len(slips) - 1)]
    planted = []
    for slip, post in zip(slips, posts, strict=True):
        scene.at(theme, post.at.date())
        spelled = spell(slip, scene, writer)
        post.text += spelled[0]
        planted.append(note(account.code, post.url, slip, spelled))
    return planted


def put_right_site(site: Site, scene: Scene, writer: Writer, slip: Slip) -> Planted:
    """A sentence that was wrong last quarter and has been put right on the same page."""
    article = scene.rng.choice(open_articles(site, LAST_CHECK))
    scene.at(scene.rng.choice(site.themes), article.published)
    spelled = spell(slip, scene, writer)
    insert(article, spelled[1], scene.rng)
    return note(site.code, f"http://{site.host}{article.path}", slip, spelled)


def put_right_account(
    account: Account, scene: Scene, writer: Writer, slip: Slip, theme: str
) -> Planted:
    """The same in the oldest post of an account."""
    post = account.posts[-1]
    scene.at(theme, post.at.date())
    spelled = spell(slip, scene, writer)
    post.text += spelled[1]
    return note(account.code, post.url, slip, spelled)


def keep_an_old_post(account: Account, scene: Scene, writer: Writer, theme: str) -> None:
    """Give the account a last post from before the last check, as pinned posts stay in feeds."""
    post = account.posts[-1]
    day = LAST_CHECK - timedelta(days=scene.rng.randrange(2, 25))
    post.at = post.at.replace(year=day.year, month=day.month, day=day.day)
    scene.at(theme, day)
    post.title, post.text = writer.post(scene, theme)


def lures() -> list[tuple[Part, ...]]:
    """Clean sentences that look wrong to an eager rule."""
    return [compile_template(row[0]) for row in read_table("lures.txt")]


def plant_lure(site: Site, scene: Scene, writer: Writer, lure: tuple[Part, ...]) -> str:
    """Put a look-alike into an article of the site; the sentence comes back, empty if none fits."""
    articles = [a for a in open_articles(site) if a.sort != INTERACTION]
    if not articles:
        return ""
    article = scene.rng.choice(articles)
    scene.at(scene.rng.choice(site.themes), article.published)
    sentence = writer.grammar.fill(lure, scene.rng, scene.slots)
    insert(article, sentence, scene.rng)
    return sentence
