"""An office's house style for notices, read from data/notices/*.toml."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from pydantic import TypeAdapter, ValidationError

from xuncha.engine.domain.words import TextErrorKind
from xuncha.office.notices.content import Requirement
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.rates import PercentStyle


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """What an office sets once: rates, how many names the text gives, what the public edition
    withholds, and the general requirements that precede the deadline."""

    percent: PercentStyle
    named_in_text: int
    withheld: frozenset[TextErrorKind]
    requirements: tuple[Requirement, ...]


@lru_cache(maxsize=32)
def load_house_style(name: str) -> HouseStyle:
    """The house style ``name``; raises NoticeError with the file and the faulty key."""
    source = files("xuncha.data").joinpath("notices", f"{name}.toml")
    try:
        return TypeAdapter(HouseStyle).validate_python(tomllib.loads(source.read_text("utf-8")))
    except FileNotFoundError as missing:
        raise NoticeError(f"没有通报样式“{name}”：{source}") from missing
    except tomllib.TOMLDecodeError as broken:
        raise NoticeError(f"通报样式文件有语法错误：{source}：{broken}") from broken
    except ValidationError as wrong:
        first = wrong.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise NoticeError(f"通报样式文件有误：{source}：{key}：{first['msg']}") from wrong
