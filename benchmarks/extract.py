"""Page reading on the labelled corpus beside published tools, in one run.

Prints how many dates, titles, bodies and lists are right per family, what each tool costs, and
every misread page with what was read and what stands there. Run it from the project folder:
``python benchmarks/extract.py [--ours]``; the corpus is ../shared/corpus beside the checkout.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.unwrap import unwrap

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "pages"
AS_OF = date(2026, 11, 22)
GOVERNMENT, NEWS, OLD = "government", "news", "old"


@dataclass(slots=True)
class Score:
    """What one tool got right, per family: counts as (right, of), bodies as lists of (P, R, F1)."""

    dates: dict[str, list[int]] = field(default_factory=dict)
    titles: dict[str, list[int]] = field(default_factory=dict)
    bodies: dict[str, list[tuple[float, float, float]]] = field(default_factory=dict)
    lists: list[int] = field(default_factory=lambda: [0, 0])
    newest: list[int] = field(default_factory=lambda: [0, 0])
    blanks: list[int] = field(default_factory=lambda: [0, 0])
    kinds: list[int] = field(default_factory=lambda: [0, 0])
    seconds: float = 0.0
    pages: int = 0
    list_seconds: float = 0.0
    list_pages: int = 0
    misread: list[str] = field(default_factory=list)

    def rate(self, pair: list[int]) -> float:
        """Share that was right."""
        return pair[0] / pair[1] if pair[1] else 0.0

    def mean(self, family: str, part: int) -> float:
        """Mean precision (0), recall (1) or F1 (2) of a family's bodies."""
        rows = self.bodies.get(family, [])
        return sum(row[part] for row in rows) / len(rows) if rows else 0.0


def family_of(label: dict[str, Any]) -> str:
    """Government, news, or the pages of the old dataset."""
    if label["government"]:
        return GOVERNMENT
    return OLD if "Content-Extraction-Dataset" in label["source"] else NEWS


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


def wanted_body(label: dict[str, Any], text: str) -> str:
    """The body a person marked: a file, or the container an XPath names; empty without a mark."""
    if "body_file" in label:
        return (CORPUS / label["body_file"]).read_text(encoding="utf-8")
    if "body_xpath" not in label:
        return ""
    tree = lxml_html.fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    pieces = []
    for box in tree.xpath(label["body_xpath"]):
        for code in box.xpath(".//script|.//style"):
            code.drop_tree()
        pieces.append(box.text_content())
    return "\n".join(pieces)


def count(table: dict[str, list[int]], family: str, right: bool) -> None:
    """Add one page to a (right, of) pair."""
    pair = table.setdefault(family, [0, 0])
    pair[0] += right
    pair[1] += 1


def url_of(label: dict[str, Any]) -> str:
    """An address that gives no date away."""
    site = (label["site"] or "www.example.cn").split()[0].split("/")[0]
    return f"http://{site}/{'' if label['kind'] == 'home' else 'page/x'}"


def read_all() -> Score:
    """Our reader on every labelled page; the kind of an article is left to the page."""
    score = Score()
    for label in json.loads((CORPUS / "labels.json").read_text(encoding="utf-8")):
        body = (CORPUS / label["file"]).read_bytes()
        kind = None if label["kind"] == "article" else PageKind(label["kind"])
        started = time.process_time()
        facts = read_page(body, url_of(label), content_type="text/html", as_of=AS_OF, kind=kind)
        spent = time.process_time() - started
        if label["kind"] == "article":
            score.seconds, score.pages = score.seconds + spent, score.pages + 1
            judge_article(score, label, facts, unwrap(decode(body, "")[0]))
        else:
            score.list_seconds, score.list_pages = score.list_seconds + spent, score.list_pages + 1
            judge_list(score, label, facts)
    return score


def judge_article(score: Score, label: dict[str, Any], facts: PageFacts, text: str) -> None:
    """Hold one article against its label."""
    family, name = family_of(label), label["file"]
    score.kinds[0] += facts.kind is PageKind.ARTICLE
    score.kinds[1] += 1
    if facts.kind is not PageKind.ARTICLE:
        score.misread.append(f"{name}: kind {facts.kind} ({len(facts.items)} items)")
    if label["publish_date"]:
        right = str(facts.publish_date) == label["publish_date"]
        count(score.dates, family, right)
        if not right:
            seen = ", ".join(f"{one.kind}/{one.place} {one.quote[:30]}" for one in facts.dates[:4])
            score.misread.append(
                f"{name}: date {facts.publish_date}, stands {label['publish_date']}; seen: {seen}"
            )
    if label["title"]:
        right = squeeze(facts.title) == squeeze(label["title"])
        count(score.titles, family, right)
        if not right:
            score.misread.append(f"{name}: title {facts.title!r}, stands {label['title']!r}")
    wanted = wanted_body(label, text)
    if wanted:
        result = body_score(facts.body, wanted)
        score.bodies.setdefault(family, []).append(result)
        if result[2] < 0.8 or (family == GOVERNMENT and result[1] < 0.99):
            score.misread.append(
                f"{name}: body P {result[0]:.2f} R {result[1]:.3f} F {result[2]:.2f}"
            )


