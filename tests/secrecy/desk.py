"""Where marked documents are written: a mark, a head, secrets to look for in every spelling."""

import json
import quopri
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

SYLLABLES = "岚峪岱嵩崖峦嶂巍崧崚嵘屿岬岫峋峒峙峥嶙嵋"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Plant:
    """One answer of a site that carries a secret. ``place``: how the site leads to it."""

    name: str
    place: str
    ending: str
    body: bytes
    secrets: tuple[str, ...]
    kind: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200


class Desk:
    """Where one document is written: its mark, its head, its secrets."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)
        self.name = "".join(self.chance.sample(SYLLABLES, 5))
        self.code = f"Zq{self.chance.randrange(16**8):08x}"
        level = self.chance.choice(("绝密", "机密", "秘密"))
        self.mark = f"{level}★{self.chance.choice(('10年', '20年', '6个月', '长期'))}"
        self.title = "关于边境管控部署情况的报告"
        self.head = ["青石市公安局文件", f"青公〔2024〕{self.chance.randint(1, 90)}号", self.title]
        self.text = [
            "市委、市政府：",
            f"现将{self.name}方向的兵力部署情况报告如下：代号 {self.code}。",
            f"一、{self.name}口岸昼夜值守，人员共计 {self.chance.randint(20, 90)} 名。",
        ]

    @property
    def lines(self) -> list[str]:
        return [self.mark, *self.head, *self.text]

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.name, self.code)


def page(body: str, charset: str = "utf-8", head: str = "") -> str:
    """A site's frame round something."""
    return (
        f'<html><head><meta charset="{charset}"><title>工作动态</title>{head}</head><body>'
        '<div class="nav"><a href="/">首页</a></div><h1>工作动态</h1>'
        f"<div>发布时间：2026-09-15</div><div class='content'>{body}</div></body></html>"
    )


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


Maker = Callable[[Desk], Plant]
MAKERS: list[Maker] = []


def plant(
    place: str = "article", ending: str = "html"
) -> Callable[[Callable[[Desk], object]], Maker]:
    """A maker of one plant; what it returns is the body, with type, headers, status if need be."""

    def put(make: Callable[[Desk], object]) -> Maker:
        def made(desk: Desk) -> Plant:
            told = make(desk)
            body, *more = told if isinstance(told, tuple) else (told,)
            data = body.encode() if isinstance(body, str) else body
            return Plant(make.__name__, place, ending, data, desk.secrets, *more)

        MAKERS.append(made)
        return made

    return put


def spellings(secret: str) -> Iterator[bytes]:
    """The bytes a secret may lie in."""
    wide = secret.encode("utf-16-be")
    yield from {secret.encode(), secret.encode("gb18030"), wide, secret.encode("utf-16-le")}
    yield wide.hex().encode()
    yield wide.hex().upper().encode()
    yield quote(secret).encode()
    if not secret.isascii():
        yield json.dumps(secret)[1:-1].encode()
        yield "".join(f"&#{ord(one)};" for one in secret).encode()
        yield "".join(f"&#x{ord(one):X};" for one in secret).encode()
        yield quopri.encodestring(secret.encode()).strip()
