"""Clean official Chinese: articles and posts written from templates, facts and places.

``Writer`` keeps count of every sentence it hands out: none is used twice.
"""

from calendar import monthrange
from collections import Counter
from datetime import date, timedelta
from functools import cache
from random import Random

from xuncha.sample.grammar import Draw, Grammar, Part, compile_template
from xuncha.sample.material import read_lists, read_table
from xuncha.sample.places import Area, Body, Province, departments_of, towns_of

SENTENCE_USES = 1
SEASONS = {12: "冬季", 1: "冬季", 2: "冬季", 3: "春季", 4: "春季", 5: "春季"}
SEASONS |= {6: "夏季", 7: "夏季", 8: "夏季", 9: "秋季", 10: "秋季", 11: "秋季"}
Book = dict[str, dict[str, list[tuple[Part, ...]]]]


def load_book(*names: str) -> Book:
    """theme or sort → role → compiled templates."""
    book: Book = {}
    for name in names:
        for theme, role, text in read_table(name):
            book.setdefault(theme, {}).setdefault(role, []).append(compile_template(text))
    return book


def day_words(day: date) -> str:
    """``10月8日``."""
    return f"{day.month}月{day.day}日"


def full_day_words(day: date) -> str:
    """``2026年10月8日``."""
    return f"{day.year}年{day.month}月{day.day}日"


class Scene:
    """Where and when an article plays: gives each slot name its words."""

    def __init__(
        self, province: Province, body: Body, rng: Random, names: dict[str, list[str]]
    ) -> None:
        """Fix the area, its sub-areas and the word lists; ``at`` sets theme and day."""
        self.rng = rng
        self.names = names
        self.body = body
        self.area = body.area
        self.counties = self._counties(province)
        self.subs = self._subs(province)
        self.units = departments_of(self.area, None)
        self.day = date(2026, 1, 1)
        self.unit = self.unit2 = body.name
        self.thing = self.matter = ""
        self.slots: dict[str, Draw] = self._slots()

    def _counties(self, province: Province) -> list[Body]:
        if self.area.level == "county":
            return []
        if self.area.level == "city":
            return [c for c in province.counties if c.area.parent == self.area.name]
        return list(province.counties)

    def _subs(self, province: Province) -> list[str]:
        if self.area.level == "province":
            return [b.area.name for b in (*province.cities, *province.counties)]
        if self.area.level == "city":
            return [b.area.name for b in self.counties]
        return towns_of(self.area)

    def at(self, theme: str, day: date) -> None:
        """Move the scene to another theme and day."""
        self.day = day
        fits = [u.name for u in self.units if u.theme == theme] or [u.name for u in self.units]
        own = self.body.kind == "部门" or self.body.kind == "其他"
        self.unit = self.body.name if own else fits[0] if theme != "industry" else self.pick(fits)
        others = [u.name for u in self.units if u.name != self.unit]
        self.unit2 = self.pick(others)
        self.thing = self.pick(self.names["thing"])
        self.matter = self.project()

    def pick(self, choices: list[str]) -> str:
        """One of the choices."""
        return choices[int(self.rng.random() * len(choices))]

    def _slots(self) -> dict[str, Draw]:
        area = self.area
        slots: dict[str, Draw] = {
            "unit": lambda: self.unit,
            "unit2": lambda: self.unit2,
            "area": lambda: area.name,
            "qu": lambda: area.whole,
            "orgfull": lambda: self.body.name,
            "sub": lambda: self.pick(self.subs),
            "town": self.town,
            "village": self.village,
            "person": self.person,
            "company": self.company,
            "school": self.school,
            "river": lambda: (
                self.pick(self.names["riverhead"]) + self.pick(self.names["rivertail"])
            ),
            "road": self.road,
            "scenic": lambda: (
                f"{self.place()}{self.pick(['景区', '古镇', '湿地公园', '森林公园'])}"
            ),
            "project": lambda: self.matter,
            "fund": lambda: self.pick(self.names["fund"]),
            "thing": lambda: self.thing,
            "tel": lambda: (
                f"0979-{int(2 + self.rng.random() * 6)}{int(self.rng.random() * 10**6):06d}"
            ),
            "tenyear": lambda: self.pick(["10", "20", "30", "50"]),
        }
        return slots | self._time_slots()

    def _time_slots(self) -> dict[str, Draw]:
        return {
            "year": lambda: str(self.day.year),
            "nextyear": lambda: str(self.day.year + 1),
            "lastyear": lambda: str(self.day.year - 1),
            "fiveyear": lambda: str(self.day.year + 5),
            "season": lambda: SEASONS[self.day.month],
            "d": lambda: day_words(self.day - timedelta(days=int(1 + self.rng.random() * 4))),
            "d2": lambda: day_words(self.day),
            "dl": lambda: full_day_words(
                self.day + timedelta(days=int(12 + self.rng.random() * 70))
            ),
        }

    def place(self) -> str:
        """A two-character place stem."""
        head = self.pick(self.names["placehead"])
        return head + self.pick([t for t in self.names["placetail"] if t != head])

    def town(self) -> str:
        """A town, with its county where the area is larger."""
        if self.area.level == "county":
            return self.pick(self.subs)
        county = self.counties[int(self.rng.random() * len(self.counties))].area
        return county.name + self.pick(towns_in(county))

    def village(self) -> str:
        """A village of some ten thousand possible ones."""
        return f"{self.place()}{self.pick(['', '', '上', '下', '东', '西', '新'])}村"

    def person(self) -> str:
        """An invented person."""
        surname = self.pick(self.names["surname"])
        while True:
            first, second = self.pick(self.names["given"]), self.pick(self.names["given"])
            name = surname + first + second
            if len({surname, first, second}) == 3 and name not in self.names["never"]:
                return name

    def company(self) -> str:
        """An invented company."""
        firm = self.pick([f for f in self.names["firm"] if f != self.area.stem[-1]])
        second = self.pick([f for f in self.names["firm"] if f != firm])
        return f"{self.area.stem}{firm}{second}{self.pick(self.names['trade'])}"

    def project(self) -> str:
        """An invented building project."""
        place = self.place()
        while place[0] == self.area.stem[-1] or place == self.area.stem:
            place = self.place()
        return self.area.stem + place + self.pick(self.names["projecttail"])

    def river(self) -> str:
        """An invented river."""
        return self.pick(self.names["riverhead"]) + self.pick(self.names["rivertail"])

    def school(self) -> str:
        """An invented school."""
        return self.place() + self.pick(self.names["schooltail"])

    def road(self) -> str:
        """An invented road."""
        heads = self.names["placehead"]
        first = self.pick(heads)
        second = self.pick([h for h in heads if h != first])
        return f"{first}{second}{self.pick(['公路', '大道', '路'])}"


