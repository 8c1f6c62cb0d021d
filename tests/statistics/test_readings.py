"""Words that sound alike do so by readings in use."""

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread_all
from xuncha.engine.proofread.findings import Passage


def test_a_reading_nobody_uses_makes_no_word_sound_like_another() -> None:
    texts = (
        "会议传达学习了省委十四届二次全会精神，研究部署当前工作。",
        "县委理论学习中心组传达学习全国两会精神。",
    )
    assert proofread_all([Passage(text, None) for text in texts], band=Band.B) == [(), ()]
