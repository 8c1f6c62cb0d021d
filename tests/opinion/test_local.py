"""A local model is run for real, and what is no model is said so."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.opinion.conftest import SLIP, Prepare
from tests.opinion.tiny import tiny
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.opinions import Unheard
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.opinion import local
from xuncha.engine.proofread.opinion.local import open_local
from xuncha.engine.proofread.opinion.questions import Place, Question
from xuncha.engine.proofread.opinion.settings import LocalModel
from xuncha.engine.proofread.opinion.verdicts import Says, Verdict

WRONG = Question("主管部门责另改正", (Place(1, 5, "另", "令"),))
RIGHT = Question("主管部门责令改正", (Place(1, 5, "令", "另"),))


def opened(prepare: Prepare, folder: Path, kind="masked", clock=lambda: 0.0):
    settings = prepare(SLIP).settings
    return open_local(LocalModel(folder, kind), settings.weighing, settings.limits, clock)


@pytest.mark.parametrize("kind", ["masked", "corrector"])
def test_a_model_says_wrong_right_and_unsure(prepare: Prepare, tmp_path: Path, kind):
    opinion = opened(prepare, tiny(tmp_path / "m"), kind)
    assert opinion.answers([WRONG]) == [(Verdict(1, Says.WRONG, "令"),)]
    assert opinion.answers([RIGHT]) == [(Verdict(1, Says.RIGHT),)]
    aside = Question("全部门", (Place(1, 0, "全", "主"),))
    assert opinion.answers([aside]) == [(Verdict(1, Says.UNSURE),)]


def test_two_characters_are_judged_together(prepare: Prepare, tmp_path: Path):
    opinion = opened(prepare, tiny(tmp_path / "m"), "corrector")
    both = Question("主管部门责另改正", (Place(1, 4, "责另", "责令"),))
    assert opinion.answers([both]) == [(Verdict(1, Says.WRONG, "责令"),)]


@pytest.mark.parametrize(("written", "suggested"), [("另", "令改"), ("责另", "责"), ("另", "龘")])
def test_of_what_it_cannot_weigh_a_model_is_unsure(
    prepare: Prepare, tmp_path: Path, written, suggested
):
    opinion = opened(prepare, tiny(tmp_path / "m"))
    at = WRONG.sentence.index(written)
    question = Question(WRONG.sentence, (Place(1, at, written, suggested),))
    assert opinion.answers([question]) == [(Verdict(1, Says.UNSURE),)]


def test_a_model_with_one_input_will_do(prepare: Prepare, tmp_path: Path):
    opinion = opened(prepare, tiny(tmp_path / "m", also_wants=()))
    assert opinion.answers([WRONG]) == [(Verdict(1, Says.WRONG, "令"),)]


def test_characters_the_vocabulary_lacks_are_unknown_not_a_fault(prepare: Prepare, tmp_path: Path):
    opinion = opened(prepare, tiny(tmp_path / "m"))
    question = Question("😀龘***责另改正", (Place(1, 6, "另", "令"),))
    assert opinion.answers([question]) == [(Verdict(1, Says.WRONG, "令"),)]


def test_a_hearing_of_a_local_model_moves_a_finding(prepare: Prepare, tmp_path: Path):
    draft = prepare(SLIP)
    doubted = [tuple(replace(one, band=Band.B, confidence=0.9) for one in draft.findings[0])]
    heard = replace(draft, findings=doubted).heard(opened(prepare, tiny(tmp_path / "jiaodui")))
    assert heard.findings[0][0].band is Band.A
    assert "第二意见（jiaodui）" in heard.findings[0][0].why


def test_a_model_that_fails_its_controls_changes_nothing(prepare: Prepare, tmp_path: Path):
    draft = prepare(SLIP)
    heard = draft.heard(opened(prepare, tiny(tmp_path / "m", pairs={})))
    assert heard.findings == draft.findings
    assert "对照句" in heard.said


def test_a_model_whose_scores_do_not_fit_its_vocabulary_changes_nothing(
    prepare: Prepare, tmp_path: Path
):
    opinion = opened(prepare, tiny(tmp_path / "m", width=7))
    (answer,) = opinion.answers([WRONG])
    assert isinstance(answer, Unheard)
    assert "运行出错" in answer.reason


def test_a_model_that_wants_what_nobody_gives_changes_nothing(prepare: Prepare, tmp_path: Path):
    opinion = opened(prepare, tiny(tmp_path / "m", also_wants=("pinyin_ids",)))
    (answer,) = opinion.answers([WRONG])
    assert isinstance(answer, Unheard)


def test_nothing_is_judged_when_the_time_of_the_run_is_spent(prepare: Prepare, tmp_path: Path):
    times = iter([0.0, 1.0, 500.0])
    opinion = opened(prepare, tiny(tmp_path / "m"), clock=lambda: next(times))
    first, second = opinion.answers([WRONG, WRONG])
    assert not isinstance(first, Unheard)
    assert second == Unheard("本次限定的时间已用完")


def _spoil_model(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"no model at all")


def _lose_model(folder: Path) -> None:
    (folder / "model.onnx").unlink()


def _lose_words(folder: Path) -> None:
    (folder / "vocab.txt").unlink()


def _spoil_words(folder: Path) -> None:
    (folder / "vocab.txt").write_bytes(b"\xff\xfe\x00")


def _unmark_words(folder: Path) -> None:
    (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n另\n令\n", encoding="utf-8")


def _double_words(folder: Path) -> None:
    path = folder / "vocab.txt"
    path.write_text(path.read_text("utf-8") + "另\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_spoil_model, "不是可用的 ONNX 文件"),
        (_lose_model, "打不开"),
        (_lose_words, "词表读不出"),
        (_spoil_words, "词表读不出"),
        (_unmark_words, r"缺少 \[MASK\]"),
        (_double_words, "有重复行"),
    ],
)
def test_a_folder_that_is_no_model_is_one_line(prepare: Prepare, tmp_path: Path, spoil, said):
    folder = tiny(tmp_path / "m")
    spoil(folder)
    with pytest.raises(InputError, match=said) as caught:
        opened(prepare, folder)
    assert "\n" not in str(caught.value)


def test_a_model_without_the_agreed_input_is_one_line(prepare: Prepare, tmp_path: Path):
    with pytest.raises(InputError, match="没有输入 input_ids"):
        opened(prepare, tiny(tmp_path / "m", ids="words"))


def test_a_model_larger_than_the_limit_is_not_loaded(prepare: Prepare, tmp_path: Path):
    settings = prepare(SLIP).settings
    weighing = replace(settings.weighing, model_max_bytes=10)
    model = LocalModel(tiny(tmp_path / "m"), "masked")
    with pytest.raises(InputError, match="太大"):
        open_local(model, weighing, settings.limits, lambda: 0.0)


def test_without_onnxruntime_the_remedy_is_named(prepare: Prepare, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(local, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"pip install 'xuncha\[opinion\]'"):
        opened(prepare, tiny(tmp_path / "m"))
