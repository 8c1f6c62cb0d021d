"""Writes all groups of pages and ``truth.json`` into a folder."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from xuncha.sample.variety.articles import articles
from xuncha.sample.variety.columns.lists import lists
from xuncha.sample.variety.homes import homes
from xuncha.sample.variety.pen import Pen
from xuncha.sample.variety.services.pages import service_pages
from xuncha.sample.variety.tongues.pages import tongue_pages
from xuncha.sample.variety.truth import Row

DEFAULT_SEED = 1


def pages(seed: int) -> Iterator[tuple[Row, bytes]]:
    """Every page of a seed with its truth, always in the same order."""
    pen = Pen(seed)
    for group in (articles, lists, tongue_pages, service_pages, homes):
        for row, text in group(pen):
            yield row, text.encode(row.charset, "xmlcharrefreplace")


def write(folder: Path, seed: int) -> Counter[str]:
    """Write the pages of a seed; gives how many of each kind and family there are."""
    place = folder / "pages"
    place.mkdir(parents=True, exist_ok=True)
    rows, counts = [], Counter[str]()
    for row, content in pages(seed):
        (place / row.file).write_bytes(content)
        rows.append(row.plain())
        counts[f"{row.kind}/{row.family}"] += 1
    truth = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    (folder / "truth.json").write_text(truth, encoding="utf-8")
    return counts
