"""What was read held against what stands there: one rule for our reader and for every tool."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urljoin

from benchmarks.reading.labelled import GOVERNMENT, NEWS, OLD, Labelled, Wanted
from xuncha.engine.domain.facts import ListItem, PageFacts
from xuncha.engine.domain.words import DateKind, PageKind

DISPUTE_DAYS = 7
"""Publication dates further apart than this are a finding (design.md, freshness)."""
DISPUTED = frozenset({"meta-newer", "meta-older", "url-newer"})
"""Lies (truth.json) in which two places give two publication dates."""
FUTURE = "future-date"
"""A visible date after ``as_of``: told as printed or as none, since such a date never counts."""


class Measure(StrEnum):
    """What of a page is held against its label."""

    KIND = "kind"
    DATE = "date"
    TITLE = "title"
    BODY = "body"
    ITEMS = "items"
    ITEM_DATES = "item_dates"
    NEWEST = "newest"
    BLANK = "blank"
    RENDERING = "rendering"
    LANGUAGE = "language"
    LIE = "lie"


MEASURES = {
    Measure.KIND: "类型",
    Measure.DATE: "日期",
    Measure.TITLE: "标题",
    Measure.BODY: "正文",
    Measure.ITEMS: "条目",
    Measure.ITEM_DATES: "条目日期",
    Measure.NEWEST: "最新日期",
    Measure.BLANK: "空白",
    Measure.RENDERING: "须渲染",
    Measure.LANGUAGE: "语言",
    Measure.LIE: "日期矛盾",
}


NEWER, OLDER, CLAIMED = "日期偏新", "日期偏旧", "无发布日期却读出"
FALSE_BLANK = f"误作{MEASURES[Measure.BLANK]}"


@dataclass(frozen=True, slots=True)
class Misread:
    """One thing read wrongly: ``error`` is the class of the mistake, ``why`` where it came from."""

    page: Labelled
    measure: Measure
    error: str
    wanted: str
    read: str
    why: str = ""


@dataclass(slots=True)
class Score:
    """What one reader got right: (right, of) per family, form and measure; bodies as (P, R, F1)."""

    marks: dict[tuple[str, str, Measure], list[int]] = field(default_factory=dict)
    bodies: dict[str, list[tuple[float, float, float]]] = field(default_factory=dict)
    forms: dict[tuple[str, str], list[tuple[float, float, float]]] = field(default_factory=dict)
    misread: list[Misread] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)

    def mark(self, page: Labelled, measure: Measure, wrong: Misread | None) -> None:
        """Add one answer."""
        pair = self.marks.setdefault((page.family, page.form, measure), [0, 0])
        pair[0] += wrong is None
        pair[1] += 1
        if wrong:
            self.misread.append(wrong)

    def pair(self, measure: Measure, family: str = "", form: str = "") -> list[int]:
        """(right, of) of a measure; over all families and forms where none is named."""
        found = [0, 0]
        for (in_family, in_form, what), one in self.marks.items():
            if what is measure and family in ("", in_family) and form in ("", in_form):
                found[0] += one[0]
                found[1] += one[1]
        return found

    def rate(self, pair: list[int]) -> float:
        """Share that was right."""
        return pair[0] / pair[1] if pair[1] else 0.0

    def mean(self, family: str, part: int) -> float:
        """Mean precision (0), recall (1) or F1 (2) of a family's bodies."""
        rows = self.bodies.get(family, [])
        return sum(row[part] for row in rows) / len(rows) if rows else 0.0

    def speed(self, group: str) -> float:
        """Pages a second of CPU; 0.0 where nothing was timed."""
        spent = self.seconds.get(group, 0.0)
        return self.pages.get(group, 0) / spent if spent else 0.0

    @property
    def dates(self) -> dict[str, list[int]]:
        """Dates per family of the corpus."""
        return {family: self.pair(Measure.DATE, family) for family in (GOVERNMENT, NEWS, OLD)}

    @property
    def titles(self) -> dict[str, list[int]]:
        """Titles per family of the corpus."""
        return {family: self.pair(Measure.TITLE, family) for family in (GOVERNMENT, NEWS, OLD)}

    @property
    def lists(self) -> list[int]:
        """Lists whose items were read exactly."""
        return self.pair(Measure.ITEMS)

    @property
    def newest(self) -> list[int]:
        """Lists whose newest date was read exactly."""
        return self.pair(Measure.NEWEST)

    @property
    def kinds(self) -> list[int]:
        """Articles known as such."""
        return self.pair(Measure.KIND)

    @property
    def blanks(self) -> list[int]:
        """Lists with content that were called blank, of all."""
        right, of = self.pair(Measure.BLANK)
        return [of - right, of]


