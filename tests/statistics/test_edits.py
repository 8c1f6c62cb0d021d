"""Which places are looked at, and what is proposed there."""

import numpy as np
import pytest

from xuncha.engine.proofread.statistics import edits
from xuncha.engine.proofread.statistics.codes import join
from xuncha.engine.proofread.statistics.confusion import shipped_confusion
from xuncha.engine.proofread.statistics.edits import Bounds, Sort
from xuncha.engine.proofread.statistics.features import BESIDE, rows
from xuncha.engine.proofread.statistics.promising import candidates
from xuncha.engine.proofread.statistics.seen import Seen
from xuncha.engine.proofread.statistics.training import text_files, train
from xuncha.engine.proofread.statistics.words import shipped_words

LINES = ["县级以上人民政府应当加强对审计工作的领导，依法签订合同。"] * 20
GAINS = dict.fromkeys(Sort, -2.0)
BOUNDS = Bounds(rare=6, gains=GAINS, kept=4)
SEEN = Seen([])


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    folder = tmp_path_factory.mktemp("text")
    (folder / "a.txt").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return train(text_files(folder), shipped_words(), lambda _name, _seen: None)


def _of(model, looked, sort, bounds=BOUNDS):
    found = candidates(model, looked, shipped_confusion(), bounds)
    return next((one for one in found if one.sort is sort), None)


def _proposed(model, text, sort):
    codes, begins = join([text])
    found = _of(model, edits.look(model, codes), sort)
    return found and {
        (int(at - begins[0]), "".join(map(chr, meant.tolist())))
        for at, meant in zip(found.at, found.meant, strict=True)
    }


def test_text_the_model_knows_is_not_looked_at(model):
    assert _proposed(model, LINES[0], Sort.CHARACTER) is None


def test_a_character_of_the_same_sound_is_proposed(model):
    assert (2, "订") in _proposed(model, "依法签定合同。"[1:], Sort.CHARACTER)


def test_a_character_of_like_shape_is_proposed(model):
    assert (5, "同") in _proposed(model, "依法签订合司。", Sort.CHARACTER)


def test_two_wrong_characters_are_proposed_together_by_their_sound(model):
    assert (2, "审计") in _proposed(model, "强对神迹工作的领导", Sort.WORD)


def test_swapped_neighbours_are_proposed_the_other_way_round(model):
    assert (5, "民政") in _proposed(model, "县级以上人政民府应当", Sort.SWAPPED)


def test_a_character_too_many_is_proposed_for_deletion(model):
    found = _proposed(model, "县级以上人民民政府应当", Sort.EXTRA)
    assert {at for at, _ in found} & {5, 6}


def test_numerals_and_marks_are_never_looked_at(model):
    codes, _ = join(["二〇二四年，A1（三）"])
    looked = edits.look(model, codes)
    assert [chr(code) for code in codes[looked.may_change]] == ["年"]


def test_no_more_candidates_a_place_than_allowed(model):
    codes, _ = join(["依法签定合同"])
    looked = edits.look(model, codes)
    found = _of(model, looked, Sort.CHARACTER, Bounds(rare=6, gains=GAINS, kept=1))
    assert len(found.at) == len(set(found.at.tolist()))


def test_every_candidate_has_a_row_of_finite_clues_and_the_right_one_gains_most(model):
    codes, begins = join(["", "政府依法签定合同。", "应当"])
    looked = edits.look(model, codes)
    found = _of(model, looked, Sort.CHARACTER)
    (clues,) = rows(model, looked, [found], SEEN)
    assert clues.shape[0] == len(found.at)
    assert np.isfinite(clues).all()
    best = int(np.argmax(clues[:, 0]))
    assert found.at[best] - begins[1] == 5
    assert chr(found.meant[best, 0]) == "订"


def test_clues_of_a_text_do_not_depend_on_the_texts_beside_it(model):
    def of(texts, number):
        codes, begins = join(texts)
        looked = edits.look(model, codes)
        found = _of(model, looked, Sort.CHARACTER)
        end = begins[number] + len(texts[number])
        own = (found.at >= begins[number]) & (found.at < end)
        return rows(model, looked, [found], SEEN)[0][own]

    alone = of(["政府依法签定合同。"], 0)
    among = of(["合司", "政府依法签定合同。", "神迹"], 1)
    assert np.allclose(alone, among, atol=1e-4)


def test_sorts_read_together_have_the_clues_each_has_alone(model):
    codes, _ = join(["政府依法签定合同。", "加强对神迹工作的领导", "人政民府应当"])
    looked = edits.look(model, codes)
    groups = candidates(model, looked, shipped_confusion(), BOUNDS)
    assert len(groups) >= 4
    together = rows(model, looked, groups, SEEN)
    for group, clues in zip(groups, together, strict=True):
        assert len(group.at)
        (alone,) = rows(model, looked, [group], SEEN)
        own = [np.delete(one, BESIDE, axis=1) for one in (clues, alone)]
        assert np.array_equal(*own)


def test_a_candidate_beside_a_better_one_is_told_so(model):
    codes, begins = join(["加强对神迹工作的领导"])
    looked = edits.look(model, codes)
    found = _of(model, looked, Sort.CHARACTER)
    alone, beside = (
        rows(model, looked, groups, SEEN)[0][:, BESIDE]
        for groups in ([found], [found, _of(model, looked, Sort.WORD)])
    )
    near = np.isin(found.at - begins[0], [2, 3, 4, 5])
    assert (beside[near, 0] < alone[near, 0]).all()
    assert (beside[near, 1] > alone[near, 1]).all()
    assert np.array_equal(beside[~near], alone[~near])


def test_an_empty_batch_has_no_candidates(model):
    codes, _ = join([""])
    assert candidates(model, edits.look(model, codes), shipped_confusion(), BOUNDS) == []


def test_confusion_knows_sound_near_sound_and_shape():
    confusion = shipped_confusion()
    grade = {chr(code): at for at, code in enumerate(confusion.of(ord("定")).codes)}
    alike = confusion.of(ord("定"))
    assert alike.sound[grade["订"]] == 2
    assert alike.tone[grade["订"]] == 1
    assert alike.sound[grade["顶"]] == 2
    assert alike.tone[grade["顶"]] == 0
    near = confusion.of(ord("林"))
    assert near.sound[near.codes.tolist().index(ord("灵"))] == 1
    shape = confusion.of(ord("冶"))
    assert shape.shape[shape.codes.tolist().index(ord("治"))] >= 7
    assert len(confusion.of(ord("A")).codes) == 0