@cache
def towns_in(county: Area) -> list[str]:
    """The towns of a county, computed once."""
    return towns_of(county)


class Writer:
    """Writes titles, sentences, articles and posts; remembers what it has used."""

    def __init__(self, province: Province) -> None:
        """Load all word material once."""
        self.names = read_lists("names.txt")
        self.grammar = Grammar(read_lists("phrases.txt"))
        self.themes = load_book("themes_a.tsv", "themes_b.tsv")
        self.documents = load_book("documents.tsv")
        self.province = province
        self.used: Counter[str] = Counter()
        self.titles: set[str] = set()

    def scene(self, body: Body, rng: Random) -> Scene:
        """A scene for one site or account."""
        return Scene(self.province, body, rng, self.names)

    def sentence(self, scene: Scene, choices: list[tuple[Part, ...]]) -> str:
        """One sentence not handed out too often; empty when the choices are worn out."""
        for _ in range(6):
            parts = choices[int(scene.rng.random() * len(choices))]
            words = self.grammar.fill(parts, scene.rng, scene.slots)
            if self.used[words] < SENTENCE_USES:
                self.used[words] += 1
                return words
        return ""

    def title(self, scene: Scene, choices: list[tuple[Part, ...]]) -> str:
        """A title no other article has."""
        words = ""
        for _ in range(40):
            parts = choices[int(scene.rng.random() * len(choices))]
            words = self.grammar.fill(parts, scene.rng, scene.slots)
            if words not in self.titles:
                break
        else:
            words += f"（{full_day_words(scene.day)}）"
        self.titles.add(words)
        return words

    def news(self, scene: Scene, theme: str) -> tuple[str, list[str]]:
        """A news item: title and paragraphs."""
        book = self.themes[theme]
        title = self.title(scene, book["title"])
        wanted = 4 + int(scene.rng.random() * 3)
        bodies = [self.sentence(scene, [p]) for p in scene.rng.sample(book["body"], wanted)]
        paragraphs = [self.sentence(scene, book["open"]) + bodies[0]]
        paragraphs += ["".join(bodies[i : i + 2]) for i in range(1, wanted, 2)]
        paragraphs.append(self.sentence(scene, self.grammar.phrases["closing"]))
        return title, [p for p in paragraphs if p]

    def run(self, scene: Scene, choices: list[tuple[Part, ...]], count: int) -> str:
        """``count`` sentences from different templates, one after the other."""
        picks = scene.rng.sample(choices, min(count, len(choices)))
        return "".join(self.sentence(scene, [pick]) for pick in picks)

    def document(self, scene: Scene, sort: str) -> tuple[str, list[str]]:
        """A notice, policy, plan …: title and paragraphs."""
        if sort == "notice":
            sort = scene.pick(NOTICES)
        book = self.documents[sort]
        title = self.title(scene, book["title"])
        paragraphs = [self.sentence(scene, book["open"])]
        wanted = min(len(book["body"]), 3 + int(scene.rng.random() * 4))
        bodies = [self.sentence(scene, [p]) for p in scene.rng.sample(book["body"], wanted)]
        if sort in {"policy", "plan"}:
            bodies = [f"{ORDINALS[i]}、{text}" for i, text in enumerate(bodies) if text]
        paragraphs.extend(bodies)
        if "close" in book:
            paragraphs.append(self.sentence(scene, book["close"]))
        return title, [p for p in paragraphs if p]

    def post(self, scene: Scene, theme: str) -> tuple[str, str]:
        """A post: title and a short text."""
        book = self.themes[theme]
        title = self.title(scene, book["title"])
        text = self.sentence(scene, book["open"]) + self.run(scene, book["body"], 1)
        return title, text


ORDINALS = "一二三四五六七八九十"
SCENERY = ["景区", "古镇", "湿地公园", "森林公园"]
NOTICES = ["notice_road", "notice_job", "notice_show", "notice_task", "notice_off"]


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, the last of the month where there is none."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
