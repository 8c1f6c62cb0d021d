"""Interaction and services on generated pages: ``python -m benchmarks.services [--misread]``.

For each fact: how many the pages hold, how many were read right, wrong, or not told (None, unread).
The pages come from ``xuncha.sample.variety``; what is read knows nothing of how they are made.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from xuncha.engine.domain.facts import ArticleFacts, ColumnFacts, PageFacts
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.services import SERVICE_LABELS, EntryKind, MarkKind, Presence
from xuncha.engine.domain.targets import ColumnPlan
from xuncha.engine.domain.words import ColumnKind, PageKind
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.services.consultations import read_consultations
from xuncha.engine.extract.services.entries import read_entries
from xuncha.engine.extract.services.guides import read_guide
from xuncha.engine.extract.services.marks import read_marks
from xuncha.engine.extract.services.messages import read_message, read_messages
from xuncha.engine.extract.services.relations import read_relations
from xuncha.engine.extract.services.sheet import Sheet, open_sheet
from xuncha.sample.variety.__main__ import main as write_variety

Fact = tuple[str, Any, Any]
MARKS = {
    "party_mark": MarkKind.SIGN,
    "code": MarkKind.SITE_CODE,
    "icp": MarkKind.ICP,
    "police": MarkKind.POLICE,
    "sponsor": MarkKind.SPONSOR,
    "phone": MarkKind.PHONE,
}
ENTRIES = {
    "report_entry": EntryKind.ERROR_REPORT,
    "search": EntryKind.SEARCH,
    "login": EntryKind.LOGIN,
}
SEEN = {Presence.PRESENT: True, Presence.ABSENT: False, Presence.UNREAD: None}


class Pages:
    """The generated pages as visited ones."""

    def __init__(self, folder: Path, rows: list[dict[str, Any]]) -> None:
        """Know the pages of a truth file by address."""
        self._folder = folder
        self._rows = {row["url"]: row for row in rows if row["kind"] == "article"}

    def fetch_of(self, url: str) -> Fetch | None:
        """The answer to an address; None for a page nobody wrote."""
        row = self._rows.get(url)
        return None if row is None else self.answer(row)

    def answer(self, row: dict[str, Any]) -> Fetch:
        """The answer a truth row describes: several pages may share an address."""
        body = (self._folder / "pages" / row["file"]).read_bytes()
        at = datetime.fromisoformat(row["as_of"]).replace(tzinfo=UTC)
        headers = (("content-type", row["content_type"]),)
        return Fetch(row["url"], 200, headers, body, f"sha256:{row['file']}", at)

    def facts_of(self, fetch: Fetch, kind: PageKind | None = None) -> PageFacts:
        """What a page says."""
        return read_page(
            fetch.body,
            fetch.url,
            content_type=fetch.header("content-type"),
            as_of=fetch.fetched_at.date(),
            kind=kind,
        )

    def sheet(self, row: dict[str, Any], kind: PageKind | None) -> Sheet:
        """A page opened for reading services."""
        fetch = self.answer(row)
        return open_sheet(fetch, self.facts_of(fetch, kind))

    def article(self, row: dict[str, Any]) -> ArticleFacts:
        """A page as a visited article."""
        fetch = self.answer(row)
        facts = self.facts_of(fetch, PageKind.ARTICLE)
        return ArticleFacts(row["url"], facts.title, facts.blocks, None, (), None, fetch.record)


class Alone(Pages):
    """The pages without those behind a list: what the list alone tells."""

    def fetch_of(self, url: str) -> Fetch | None:
        """Nothing was visited."""
        return None


def column(row: dict[str, Any], page: PageFacts) -> ColumnFacts:
    """A column that shows a page."""
    plan = ColumnPlan(row["title"], row["url"], ColumnKind.INTERACTION, 1)
    return ColumnFacts(
        plan, page.items, None, "", "", blank=False, unable=None, reason="", record=row["file"]
    )


def day(text: str | None) -> date | None:
    """A day of the truth file."""
    return date.fromisoformat(text) if text else None


def of_messages(row: dict[str, Any], pages: Pages) -> Iterator[Fact]:
    """Every message of a list: received, answered, unit."""
    sheet = pages.sheet(row, PageKind.LIST)
    alone = Alone(Path(), [])
    found = read_messages(column(row, sheet.facts), sheet, alone, only_telling=False)
    assert found is not None
    by_url = {item.url: item for item in found.items}
    by_title = {item.title: item for item in found.items}
    wanted = row["service"]["messages"]
    yield "messages: items", len(wanted), len(found.items)
    for one in wanted:
        item = by_url.get(urljoin(row["url"], one["url"])) or by_title.get(one["title"])
        yield "messages: title", one["title"], item.title if item else None
        yield "messages: received", day(one["received"]), item.received if item else None
        yield "messages: answered on", day(one["answered"]), item.answered if item else None
        yield "messages: is answered", bool(one["answered"]), item.is_answered if item else None
        yield "messages: unit", one["unit"] or None, (item.unit or None) if item else None


def of_message(row: dict[str, Any], pages: Pages) -> Iterator[Fact]:
    """A message by its own page."""
    item = read_message(pages.sheet(row, PageKind.ARTICLE))
    wanted = row["service"]
    yield "message page: received", day(wanted["received"]), item.received
    yield "message page: answered on", day(wanted["answered"]), item.answered
    yield "message page: is answered", bool(wanted["answered"]), item.is_answered
    yield "message page: unit", wanted["unit"] or None, item.unit or None


def of_guide(row: dict[str, Any], pages: Pages) -> Iterator[Fact]:
    """Every element class of a guide."""
    guide = read_guide(pages.sheet(row, PageKind.ARTICLE))
    seen = {}
    if guide is not None:
        seen = {SERVICE_LABELS[one.element]: SEEN[one.presence] for one in guide.elements}
    for name, wanted in row["service"]["elements"].items():
        yield f"guide: {'present' if wanted else 'missing'}", wanted, seen.get(name)


def of_survey(row: dict[str, Any], pages: Pages) -> Iterator[Fact]:
    """Every call of a list."""
    sheet = pages.sheet(row, PageKind.LIST)
    today = date.fromisoformat(row["as_of"])
    found = read_consultations(column(row, sheet.facts), sheet, Alone(Path(), []), today)
    by_title = {item.title: item for item in found.items}
    wanted = row["service"]["surveys"]
    yield "survey: items", len(wanted), len(found.items)
    for one in wanted:
        item = by_title.get(one["title"])
        yield "survey: opened", day(one["start"]), item.opened if item else None
        yield "survey: closed", day(one["end"]), item.closed if item else None
        is_open = item.is_open if item else None
        yield "survey: is open", one["state"] == "open", is_open
        if one["feedback_url"]:
            yield "survey: feedback", True, item.has_feedback if item else None
        else:
            yield "survey: no feedback", False, bool(item.has_feedback) if item else None


def of_marks(row: dict[str, Any], pages: Pages) -> Iterator[Fact]:
    """Marks and entries of a home page."""
    sheet = pages.sheet(row, PageKind.HOME)
    truth = row["service"]
    marks = {mark.kind: mark for mark in read_marks(sheet, truth["site_code"])}
    for name, kind in MARKS.items():
        yield (
            f"mark: {name} {'there' if truth[name] else 'missing'}",
            truth[name],
            SEEN[marks[kind].presence],
        )
    if truth["code"]:
        yield "mark: code value", truth["site_code"], marks[MarkKind.SITE_CODE].value or None
    entries = {entry.kind: entry for entry in read_entries(sheet)}
    for name, kind in ENTRIES.items():
        yield (
            f"entry: {name} {'there' if truth[name] else 'missing'}",
            truth[name],
            SEEN[entries[kind].presence],
        )


def of_relations(rows: list[dict[str, Any]], pages: Pages) -> Iterator[Fact]:
    """Policies and interpretations with their links."""
    for row in rows:
        truth = row["service"]
        policy, reading = truth["interpretation_url"], truth["document_url"]
        article = pages.article(row)
        for name, given in (("policy", [[article], []]), ("reading", [[], [article]])):
            wanted = policy if name == "policy" else reading
            pairs = read_relations(*given, pages)
            seen = [pair.reading_url if name == "policy" else pair.policy_url for pair in pairs]
            there = urljoin(article.url, wanted) if wanted else None
            if wanted or row["form"].startswith("document") is (name == "policy"):
                yield f"{name}: link {'there' if wanted else 'missing'}", there, (*seen, None)[0]


READERS = {
    "messages": of_messages,
    "message": of_message,
    "guide": of_guide,
    "survey": of_survey,
    "marks": of_marks,
}


def facts_in(folder: Path) -> Iterator[tuple[str, Fact]]:
    """Every fact with the file it stands in."""
    rows = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    rows = [row for row in rows if row["family"] == "service"]
    pages = Pages(folder, rows)
    for row in rows:
        reader = READERS.get(row["kind"])
        if reader is not None:
            yield from ((row["file"], fact) for fact in reader(row, pages))
    related = [row for row in rows if row["kind"] == "article"]
    yield from (("relations", fact) for fact in of_relations(related, pages))


def main() -> None:
    """Print a line per fact."""
    total, right, untold, wrong = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        write_variety(["--out", place])
        for file, (name, wanted, read) in facts_in(Path(place)):
            total[name] += 1
            right[name] += read == wanted
            untold[name] += read is None and wanted is not None
            wrong[name] += read is not None and read != wanted
            if "--misread" in sys.argv and read != wanted:
                print(f"  {file}: {name}: stands {wanted}, read {read}")
    print("fact | of | right | wrong | not told")
    for name in total:
        print(f"{name} | {total[name]} | {right[name]} | {wrong[name]} | {untold[name]}")


if __name__ == "__main__":
    main()
