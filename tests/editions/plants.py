"""Two hundred strings that no public edition may hold, drawn with a seed; all of them invented."""

import random
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a plant is."""

    POLITICAL = "political"
    PERSONAL = "personal"
    PERSON = "person"
    LINK = "link"


@dataclass(frozen=True)
class Plant:
    """A string; ``right`` is what a political wording should have been."""

    sort: Sort
    text: str
    right: str = ""


PHRASES = (
    "增强四个意识", "坚定四个自信", "做到两个维护", "中国特色社会主义", "中华人民共和国",
    "中国共产党", "全国人民代表大会", "党中央集中统一领导", "不忘初心牢记使命", "中央政治局常委",
    "全面从严治党", "一国两制", "马克思列宁主义", "毛泽东思想", "邓小平理论", "三个代表重要思想",
    "社会主义核心价值观", "中国人民政治协商会议", "中华民族伟大复兴", "党风廉政建设",
    "国家主权和领土完整", "台湾是中国的一部分", "党的群众路线", "中央八项规定", "国务院总理",
)  # fmt: skip
STRAYS = "注意时间地点方法问题特设视觉思维护栏殃巾评假伪错乱"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "晓梅立新桂英建国海燕志强雪莲文博思雨永福玉珍少华明远佳琪国栋"
HOSTS = ("bet{}.com", "www.yule{}.net", "casino-{}.vip", "m.dubo{}.cc", "sex{}.xyz")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def plants(seed: int = 20261123) -> tuple[Plant, ...]:
    """Seventy political slips, fifty personal data, forty names, forty targets of links."""
    draw = random.Random(seed)
    makers = (
        (70, lambda: _political(draw)),
        (50, lambda: Plant(Sort.PERSONAL, draw.choice((_identity, _mobile, _card))(draw))),
        (40, lambda: Plant(Sort.PERSON, draw.choice(SURNAMES) + "".join(_given(draw)))),
        (40, lambda: Plant(Sort.LINK, draw.choice(HOSTS).format(draw.randrange(100, 99999)))),
    )
    found: dict[str, Plant] = {}
    for count, make in makers:
        goal = len(found) + count
        while len(found) < goal:
            plant = make()
            found.setdefault(plant.text, plant)
    return tuple(found.values())


def _political(draw: random.Random) -> Plant:
    right = draw.choice(PHRASES)
    at = draw.randrange(len(right))
    stray = draw.choice([one for one in STRAYS if one != right[at]])
    return Plant(Sort.POLITICAL, right[:at] + stray + right[at + 1 :], right)


def _given(draw: random.Random) -> list[str]:
    at = draw.randrange(len(GIVEN) // 2) * 2
    return [GIVEN[at : at + 2]]


def _identity(draw: random.Random) -> str:
    region = draw.choice(("630102", "110101", "510104", "440106"))
    day = f"{draw.randrange(1950, 2005)}{draw.randrange(1, 13):02d}{draw.randrange(1, 29):02d}"
    body = f"{region}{day}{draw.randrange(100, 999)}"
    total = sum(int(one) * weight for one, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def _mobile(draw: random.Random) -> str:
    return f"{draw.choice(('138', '139', '152', '186'))}{draw.randrange(10**7, 10**8)}"


def _card(draw: random.Random) -> str:
    body = "622202" + "".join(str(draw.randrange(10)) for _ in range(12))
    return body + next(str(one) for one in range(10) if _is_luhn(body + str(one)))


def _is_luhn(number: str) -> bool:
    doubled = [int(one) * (2 if at % 2 else 1) for at, one in enumerate(reversed(number))]
    return sum(one // 10 + one % 10 for one in doubled) % 10 == 0
