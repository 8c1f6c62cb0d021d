"""Written notices with their truth: never below tests/floors.json, and nobody accused wrongly."""

import json
from pathlib import Path
from random import Random

import pytest
from benchmarks.notices import corpus, invented
from benchmarks.notices.page import MARK, Page
from benchmarks.notices.scoring import Score, scored
from benchmarks.notices.written import names, passages

FLOORS = json.loads((Path(__file__).parents[1] / "floors.json").read_text(encoding="utf-8"))
INVENTED = 120


def _pages(seed: str) -> list[Page]:
    return [invented.notice(Random(f"{seed} {number}"), f"#{number}") for number in range(INVENTED)]


def _kept(score: Score, name: str) -> None:
    assert score.share >= FLOORS[f"noticecheck.{name}"], score.told(10)
    assert len(score.accused) <= FLOORS["noticecheck.accused.most"], score.told(10)


@pytest.mark.skipif(not corpus.FACTS.is_file(), reason=f"no corpus at {corpus.FACTS}")
def test_the_published_notices_written_again_from_their_facts_get_their_verdicts() -> None:
    random = Random("corpus")
    _kept(scored(page for _ in range(3) for page in corpus.notices(random)), "corpus")


def test_invented_notices_get_their_verdicts() -> None:
    _kept(scored(_pages("floors")), "invented")


def test_passages_written_by_hand_get_their_verdicts() -> None:
    _kept(scored(page for name in names() for page in passages(name)), "written")


def test_the_same_notices_as_word_files_get_their_verdicts() -> None:
    _kept(scored(_pages("word")[:6], word_files=True), "word_files")


def test_the_same_seed_writes_the_same_notices_and_leaves_no_slot_open() -> None:
    for one, other in zip(_pages("same")[:30], _pages("same")[:30], strict=True):
        text, truths = one.finished()
        assert (text, truths) == other.finished()
        assert "{" not in text
        assert MARK.search(text) is None
        lines = text.split("\n")
        for truth in truths:
            assert lines[truth.line - 1][truth.start : truth.end] == truth.stated