def squeeze(text: str) -> str:
    """Text without blanks."""
    return "".join(text.split())


def trigrams(text: str) -> Counter[str]:
    """Character trigrams of a text without blanks."""
    text = squeeze(text)
    return Counter(text[place : place + 3] for place in range(max(0, len(text) - 2)))


def body_score(read: str, wanted: str) -> tuple[float, float, float]:
    """(precision, recall, F1) over character trigrams."""
    one, other = trigrams(read), trigrams(wanted)
    common = sum((one & other).values())
    precision = common / sum(one.values()) if one else 0.0
    recall = common / sum(other.values()) if other else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if common else 0.0


def is_poor(page: Labelled, result: tuple[float, float, float]) -> bool:
    """Whether a body is far enough from its label to be shown as misread."""
    return result[2] < 0.8 if page.rough else result[2] < 0.95 or result[1] < 0.99


def judge_text(
    score: Score, page: Labelled, read: tuple[str | None, str | None, str | None], why: str = ""
) -> None:
    """Hold date, title and body of an article against its label; any reader's."""
    day, title, body = read
    if page.publish_date is not None:
        error = _date_error(day or "", page.publish_date)
        if FUTURE in page.lies and not day:
            error = ""
        score.mark(
            page,
            Measure.DATE,
            Misread(page, Measure.DATE, error, page.publish_date, day or "", why)
            if error
            else None,
        )
    if page.title is not None:
        wrong = squeeze(title or "") != squeeze(page.title)
        error = "无标题" if not title else "标题不同"
        score.mark(
            page,
            Measure.TITLE,
            Misread(page, Measure.TITLE, error, page.title, title or "") if wrong else None,
        )
    if page.body:
        result = body_score(body or "", page.body)
        score.bodies.setdefault(page.family, []).append(result)
        score.forms.setdefault((page.family, page.form), []).append(result)
        poor = is_poor(page, result)
        error = "正文漏读" if result[1] < 0.99 else "正文多读"
        told = f"P {result[0]:.2f} R {result[1]:.3f} F {result[2]:.2f}"
        score.mark(
            page, Measure.BODY, Misread(page, Measure.BODY, error, "", told) if poor else None
        )


def _date_error(read: str, wanted: str) -> str:
    """The class of a wrong date, empty when it is right."""
    if read == wanted:
        return ""
    if not wanted:
        return CLAIMED
    if not read:
        return "未读出日期"
    return NEWER if read > wanted else OLDER


def judge_facts(score: Score, page: Labelled, facts: PageFacts, unaided: PageKind) -> None:
    """Hold everything our reader found against the label. ``unaided``: the kind it told itself."""
    if page.items is not None or (page.is_article and not page.needs_rendering):
        wrong = unaided is not page.kind
        score.mark(page, Measure.KIND, _kind_error(page, unaided, facts) if wrong else None)
    if page.is_article:
        day = str(facts.publish_date) if facts.publish_date else None
        judge_text(score, page, (day, facts.title, facts.body), _dates_seen(facts))
    if DISPUTED & set(page.lies):
        told = facts.disagreement_days
        wrong_lie = Misread(
            page,
            Measure.LIE,
            "矛盾未报告",
            ",".join(page.lies),
            str(told),
            f"published {facts.publish_date}; {_dates_seen(facts)}",
        )
        score.mark(page, Measure.LIE, None if (told or 0) > DISPUTE_DAYS else wrong_lie)
    for measure, wrong_one in _list_errors(page, facts):
        score.mark(page, measure, wrong_one)
    for measure, told, wanted in (
        (Measure.BLANK, facts.blank, page.blank),
        (Measure.RENDERING, facts.needs_rendering, page.needs_rendering),
    ):
        if wanted is not None and not (measure is Measure.BLANK and page.is_article):
            error = f"误作{MEASURES[measure]}" if told else f"未认出{MEASURES[measure]}"
            shown = f"{len(facts.items)} items, {len(facts.body)} characters"
            score.mark(
                page,
                measure,
                Misread(page, measure, error, str(wanted), str(told), shown)
                if told is not wanted
                else None,
            )
    if page.language is not None:
        wrong_one = Misread(page, Measure.LANGUAGE, "语言不同", page.language, facts.language)
        score.mark(page, Measure.LANGUAGE, wrong_one if facts.language != page.language else None)


