"""A model is counted from text, written, read back, and says what it was made of."""

import gzip

import numpy as np
import pytest

from xuncha.engine.proofread.statistics import training
from xuncha.engine.proofread.statistics.codes import codes_of, join
from xuncha.engine.proofread.statistics.errors import ModelError
from xuncha.engine.proofread.statistics.grams import sums
from xuncha.engine.proofread.statistics.model import (
    level_of,
    read_model,
    shipped_model,
    write_model,
)
from xuncha.engine.proofread.statistics.training import text_files, train
from xuncha.engine.proofread.statistics.words import Words, read_words

LINES = ["为了规范口岸开放，制定本条例。"] * 5 + ["本条例自公布之日起施行。"]
WORDS = Words({2: (codes_of("规范口岸").reshape(2, 2), np.array([40, 9]))})


def _model(folder, lines=LINES):
    (folder / "a.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return train(text_files(folder), WORDS, lambda _name, _seen: None)


def test_sequences_are_counted_up_to_five_characters(tmp_path):
    counts = _model(tmp_path).sequences(codes_of("口岸开放，制"))
    assert counts[1][0] == 5
    assert counts[2][0] == 5
    assert counts[5][0] == 5
    assert _model(tmp_path).sequences(codes_of("本条例"))[3][0] == 6


def test_no_sequence_reaches_from_one_line_into_the_next(tmp_path):
    counts = _model(tmp_path, ["甲乙", "丙丁"] * 3).sequences(codes_of("乙丙"))
    assert counts[1].tolist() == [3, 3]
    assert counts[2].tolist() == [0]


def test_words_of_the_dictionary_are_kept_apart_from_sequences(tmp_path):
    model = _model(tmp_path)
    assert model.words(codes_of("规范"), 2)[2][0] == pytest.approx(40, rel=0.12)
    assert model.words(codes_of("口岸"), 2)[2][0] == pytest.approx(9, rel=0.12)
    assert model.words(codes_of("开放"), 2)[2][0] == 0


def test_what_is_looked_up_together_counts_as_alone(tmp_path):
    model = _model(tmp_path)
    whole, part = codes_of("规范口岸开放"), codes_of("口岸条例").reshape(2, 2)
    linear = [sums(whole, 2), sums(part, 2)]
    for together, alone in zip(model.counts_of(linear, 2), linear, strict=True):
        assert np.array_equal(together, model.counts(alone, 2))
    words = model.words_in([(whole, 2), (part, 2)])
    assert np.array_equal(words[0], model.words(whole, 2)[2])
    assert words[1].tolist() == model.words(part, 2)[2].tolist()
    sequences, of_words = model.both(whole)
    assert np.array_equal(sequences[3], model.sequences(whole)[3])
    assert np.array_equal(of_words[2], words[0])


@pytest.mark.parametrize("word", ["克罗恩病", "煮鸡蛋", "多宝鱼", "信息披露"])
def test_words_of_fields_that_statutes_hardly_use_are_words(word):
    assert shipped_model().words(codes_of(word), len(word))[len(word)][0] > 0


def test_the_same_text_gives_the_same_file(tmp_path):
    first, second = tmp_path / "1.lm", tmp_path / "2.lm"
    write_model(_model(tmp_path), first)
    write_model(_model(tmp_path), second)
    assert first.read_bytes() == second.read_bytes()


def test_counting_in_pieces_gives_what_counting_at_once_gives(tmp_path, monkeypatch):
    whole = _model(tmp_path)
    monkeypatch.setattr(training, "PIECE", 10)
    pieces = _model(tmp_path)
    for size, counts in whole.sequences(codes_of(LINES[0])).items():
        assert np.array_equal(counts, pieces.sequences(codes_of(LINES[0]))[size])


def test_a_tally_over_its_bound_forgets_what_was_seen_once(monkeypatch):
    monkeypatch.setattr(training, "MOST", 2)
    empty = training.Tally(np.zeros(0, np.uint64), np.zeros(0, np.int64))
    tally = empty.plus(np.array([1, 2, 3, 3], np.uint64))
    assert tally.keys.tolist() == [3]


def test_a_model_read_back_counts_alike_and_knows_its_sources(tmp_path):
    model = _model(tmp_path)
    write_model(model, tmp_path / "m.lm")
    again = read_model(tmp_path / "m.lm")
    assert np.array_equal(again.short.cells, model.short.cells)
    assert np.array_equal(again.long.cells, model.long.cells)
    assert list(again.recipe.sources) == ["a.txt"]
    assert again.recipe.characters == sum(map(len, LINES))


def test_a_damaged_model_is_refused(tmp_path):
    path = tmp_path / "m.lm"
    write_model(_model(tmp_path), path)
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)
    with pytest.raises(ModelError, match="损坏"):
        read_model(path)


@pytest.mark.parametrize("content", [b"", b"hello", b"xuncha-lm 2\n", b"xuncha-lm 2\n{}\nab"])
def test_what_is_no_model_is_refused_in_one_line(tmp_path, content):
    path = tmp_path / "m.lm"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"m\.lm") as told:
        read_model(path)
    assert "\n" not in str(told.value)


def test_text_may_be_gzipped_and_must_be_utf8(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress("口岸开放\n".encode()))
    assert _model(tmp_path).recipe.characters == sum(map(len, LINES)) + 4
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ModelError, match=r"b\.txt"):
        _model(tmp_path)


def test_a_folder_without_text_is_refused(tmp_path):
    with pytest.raises(ModelError, match="没有可用来训练的文本"):
        text_files(tmp_path)


def test_levels_keep_small_counts_exactly_and_large_ones_nearly():
    counts = np.array([1, 2, 8, 9, 100, 54_321, 10**9])
    levels = level_of(counts)
    assert levels[:3].tolist() == [1, 2, 8]
    assert levels.max() == 63
    assert (np.diff(levels.astype(int)) >= 0).all()


def test_a_word_file_whose_counts_do_not_fit_is_refused(tmp_path):
    path = tmp_path / "w.txt.gz"
    path.write_bytes(gzip.compress("规范口\n40 9\n".encode()))
    with pytest.raises(ModelError, match="第 1 组"):
        read_words(path)


def test_codes_keep_the_length_of_a_text_and_fold_widths():
    text = "Ａ1２ｂ，😀规"
    codes = codes_of(text)
    assert len(codes) == len(text)
    assert codes[0] == codes[3] == ord("A")
    assert codes[1] == codes[2] == ord("0")


def test_every_text_of_a_batch_is_found_where_it_begins():
    codes, begins = join(["甲乙", "", "丙"])
    assert [chr(codes[at]) for at in (begins[0], begins[0] + 1, begins[2])] == ["甲", "乙", "丙"]
