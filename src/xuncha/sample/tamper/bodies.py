"""Changes of articles between the two visits: under an unchanged date, or openly."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xuncha.sample.chance import stream
from xuncha.sample.model import Article, Site
from xuncha.sample.prose import Scene, Writer
from xuncha.sample.tamper.spam import Hand
from xuncha.sample.tamper.truth import CleanPage, Seen, TamperPlant

Change = Callable[[Article, Scene, Writer, Random], bool]
NUMBER = re.compile(r"(?<![\d-])[1-9]\d{1,3}(?![\d年-])")
DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")
SECRET_CHANGES = 2
"""How often each form of change is planted."""
SLOGANS = {"body-short": 2, "appended": 2, "between": 1}
"""How many sentences of advertisement a form takes, where it takes few."""
OPEN_CHANGES = 6
"""How often each form of an open change is made."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article and the site it stands on."""

    site: Site
    article: Article

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{self.site.host}{self.article.path}"


def other_story(article: Article, scene: Scene, writer: Writer) -> list[str]:
    """The paragraphs of another story of the same site."""
    theme = scene.rng.choice([t for t in sorted(writer.themes) if not t.startswith("subject-")])
    scene.at(theme, article.published)
    return writer.news(scene, theme)[1]


def swap_paragraph(article: Article, scene: Scene, writer: Writer, rng: Random) -> bool:
    """One paragraph says something else."""
    fresh = other_story(article, scene, writer)
    article.paragraphs[rng.randrange(1, len(article.paragraphs))] = fresh[1]
    return True


def swap_figure(article: Article, scene: Scene, writer: Writer, rng: Random) -> bool:
    """Two figures are others."""
    spots = [i for i, p in enumerate(article.paragraphs) if NUMBER.search(p)]
    for i in spots[:2]:
        text = article.paragraphs[i]
        article.paragraphs[i] = NUMBER.sub(lambda m: str(int(m[0]) + 7), text, count=2)
    return bool(spots)


def swap_days(article: Article, scene: Scene, writer: Writer, rng: Random) -> bool:
    """Days in the text are others: a deadline, a meeting."""
    before = list(article.paragraphs)
    article.paragraphs[:] = [
        DAY.sub(lambda m: f"{int(m[1]) % 12 + 1}月{int(m[2]) % 27 + 1}日", p) for p in before
    ]
    return article.paragraphs != before


def add_paragraph(article: Article, scene: Scene, writer: Writer, rng: Random) -> bool:
    """A paragraph more."""
    article.paragraphs.insert(len(article.paragraphs) - 1, other_story(article, scene, writer)[0])
    return True


def drop_paragraph(article: Article, scene: Scene, writer: Writer, rng: Random) -> bool:
    """A paragraph is gone."""
    if len(article.paragraphs) < 3:
        return False
    del article.paragraphs[1]
    return True


def swap_all(article: Article, scene: Scene, writer: Writer, rng: Random) -> bool:
    """The whole text is another one."""
    article.paragraphs[:] = other_story(article, scene, writer)
    return True


SECRET: dict[str, Change] = {
    "paragraph": swap_paragraph,
    "figure": swap_figure,
    "days": swap_days,
    "added": add_paragraph,
    "dropped": drop_paragraph,
    "whole": swap_all,
}


def corrected(article: Article, scene: Scene, writer: Writer, today: date) -> None:
    """A figure is put right and a note says so."""
    swap_figure(article, scene, writer, scene.rng)
    day = today - timedelta(days=scene.rng.randrange(5, 60))
    article.paragraphs.append(
        scene.rng.choice(
            [
                f"（更正说明：本文初次发布时有关数据有误，已于{day:%Y年%m月%d日}更正，特此说明。）",
                f"更正：因统计口径调整，文中数字已更新。{scene.unit} {day:%Y年%m月%d日}",
                f"编者按：{day:%m月%d日}根据核实情况对本文第二段作了更正，谨向读者致歉。",
            ]
        )
    )


def continued(article: Article, scene: Scene, writer: Writer, today: date) -> None:
    """A dated continuation is added to a running notice."""
    day = today - timedelta(days=scene.rng.randrange(5, 60))
    text = other_story(article, scene, writer)[0]
    article.paragraphs.append(f"【{day:%Y年%m月%d日}更新】{text}")


def published_anew(article: Article, scene: Scene, writer: Writer, today: date) -> None:
    """The text is another and the date of publication says so."""
    add_paragraph(article, scene, writer, scene.rng)
    article.published = today - timedelta(days=scene.rng.randrange(4, 60))


OPEN = {"corrected": corrected, "continued": continued, "published-anew": published_anew}


def change_secretly(places: list[Place], writer: Writer, hand: Hand) -> list[TamperPlant]:
    """Change articles under their old dates; used places are taken from the list."""
    plants = []
    for form, change in SECRET.items():
        for count in range(SECRET_CHANGES):
            while True:
                place = places.pop()
                rng = stream("tamper", "change", form, count, place.site.code)
                scene = writer.scene(place.site.body, rng)
                scene.at("meeting", place.article.published)
                if change(place.article, scene, writer, rng):
                    break
            plants.append(plant("body-changed", form, place, hand, ""))
    return plants


def replace_by_spam(places: list[Place], hand: Hand) -> list[TamperPlant]:
    """Replace articles, whole or in part, by advertisements."""
    plants = []
    for form, sort in (
        ("body", "gambling"),
        ("body-short", "gambling"),
        ("title-and-body", "gambling"),
        ("rest", "gambling"),
        ("title-and-body", "adult"),
        ("body", "adult"),
        ("appended", "gambling"),
        ("between", "gambling"),
    ):
        place = places.pop()
        rng = stream("tamper", "spam", form, sort, place.site.code)
        hand.turn(rng, place.site, sort)
        article = place.article
        spam = [hand.slogan() for _ in range(SLOGANS.get(form) or rng.randint(4, 7))]
        if form == "title-and-body":
            article.title = (
                f"{hand.word()}_{hand.pick(['官网', '最新网址', '手机版'])}_{hand.word()}"
            )
        if form == "rest":
            article.paragraphs[1:] = spam
        elif form == "appended":
            article.paragraphs += spam
        elif form == "between":
            article.paragraphs.insert(1, spam[0])
        else:
            article.paragraphs[:] = spam
        plants.append(plant("body-replaced", form, place, hand, sort))
    return plants


def plant(kind: str, form: str, place: Place, hand: Hand, words: str) -> TamperPlant:
    """The truth of a changed article."""
    targets = tuple(hand.targets) if words else ()
    seen = Seen.EVERYBODY if words else Seen.TWO_VISITS
    return TamperPlant(kind, form, place.site.code, place.url, targets, words, seen)


def change_openly(places: list[Place], writer: Writer, today: date) -> list[CleanPage]:
    """Change articles as honest editors do."""
    clean = []
    for sort, change in OPEN.items():
        for count in range(OPEN_CHANGES):
            place = places.pop()
            rng = stream("tamper", "open", sort, count, place.site.code)
            scene = writer.scene(place.site.body, rng)
            scene.at("meeting", place.article.published)
            change(place.article, scene, writer, today)
            clean.append(CleanPage(place.site.code, place.url, f"change:{sort}"))
    return clean
