"""Every row of the lexicon finds its positive example and leaves its negative one alone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from time import process_time

import pytest

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread import lexicon as lexicon_module
from xuncha.engine.proofread.check import proofread_all
from xuncha.engine.proofread.errors import LexiconError
from xuncha.engine.proofread.findings import Passage
from xuncha.engine.proofread.lexicon import lexicon_folder, load_lexicon, read_lexicon
from xuncha.engine.proofread.rules import Rule


def every_rule() -> Iterator[Rule]:
    lexicon = load_lexicon()
    for table in (lexicon.words, lexicon.phrases, lexicon.patterns, lexicon.pairs):
        yield from (row.rule for row in table)


def told(example: Callable[[Rule], str]) -> dict[str, bool]:
    """By rule, whether it is found in its own example, each read as a document of its own."""
    rules = list(every_rule())
    examples = [Passage(example(one), one.valid_from or one.valid_to, one.id) for one in rules]
    found = proofread_all(examples, band=Band.B)
    return {
        one.id: one.id in {finding.rule for finding in of}
        for one, of in zip(rules, found, strict=True)
    }


def test_every_positive_example_is_found_by_its_own_rule() -> None:
    assert [rule for rule, found in told(lambda rule: rule.positive).items() if not found] == []


def test_every_negative_example_is_left_alone_by_its_rule() -> None:
    assert [rule for rule, found in told(lambda rule: rule.negative).items() if found] == []


def test_ids_are_unique_over_all_files() -> None:
    ids = [rule.id for rule in every_rule()]
    assert len(ids) == len(set(ids)) > 2000


def test_every_row_says_where_it_comes_from_and_why() -> None:
    assert [rule.id for rule in every_rule() if not rule.source or not rule.why] == []


def test_a_band_a_row_is_surer_than_a_band_b_row() -> None:
    sure = [rule.confidence for rule in every_rule() if rule.band is Band.A]
    doubtful = [rule.confidence for rule in every_rule() if rule.band is Band.B]
    assert min(sure) > max(doubtful)


def test_no_right_form_is_itself_called_wrong_with_certainty() -> None:
    words = load_lexicon().words
    rights = [Passage(word.right, None, word.rule.id) for word in words]
    found = proofread_all(rights, band=Band.A)
    wrong = {
        word.wrong: [(one.rule, one.text) for one in of]
        for word, of in zip(words, found, strict=True)
        if of
    }
    assert wrong == {}


def copy_of_lexicon(folder: Path) -> Path:
    for path in lexicon_folder().glob("wording*.tsv"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("X1\t签定\t签订\tslip\tA\t0.9\t\t\t\t来源\t原因\t签定。\t签订。", "slip"),
        ("X1\t签定\t签定\ttypo\tA\t0.9\t\t\t\t来源\t原因\t签定。\t签订。", "相同"),
        ("X1\t签定\t签订\ttypo\tA\t0.9\t\t2024-13-01\t\t来源\t原因\t签定。\t签订。", "month"),
        ("W0001\t签叮\t签订\ttypo\tA\t0.9\t\t\t\t来源\t原因\t签叮。\t签订。", "重复"),
        ("X1\t签定", ""),
    ],
)
def test_a_broken_row_is_named_with_file_and_line(tmp_path: Path, broken: str, line: str) -> None:
    words = copy_of_lexicon(tmp_path) / lexicon_module.WORDS
    before = words.read_text(encoding="utf-8")
    words.write_text(before + broken + "\n", encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        read_lexicon(tmp_path)
    number = len(before.splitlines()) + 1
    assert f"wording.tsv 第 {number} 行" in str(caught.value)
    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_digest_changes_with_the_data(tmp_path: Path) -> None:
    words = copy_of_lexicon(tmp_path) / lexicon_module.WORDS
    assert read_lexicon(tmp_path).digest == load_lexicon().digest
    row = "X1\t签叮\t签订\ttypo\tA\t0.9\t\t\t\t来源\t原因\t签叮。\t签订。\n"
    words.write_text(words.read_text(encoding="utf-8") + row, encoding="utf-8")
    assert read_lexicon(tmp_path).digest != load_lexicon().digest


def test_renamed_organs_and_repealed_laws_are_dated_and_never_in_band_a() -> None:
    dated = [rule for rule in every_rule() if rule.valid_from]
    names = [rule for rule in dated if rule.kind is TextErrorKind.NAME]
    assert len(names) > 40
    assert {rule.band for rule in names} == {Band.B}


def test_no_wrong_word_has_two_rows() -> None:
    wrong = [word.wrong for word in load_lexicon().words]
    assert len(wrong) == len(set(wrong)) > 20_000


def test_the_lexicon_is_read_within_a_second() -> None:
    begin = process_time()
    read_lexicon(lexicon_folder())
    assert process_time() - begin < 1


def test_a_needed_piece_stands_in_every_match() -> None:
    for pattern in load_lexicon().patterns:
        found = re.search(pattern.pattern, pattern.rule.positive)
        assert found, pattern.rule.id
        if pattern.needs:
            assert any(piece in pattern.rule.positive for piece in pattern.needs)
