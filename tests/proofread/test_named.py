"""Two wrong characters inside a name are doubtful; as a word of the sentence they are certain."""

import pytest

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread


def bands(text: str) -> dict[str, Band]:
    return {one.text: one.band for one in proofread(text, band=Band.B, published=None)}


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("原告赛义德·优素福·贝都因诉被告一案。", "因诉"),
        ("获奖者霍辜文奎杨·奥密明库濮发言。", "奥密"),
        ("南坊镇加强巡查，守住耕地红线。", "南坊"),
        ("考察组来到安庄大桥。", "安庄"),
        ("据额勒贝格道尔吉介绍，社员增加了。", "据额"),
        ("革命烈士彭湃的故居开放。", "彭湃"),
    ],
)
def test_a_piece_of_a_name_is_doubtful(text: str, piece: str) -> None:
    assert bands(text)[piece] is Band.B


@pytest.mark.parametrize(
    ("text", "slip"),
    [("工作进渡较快。", "进渡"), ("南坊镇布署防汛工作。", "布署"), ("会议由镇长布署。", "布署")],
)
def test_a_slip_beside_a_name_stays_certain(text: str, slip: str) -> None:
    assert bands(text)[slip] is Band.A