def judge_list(score: Score, label: dict[str, Any], facts: PageFacts) -> None:
    """Hold one list or home page against its label."""
    name = label["file"]
    score.blanks[0] += facts.blank
    score.blanks[1] += 1
    if label["items"]:
        right = len(facts.items) == label["items"]
        score.lists[0] += right
        score.lists[1] += 1
        if not right:
            score.misread.append(f"{name}: {len(facts.items)} items, stand {label['items']}")
    if label["newest_item_date"]:
        right = str(facts.newest) == label["newest_item_date"]
        score.newest[0] += right
        score.newest[1] += 1
        if not right:
            score.misread.append(
                f"{name}: newest {facts.newest}, stands {label['newest_item_date']}"
            )


Tool = Callable[[str], tuple[str | None, str | None, str | None]]


def tools() -> dict[str, Tool]:
    """Published tools as (date, title, body) readers of one page's text."""
    import htmldate
    import readability
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def by_htmldate(text: str) -> tuple[str | None, str | None, str | None]:
        return htmldate.find_date(text, original_date=True), None, None

    def by_trafilatura(text: str) -> tuple[str | None, str | None, str | None]:
        found = trafilatura.bare_extraction(text, with_metadata=True)
        return (found.date, found.title, found.text) if found else (None, None, None)

    def by_readability(text: str) -> tuple[str | None, str | None, str | None]:
        document = readability.Document(text)
        body = lxml_html.fromstring(document.summary()).text_content()
        return None, document.short_title(), body

    def by_resiliparse(text: str) -> tuple[str | None, str | None, str | None]:
        tree = HTMLTree.parse(text)
        return None, tree.title, extract_plain_text(tree, main_content=True)

    return {
        "htmldate": by_htmldate,
        "trafilatura": by_trafilatura,
        "readability": by_readability,
        "resiliparse": by_resiliparse,
    }


def read_with(tool: Tool) -> Score:
    """A published tool on the articles; a page it raises on counts as not read."""
    score = Score()
    for label in json.loads((CORPUS / "labels.json").read_text(encoding="utf-8")):
        if label["kind"] != "article":
            continue
        text = unwrap(decode((CORPUS / label["file"]).read_bytes(), "")[0])
        family = family_of(label)
        started = time.process_time()
        try:
            day, title, body = tool(text)
        except Exception:  # noqa: BLE001 - any failure of a foreign tool is a page it did not read
            day = title = body = None
        score.seconds, score.pages = score.seconds + time.process_time() - started, score.pages + 1
        if label["publish_date"] and day != "":
            count(score.dates, family, day == label["publish_date"])
        if label["title"]:
            count(score.titles, family, squeeze(title or "") == squeeze(label["title"]))
        wanted = wanted_body(label, text)
        if wanted:
            score.bodies.setdefault(family, []).append(body_score(body or "", wanted))
    return score


def row(name: str, score: Score) -> str:
    """One line of the table."""
    cells = [f"{name:12}"]
    pairs = [
        table.get(family, [0, 0])
        for table in (score.dates, score.titles)
        for family in (GOVERNMENT, NEWS, OLD)
    ]
    cells += [f"{pair[0]:2}/{pair[1]:<2}" for pair in pairs]
    for family in (GOVERNMENT, OLD):
        cells.append(" ".join(f"{score.mean(family, part):.3f}" for part in (2, 0, 1)))
    cells.append(f"{score.pages / score.seconds:7.0f}" if score.seconds else "      -")
    return " | ".join(cells)


def main() -> None:
    """Print the table and the misread pages."""
    if not CORPUS.is_dir():
        print("SKIPPED: ../shared/corpus/pages is not beside this checkout")
        return
    read_all()
    ours = read_all()
    print("tool | dates gov, news, old | titles gov, news, old | body F1 P R gov | old | pages/s")
    print(row("xuncha", ours))
    if "--ours" not in sys.argv:
        for name, tool in tools().items():
            print(row(name, read_with(tool)))
    for what, pair in (
        ("kinds of articles", ours.kinds),
        ("lists exact", ours.lists),
        ("newest date of lists", ours.newest),
        ("false blanks", ours.blanks),
    ):
        print(f"{what}: {pair[0]}/{pair[1]}")
    print(f"lists/s: {ours.list_pages / ours.list_seconds:.0f}")
    print("\nmisread:")
    for line in ours.misread:
        print(" ", line)


if __name__ == "__main__":
    main()