def _kind_error(page: Labelled, unaided: PageKind, facts: PageFacts) -> Misread:
    why = f"{len(facts.items)} items, {len(facts.body)} characters"
    return Misread(page, Measure.KIND, f"{page.kind}→{unaided}", page.kind, unaided, why)


def _dates_seen(facts: PageFacts) -> str:
    """The dates of a page, the chosen one first."""
    chosen = [
        one
        for one in facts.dates
        if one.value == facts.publish_date and one.kind is DateKind.PUBLISHED
    ]
    rest = [one for one in facts.dates if one not in chosen]
    told = [f"{one.kind}/{one.place} {one.value}「{one.quote[:40]}」" for one in chosen[:2]]
    told = [f"chosen {one}" for one in told]
    return "; ".join(told + [f"{o.kind}/{o.place} {o.value}「{o.quote[:30]}」" for o in rest[:5]])


def _list_errors(page: Labelled, facts: PageFacts) -> Iterator[tuple[Measure, Misread | None]]:
    if page.count is not None:
        wrong = len(facts.items) != page.count
        error = "条目多" if len(facts.items) > page.count else "条目少"
        told = Misread(page, Measure.ITEMS, error, str(page.count), str(len(facts.items)))
        yield Measure.ITEMS, told if wrong else None
    if page.items is not None:
        yield from _item_errors(page, facts.items)
    if page.newest is not None and not page.is_article:
        read = str(facts.newest) if facts.newest else ""
        error = _date_error(read, page.newest)
        why = next((f"「{one.quote[:60]}」" for one in facts.items if str(one.date) == read), "")
        told = Misread(page, Measure.NEWEST, error, page.newest, read, why)
        yield Measure.NEWEST, told if error else None


def matches(page: Labelled, items: tuple[ListItem, ...]) -> list[tuple[Wanted, ListItem | None]]:
    """Each wanted item with the one read for it: by title, else by address; each used once."""
    left = list(items)
    found: list[tuple[Wanted, ListItem | None]] = []
    for wanted in page.items or ():
        address = urljoin(page.url, wanted.url)
        hit = next((one for one in left if squeeze(one.title) == squeeze(wanted.title)), None)
        hit = hit or next((one for one in left if one.url == address), None)
        if hit:
            left.remove(hit)
        found.append((wanted, hit))
    return found


def published_on(item: ListItem) -> str:
    """The day a list says an item was published; empty for other kinds of date and for none."""
    return str(item.date) if item.date and item.date_kind is DateKind.PUBLISHED else ""


def _item_errors(
    page: Labelled, items: tuple[ListItem, ...]
) -> Iterator[tuple[Measure, Misread | None]]:
    pairs = matches(page, items)
    missing = [wanted.title for wanted, hit in pairs if hit is None]
    taken = [id(hit) for _, hit in pairs if hit]
    extra = [one.title for one in items if id(one) not in taken]
    retitled = [
        f"{hit.title}≠{wanted.title}"
        for wanted, hit in pairs
        if hit and squeeze(hit.title) != squeeze(wanted.title)
    ]
    wrong = None
    if missing or extra or retitled:
        parts = zip(("漏", "多", "标题不同"), (missing, extra, retitled), strict=True)
        error = "条目" + "并".join(name for name, rows in parts if rows)
        if missing and not items:
            error = "一条也没读出"
        why = " | ".join(
            f"{name}: " + " / ".join(row[:40] for row in rows[:3])
            for name, rows in (("missing", missing), ("extra", extra), ("titles", retitled))
            if rows
        )
        wrong = Misread(page, Measure.ITEMS, error, str(len(pairs)), str(len(items)), why)
    yield Measure.ITEMS, wrong
    off = [(wanted, hit) for wanted, hit in pairs if hit and published_on(hit) != wanted.date]
    told = None
    if off:
        wanted, hit = off[0]
        read = published_on(hit)
        error = "条目" + _date_error(read, wanted.date)
        why = f"{len(off)} of {len(pairs)}; {hit.date_kind}「{hit.quote[:40]}」 {wanted.title[:20]}"
        told = Misread(page, Measure.ITEM_DATES, error, wanted.date, read, why)
    if any(hit for _, hit in pairs):
        yield Measure.ITEM_DATES, told
