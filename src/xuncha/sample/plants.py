"""Plants wording errors in articles and posts, and look-alikes that are no errors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from xuncha.sample.grammar import Part, compile_template
from xuncha.sample.layout import INTERACTION, NEWS, NOTICE, SPECIAL
from xuncha.sample.material import read_table
from xuncha.sample.model import Account, Article, Message, Site
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

    def choose(self, count: int, carried: bool) -> list[Slip]:
        """``count`` slips, the first three of different kinds; the first from the handbook."""
        slips: list[Slip] = []
        kinds: set[str] = set()
        for index in range(count):
            if index == 0 and carried:
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


def open_articles(site: Site) -> list[Article]:
    """The articles in which a visitor of first list pages may find something."""
    return [
        a
        for c in site.columns
        if c.kind in HOSTS and c.language == "zh" and not c.script_only and not c.exempt
        for a in c.articles
        if len(a.paragraphs) > 2 and not a.pinned and a.meta_date is None
    ]


def plant_site(site: Site, scene: Scene, writer: Writer, slips: Sequence[Slip]) -> list[Planted]:
    """Plant one slip in one article each."""
    articles = scene.rng.sample(open_articles(site), len(slips))
    planted = []
    for slip, article in zip(slips, articles, strict=True):
        scene.at(scene.rng.choice(site.themes), article.published)
        wrong_sentence, _, wrong, right = spell(slip, scene, writer)
        insert(article, wrong_sentence, scene.rng)
        url = f"http://{site.host}{article.path}"
        planted.append(
            Planted(
                site.code,
                url,
                wrong,
                right,
                wrong_sentence,
                slip.kind,
                slip.sort,
                carried_over=False,
            )
        )
    return planted


def plant_account(
    account: Account, scene: Scene, writer: Writer, slips: Sequence[Slip], theme: str
) -> list[Planted]:
    """Plant one slip in one post each."""
    posts: list[Message] = scene.rng.sample(account.posts, len(slips))
    planted = []
    for slip, post in zip(slips, posts, strict=True):
        scene.at(theme, post.at.date())
        wrong_sentence, _, wrong, right = spell(slip, scene, writer)
        post.text += wrong_sentence
        planted.append(
            Planted(
                account.code,
                post.url,
                wrong,
                right,
                wrong_sentence,
                slip.kind,
                slip.sort,
                carried_over=False,
            )
        )
    return planted


def put_right(site: Site, scene: Scene, writer: Writer, slip: Slip) -> Planted:
    """A sentence that was wrong last quarter and has been put right on the same page."""
    article = scene.rng.choice(open_articles(site))
    scene.at(scene.rng.choice(site.themes), article.published)
    wrong_sentence, right_sentence, wrong, right = spell(slip, scene, writer)
    insert(article, right_sentence, scene.rng)
    url = f"http://{site.host}{article.path}"
    return Planted(
        site.code, url, wrong, right, wrong_sentence, slip.kind, slip.sort, carried_over=False
    )


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
