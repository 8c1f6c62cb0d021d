"""The hand that writes: sites, stories and chances drawn from one seed."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from random import Random
from typing import TypeVar

from xuncha.sample.chance import stream
from xuncha.sample.places import Body, province
from xuncha.sample.prose import Scene, Writer

AS_OF = date(2026, 11, 22)
FIRST_DAY = date(2011, 1, 10)
NOTICES = ("notice", "policy", "plan", "interp", "disclosure", "personnel")
T = TypeVar("T")


@cache
def words() -> dict[str, list[str]]:
    """The word lists of the surroundings."""
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return lists


@dataclass(slots=True)
class Place:
    """The invented site a page stands on."""

    body: Body
    name: str
    host: str
    code: str
    column: str

    @property
    def root(self) -> str:
        """Where its addresses start."""
        return f"http://{self.host}"


@dataclass(slots=True)
class Story:
    """What an article tells, before any markup."""

    title: str
    paragraphs: list[str]
    published: date
    clock: str
    source: str
    serial: int
    sort: str = "news"


class Pen:
    """Draws everything; one pen for one run, one stream of chance for each page."""

    def __init__(self, seed: int) -> None:
        """Load the prose; ``turn`` starts a page."""
        self.seed = seed
        self.bodies = [b for b in province().all() if b.host]
        self.writer = Writer(province())
        self.themes = sorted(self.writer.themes)
        self.rng: Random = stream("variety", seed)

    def turn(self, *name: object) -> None:
        """Start a page: its own stream of chance, so that no page moves another."""
        self.rng = stream("variety", self.seed, *name)

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[int(self.rng.random() * len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """``count`` different choices, or all."""
        return self.rng.sample(list(choices), min(count, len(choices)))

    def chance(self, share: float) -> bool:
        """True in ``share`` of the draws."""
        return self.rng.random() < share

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self.rng.random() * (high - low + 1))

    def word(self, name: str) -> str:
        """One word of a list."""
        return self.pick(words()[name])

    def day(self, first: date = FIRST_DAY, last: date = AS_OF) -> date:
        """A day between two, both included."""
        return first + timedelta(days=self.number(0, (last - first).days))

    def clock(self) -> str:
        """A time in office hours."""
        return f"{self.number(8, 18):02d}:{self.number(0, 59):02d}"

    def place(self) -> Place:
        """A site of the invented province."""
        body = self.pick(self.bodies)
        name = body.name if self.chance(0.7) else body.brand + "网"
        return Place(body, name, body.host, body.code, self.word("columns"))

    def scene(self, place: Place, day: date) -> tuple[Scene, str]:
        """A scene of the site's body and its theme."""
        scene = self.writer.scene(place.body, self.rng)
        theme = self.pick(self.themes)
        scene.at(theme, day)
        return scene, theme

    def title(self, place: Place, day: date) -> str:
        """A title alone, for lists and sidebars."""
        scene, theme = self.scene(place, day)
        if self.chance(0.6):
            return self.writer.title(scene, self.writer.themes[theme]["title"])
        book = self.writer.documents[self.pick(["policy", "plan", "notice_task", "notice_show"])]
        return self.writer.title(scene, book["title"])

    def story(self, place: Place, sort: str, first: date = FIRST_DAY, last: date = AS_OF) -> Story:
        """A whole article; ``sort`` is ``news``, ``notice`` or a document sort."""
        day = self.day(first, last)
        scene, theme = self.scene(place, day)
        if sort == "news":
            title, paragraphs = self.writer.news(scene, theme)
        else:
            title, paragraphs = self.writer.document(scene, sort)
        source = self.pick([place.body.name, scene.unit, place.body.brand + "发布", place.name])
        serial = self.number(10_000, 9_999_999)
        return Story(title, paragraphs, day, self.clock(), source, serial, sort)
