"""Invented names in ordinary sentences: nothing may be flagged as certain in any of them.

Places, firms, persons and transliterations are put together at random from a seed, rare characters
among them. Prints the flags by sort of name and lists those of band A:
``python -m benchmarks.invented [NUMBER] [SEED]``.
"""

import random
import sys
from collections.abc import Iterator

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.statistics.suspect import Suspect
from xuncha.engine.proofread.statistics.suspects import shipped_statistics

NUMBER, SEED = 3000, 20261123
SYLLABLES = (
    "阿巴布达德尔夫格哈赫吉基卡克科库拉莱勒里林卢鲁罗洛马曼米姆穆纳尼诺努帕佩普奇切萨桑森沙舍斯索塔泰特"
    "托图瓦万维沃乌西希亚扬耶伊尤扎泽买提江古丽汗别肯依玉牙孜艾班铁木巴雅次仁卓顿珠措旺堆央金坚赞"
)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁"
COMMON, RARE = range(0xB0, 0xD8), range(0xD8, 0xF8)
"""First bytes of the two levels of GB 2312."""
PLACES = (
    *"河江湖溪山岭峰",
    *"村镇乡路街",
    *("水库", "大桥", "小区", "公园", "社区", "街道", "林场", "灌区", "嘎查", "苏木"),
)
FIRMS = (
    *("有限公司", "旅游开发有限公司", "科技股份有限公司", "建设集团", "农民专业合作社"),
    *("食品厂", "饭店", "超市", "幼儿园", "商贸有限责任公司", "药业有限公司"),
)
OF_PLACES = (
    "检查组赴{}检查治理工程的质量、进度和安全。",
    "{}治理工程顺利通过验收。",
    "关于{}改造工程的公示",
    "在{}附近设置警示标志，提醒过往车辆注意安全。",
    "县领导到{}调研指导乡村振兴工作。",
    "{}、{}等地先后出台实施方案。",
)
OF_FIRMS = (
    "{}新生产线建成投产。",
    "该工程由{}承建。",
    "市场监督管理局依法对{}处以罚款五万元。",
    "中标单位为{}，公示期五个工作日。",
)
OF_PERSONS = (
    "{}主持会议并讲话。",
    "局长{}介绍了有关情况。",
    "会议由副县长{}主持，{}、{}出席。",
    "任命{}为水利局副局长。",
    "免去{}的财政局局长职务。",
    "被告人{}犯盗窃罪，判处有期徒刑二年。",
    "村民{}告诉记者，今年收成不错。",
)
OF_STRANGERS = (*OF_PERSONS, "{}代表团访问我省。", "我国与{}签署了合作协议。", "{}位于我国西部。")


class Inventor:
    """Draws names; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def place(self) -> str:
        """One to three characters and the word for a place."""
        return self._characters(self._draw.choice((1, 2, 2, 3))) + self._draw.choice(PLACES)

    def firm(self) -> str:
        """Two characters and what firms are called."""
        return self._characters(2) + self._draw.choice(FIRMS)

    def person(self) -> str:
        """A surname and one or two characters."""
        return self._draw.choice(SURNAMES) + self._characters(self._draw.choice((1, 2, 2)))

    def stranger(self) -> str:
        """Two or three transliterated parts with one of the dots in use between them."""
        parts = (
            "".join(self._draw.choices(SYLLABLES, k=self._draw.choice((2, 3, 3, 4, 5))))
            for _ in range(self._draw.choice((2, 2, 3)))
        )
        return self._draw.choice("·•・‧").join(parts)

    def sentences(self, number: int) -> Iterator[tuple[str, str]]:
        """(sort of name, sentence), so many of each sort."""
        for sort, make, frames in (
            ("place", self.place, OF_PLACES),
            ("firm", self.firm, OF_FIRMS),
            ("person", self.person, OF_PERSONS),
            ("stranger", self.stranger, OF_STRANGERS),
        ):
            for _ in range(number):
                frame = self._draw.choice(frames)
                yield sort, frame.format(*(make() for _ in range(frame.count("{}"))))

    def _characters(self, number: int) -> str:
        return "".join(self._character() for _ in range(number))

    def _character(self) -> str:
        rows = RARE if self._draw.random() < 0.3 else COMMON
        while True:
            code = bytes((self._draw.choice(rows), self._draw.randrange(0xA1, 0xFF)))
            found = code.decode("gb2312", "ignore")
            if found:
                return found


def flags(number: int, seed: int) -> list[tuple[str, str, Suspect]]:
    """(sort of name, sentence, suspect) for everything the statistics suspect."""
    drawn = list(Inventor(seed).sentences(number))
    found = shipped_statistics().suspects([sentence for _, sentence in drawn])
    return [(sort, text, one) for (sort, text), of in zip(drawn, found, strict=True) for one in of]


def main() -> int:
    """Print the table; 1 when anything is flagged in band A."""
    given = [int(one) for one in sys.argv[1:]]
    number, seed = (*given, *(NUMBER, SEED)[len(given) :])[:2]
    found = flags(number, seed)
    for name in ("place", "firm", "person", "stranger"):
        of = [one.band for sort, _, one in found if sort == name]
        print(f"{name}: {number} sentences, A {of.count(Band.A)}, B {of.count(Band.B)}")
    certain = [(text, one) for _, text, one in found if one.band is Band.A]
    for text, one in certain:
        print(f"  {one.confidence:.2f} [{text[one.start : one.end]}→{one.meant}] {text}")
    return 1 if certain else 0


if __name__ == "__main__":
    sys.exit(main())
