"""Labelled pages: the real ones of the corpus and generated ones, in one shape.

A folder with ``labels.json`` is the corpus (a missing key was not labelled); one with
``truth.json`` comes from ``python -m xuncha.sample.variety`` (null is an answer: there is none).
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.charset import decode
from xuncha.engine.extract.unwrap import unwrap

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pages"
AS_OF = date(2026, 11, 22)
GOVERNMENT, NEWS, OLD = "government", "news", "old"
REAL = (GOVERNMENT, NEWS, OLD)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One item of a list as it stands on the page; ``date`` empty where none can be told."""

    title: str
    url: str
    date: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """One page and what stands on it. None: nobody said; empty text: there is none.

    ``count`` is the number of items where only the number was labelled. ``rough``: a body marked
    loosely. ``lies`` says how the dates of a generated page mislead (truth.json).
    """

    path: Path
    name: str
    url: str
    content_type: str
    as_of: date
    family: str
    form: str
    kind: PageKind
    title: str | None = None
    publish_date: str | None = None
    body: str | None = None
    items: tuple[Wanted, ...] | None = None
    count: int | None = None
    newest: str | None = None
    blank: bool | None = None
    needs_rendering: bool | None = None
    language: str | None = None
    lies: tuple[str, ...] = ()
    rough: bool = False

    @property
    def is_article(self) -> bool:
        """Whether a person would call it an article."""
        return self.kind is PageKind.ARTICLE

    def text(self) -> str:
        """The page decoded as our reader decodes it: what published tools are given."""
        return unwrap(decode(self.path.read_bytes(), self.content_type)[0])


def load(folder: Path) -> list[Labelled]:
    """All labelled pages of a folder; FileNotFoundError when it holds neither label file."""
    if (folder / "labels.json").is_file():
        rows = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        return [_real(folder, row) for row in rows]
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    rows = truth["pages"] if isinstance(truth, dict) else truth
    return [_generated(folder, row) for row in rows]


def _real(folder: Path, row: dict[str, Any]) -> Labelled:
    is_list = row["kind"] != "article"
    site = (row["site"] or "www.example.cn").split()[0].split("/")[0]
    return Labelled(
        path=folder / row["file"],
        name=row["file"],
        # An address that gives no date away.
        url=f"http://{site}/{'' if row['kind'] == 'home' else 'page/x'}",
        content_type="text/html",
        as_of=AS_OF,
        family=_family(row),
        form=row["kind"],
        kind=PageKind(row["kind"]),
        title=row.get("title") or None if not is_list else None,
        publish_date=row.get("publish_date") or None,
        body=_real_body(folder, row),
        count=row.get("items") or None,
        newest=row.get("newest_item_date") or None,
        blank=False if is_list else None,
        rough=not row["government"],
    )


def _family(row: dict[str, Any]) -> str:
    if row["government"]:
        return GOVERNMENT
    return OLD if "Content-Extraction-Dataset" in row["source"] else NEWS


def _real_body(folder: Path, row: dict[str, Any]) -> str | None:
    """The body a person marked: a file, or the container an XPath names."""
    if "body_file" in row:
        return (folder / row["body_file"]).read_text(encoding="utf-8")
    if "body_xpath" not in row:
        return None
    text = unwrap(decode((folder / row["file"]).read_bytes(), "")[0])
    tree = lxml_html.fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    pieces = []
    for box in tree.xpath(row["body_xpath"]):
        for code in box.xpath(".//script|.//style"):
            code.drop_tree()
        pieces.append(box.text_content())
    return "\n".join(pieces) or None


_KINDS = {kind.value: kind for kind in PageKind}


def _generated(folder: Path, row: dict[str, Any]) -> Labelled:
    """A page of truth.json. Of an article that must be rendered only that is asked; message boards,
    guides and forms (kind ``other``) are held against their truth elsewhere."""
    kind = _KINDS.get(row["kind"], PageKind.OTHER)
    unread = bool(row.get("needs_rendering"))
    is_article = kind is PageKind.ARTICLE and not unread
    is_list = kind in (PageKind.LIST, PageKind.HOME)
    items = row["items"] if is_list else None
    return Labelled(
        path=folder / "pages" / row["file"],
        name=row["file"],
        url=row["url"],
        content_type=row.get("content_type") or "text/html",
        as_of=date.fromisoformat(row.get("as_of") or str(AS_OF)),
        family=row["family"],
        form=row["form"],
        kind=kind,
        title=row.get("title") if is_article else None,
        publish_date=(row.get("publish_date") or "") if is_article else None,
        body=row.get("body") if is_article else None,
        items=None
        if items is None
        else tuple(Wanted(one["title"], one["url"], one["date"] or "") for one in items),
        newest=(row.get("newest") or "") if is_list else None,
        blank=row.get("blank") if is_list else None,
        needs_rendering=row.get("needs_rendering"),
        language=(row.get("language") or "").split("-")[0] or None,
        lies=tuple(row.get("lies") or ()),
    )
