"""Which figures got the right verdict, and which were accused without cause."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner

from benchmarks.notices.page import ACCUSING, Page, Truth
from xuncha.cli.notice import app

Figure = dict[str, object]


@dataclass
class Score:
    """Right and all, by verdict and by kind, and what went wrong."""

    all_by: Counter[tuple[str, str]] = field(default_factory=Counter)
    right_by: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    accused: list[str] = field(default_factory=list)
    strays: Counter[str] = field(default_factory=Counter)
    """Figures said that are none of the truth's, by verdict."""

    @property
    def share(self) -> float:
        """Figures with the right verdict among all."""
        total = self._total(self.all_by)
        return self._total(self.right_by) / total if total else 1.0

    @staticmethod
    def _total(counter: Counter[tuple[str, str]]) -> int:
        return sum(count for (by, _), count in counter.items() if by == "verdict")

    def told(self, examples: int) -> str:
        """The tables."""
        total, right = self._total(self.all_by), self._total(self.right_by)
        lines = [f"{right}/{total} right = {self.share:.4f}; {len(self.accused)} wrong accusations"]
        lines += [
            f"  {key[0]:8}{key[1]:24}{self.right_by[key]:5}/{self.all_by[key]}"
            for key in sorted(self.all_by)
        ]
        lines.append(f"  strays {dict(self.strays)}")
        lines += [f"  ACCUSED {one}" for one in self.accused[:examples]]
        lines += [f"  WRONG {one}" for one in self.wrong[:examples]]
        return "\n".join(lines)


def checked(page: Page, folder: Path, *, word_file: bool = False) -> list[Figure]:
    """What the command says of the notice."""
    file = folder / ("notice.docx" if word_file else "notice.txt")
    if word_file:
        page.as_docx(file)
    else:
        file.write_text(page.finished()[0], encoding="utf-8")
    result = CliRunner().invoke(app, ["check", str(file), "--json"])
    if result.exit_code:
        raise RuntimeError(result.output) from result.exception
    figures: list[Figure] = json.loads(result.stdout)["figures"]
    return figures


def scored(pages: Iterable[Page], *, word_files: bool = False) -> Score:
    """The score over many notices."""
    score = Score()
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            text, truths = page.finished()
            lines = text.split("\n")
            found = checked(page, Path(folder), word_file=word_files)
            _score(score, page.name, lines, list(truths), found)
    return score


def _score(
    score: Score,
    name: str,
    lines: list[str],
    truths: list[Truth],
    found: list[Figure],
) -> None:
    left = list(found)
    for truth in truths:
        hit = next((one for one in left if _meets(truth, one)), None)
        if hit is not None:
            left.remove(hit)
        said = str(hit["verdict"]) if hit else ""
        right = said in truth.right
        for key in (("verdict", truth.verdict), ("kind", truth.kind)):
            score.all_by[key] += 1
            score.right_by[key] += right
        if right:
            continue
        told = (
            f"{name} {truth.kind} {truth.stated} should be {truth.verdict}, is {said or 'nothing'}"
            f" ({hit['computed'] if hit else ''}) {_around(lines[truth.line - 1], truth)}"
        )
        score.wrong.append(told)
        if said in ACCUSING and not truth.right & ACCUSING:
            score.accused.append(told)
    for one in left:
        score.strays[str(one["verdict"])] += 1
        if one["verdict"] in ACCUSING:
            score.accused.append(
                f"{name} stray {one['stated']} {one['verdict']} {one['computed']} {one['quote']}"
            )


def _around(line: str, truth: Truth) -> str:
    before, after = line[: truth.start][-60:], line[truth.end :][:40]
    return f"{before}⟦{truth.stated}⟧{after}"


def _meets(truth: Truth, one: Figure) -> bool:
    """The same place of the same line."""
    start, stated = int(str(one["start"])), str(one["stated"])
    if one["line"] != truth.line:
        return False
    return start < truth.end and truth.start < start + len(stated)
