"""Every published tool and our reader on the same articles, each alone in a process of its own."""

import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.reading.labelled import Labelled
from benchmarks.reading.ours import WARM_ARTICLES
from benchmarks.reading.scoring import Score, judge_text
from benchmarks.reading.tools import TOOLS

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = ROOT / ".venv-compare" / "bin" / "python"
ROUNDS = 3
"""Every tool is timed so often, one after the other each time; the median counts."""
LIMIT_S = 200
NOT_INSTALLED = 3


@dataclass(slots=True)
class Compared:
    """One published tool: what it read, what it gives (d date, t title, b body), how fast.

    ``failed`` counts the pages on which it raised or took too long.
    """

    name: str
    gives: str
    version: str
    score: Score = field(default_factory=Score)
    failed: int = 0
    generated: Score = field(default_factory=Score)
    generated_failed: int = 0
    per_second: list[float] = field(default_factory=list)

    @property
    def speed(self) -> float:
        """Articles a second of CPU, median of the rounds."""
        return statistics.median(self.per_second) if self.per_second else 0.0


def interpreter() -> Path:
    """Python with the published tools: the environment of ``make bench``, else this one."""
    return FOREIGN if FOREIGN.exists() else Path(sys.executable)


def compare(
    timed: list[Labelled], others: list[Labelled]
) -> tuple[list[Compared], dict[str, list[float]]]:
    """All installed tools on the articles, and our speeds by group from the same rounds.

    ``timed`` pages are the corpus, read in every round; ``others`` are read once, untimed.
    A tool that is not installed is missing from the answer.
    """
    found: dict[str, Compared] = {}
    ours: dict[str, list[float]] = {}
    articles = [page for page in timed if page.is_article]
    warm = [page for page in timed if not page.is_article] + articles[:WARM_ARTICLES]
    given = _given(warm, articles)
    for _ in range(ROUNDS):
        for group, speed in _our_speed().items():
            ours.setdefault(group, []).append(speed)
        for name, (_, gives, _) in TOOLS.items():
            answer = _run(name, given)
            if answer is None:
                continue
            one = found.setdefault(name, Compared(name, gives, answer["version"]))
            if not one.per_second:
                one.failed = _judge(one.score, articles, answer)
            one.per_second.append(len(articles) / answer["seconds"])
    extra = [page for page in others if page.is_article]
    if extra:
        given = _given([], extra)
        for name, one in found.items():
            answer = _run(name, given)
            if answer is not None:
                one.generated_failed = _judge(one.generated, extra, answer)
    return list(found.values()), ours


def _judge(score: Score, pages: list[Labelled], answer: dict[str, Any]) -> int:
    for page, read in zip(pages, answer["read"], strict=True):
        judge_text(score, page, tuple(read))
    failed: int = answer["failed"]
    return failed


def _given(warm: list[Labelled], pages: list[Labelled]) -> str:
    texts = {"warm": [page.text() for page in warm], "pages": [page.text() for page in pages]}
    return json.dumps(texts, ensure_ascii=True)


def _run(name: str, given: str) -> dict[str, Any] | None:
    """One tool in its own process; None when it is not installed or died."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "read.json"
        command = [str(interpreter()), "-m", "benchmarks.reading.tools", name, str(out)]
        try:
            done = subprocess.run(  # noqa: S603 - our own module
                command,
                input=given.encode(),
                cwd=ROOT,
                stderr=subprocess.PIPE,
                timeout=LIMIT_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            print(f"{name}: stopped after {LIMIT_S} s", file=sys.stderr)
            return None
        if done.returncode:
            if done.returncode != NOT_INSTALLED:
                print(f"{name}: died\n{done.stderr.decode()[-800:]}", file=sys.stderr)
            return None
        return json.loads(out.read_text(encoding="utf-8"))


def _our_speed() -> dict[str, float]:
    """Pages a second of ours by group, what a stranger reads and what a round reads apart."""
    return {**_ours_alone(), **_ours_alone("behind-lists")}


def _ours_alone(*asked: str) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - our own interpreter on our own module
        [sys.executable, "-m", "benchmarks.reading.ours", *asked],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
