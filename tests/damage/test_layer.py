"""Layer 0 within the proofreader: damage first, and what the other layers are spared."""

import pytest

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.check import proofread, proofread_all
from xuncha.engine.proofread.findings import Passage

SLIP = "双方签定协议。"


def kinds(text: str, band: Band = Band.A) -> list[TextErrorKind]:
    return [one.kind for one in proofread(text, band=band, published=None)]


def test_a_damaged_line_is_one_finding_and_the_lines_beside_it_are_checked() -> None:
    damaged = "各级人民政府应当加强监测。".encode().decode("latin-1")
    text = f"{SLIP}\n{damaged}\n{SLIP}"
    found = proofread(text, band=Band.A, published=None)
    assert [one.kind for one in found] == [
        TextErrorKind.TYPO,
        TextErrorKind.DAMAGE,
        TextErrorKind.TYPO,
    ]
    assert all(text[one.start : one.end] == one.text for one in found)
    assert found[1].suggestion == "各级人民政府应当加强监测。"


def test_a_slip_in_a_damaged_line_is_not_told_beside_the_damage() -> None:
    copied = "國務(wù)院要求,、雙方不得签定協議,。"
    assert kinds(copied) == [TextErrorKind.DAMAGE]


def test_a_line_with_an_escape_shown_raw_is_checked_beside_it() -> None:
    assert kinds(f"公开&nbsp;目录，{SLIP}") == [TextErrorKind.DAMAGE, TextErrorKind.TYPO]


def test_what_is_only_suspected_to_be_damage_hides_nothing() -> None:
    text = f"政府\u200b网站，{SLIP}"
    assert kinds(text) == [TextErrorKind.TYPO]
    assert kinds(text, Band.B) == [TextErrorKind.DAMAGE, TextErrorKind.TYPO]


@pytest.mark.parametrize(
    "line",
    [
        "བོད་ལྗོངས་མི་དམངས་སྲིད་གཞུང་།",
        "ᠮᠣᠩᠭᠣᠯ ᠬᠡᠯᠡ᠂ ᠪᠢᠴᠢᠭ",
        "شىنجاڭ ئۇيغۇر ئاپتونوم رايونى",
        "Правительство Российской Федерации,, решило",
        "The State Council General Office issued the the notice (2024",
    ],
)
def test_a_line_in_another_language_is_not_judged(line: str) -> None:
    assert kinds(f"{SLIP}\n{line}\n{SLIP}", Band.B) == [TextErrorKind.TYPO, TextErrorKind.TYPO]


def test_a_line_is_judged_with_the_others_of_its_document() -> None:
    copied = "國務(wù)院辦公廳要求,,各地區(qū)加強監(jiān)管,、及時更新欄目,。"
    of_one = [Passage("一、檢查情況", None, "通报"), Passage(copied, None, "通报")]
    of_two = [Passage("一、檢查情況", None, "甲"), Passage(copied, None, "乙")]
    assert len(proofread_all(of_one, band=Band.A)[0]) == 1
    assert proofread_all(of_two, band=Band.A)[0] == ()


def test_the_same_text_of_the_same_day_gets_the_same_findings() -> None:
    passages = [Passage(SLIP, None, "甲"), Passage(SLIP, None, "乙")]
    first, second = proofread_all(passages, band=Band.A)
    assert first == second
    assert first
