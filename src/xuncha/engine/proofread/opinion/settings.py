"""The settings of a second opinion: what ships in data/models/opinion.toml, and a user's own file.

The user's file names exactly one back end, ``[endpoint]`` or ``[local]``, and may override the
``[limits]`` key by key. A key to a service never stands in it: that comes from the environment.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.opinions import Endpoint, OpinionLimits

MOST_AT_ONCE = 4
MOST_RETRIES = 3
LONGEST_FILE = 1 << 16
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about. ``rules``: how the rules of the findings begin."""

    rules: tuple[str, ...]
    places_per_sentence: int
    sentence_characters: int
    raise_from: float
    addressed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """From which difference of log-chances a local model agrees, and from which it disagrees."""

    agree: float
    against: float
    model_max_bytes: int


@dataclass(frozen=True, slots=True)
class Chat:
    """How a service is spoken to."""

    answer_tokens: int
    system: str


@dataclass(frozen=True, slots=True)
class Control:
    """A sentence whose verdict is known."""

    sentence: str
    written: str
    suggested: str
    verdict: str


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model of the user's own. ``kind``: ``masked`` is shown the place hidden, ``corrector``
    reads it as it is written."""

    folder: Path
    kind: Literal["masked", "corrector"]


@dataclass(frozen=True, slots=True)
class OpinionSettings:
    """One back end and everything it is held to."""

    backend: Endpoint | LocalModel
    limits: OpinionLimits
    asked: Asked
    weighing: Weighing
    chat: Chat
    controls: tuple[Control, ...]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Limits(_Strict):
    requests: int = Field(ge=1)
    seconds: float = Field(gt=0)
    timeout_s: float = Field(gt=0)
    characters: int = Field(ge=1)
    concurrency: int = Field(ge=1, le=MOST_AT_ONCE)
    retries: int = Field(ge=0, le=MOST_RETRIES)
    retry_pause_s: float = Field(ge=0)
    answer_max_bytes: int = Field(ge=1)


class _Endpoint(_Strict):
    url: str = Field(pattern=r"^https?://\S+$")
    model: str = Field(min_length=1, max_length=LONGEST_NAME, pattern=r"^[\w.:/@+\- ]+$")
    inside: str = ""
    ca: str = ""


class _Local(_Strict):
    folder: str = Field(min_length=1)
    kind: Literal["masked", "corrector"]


class _File(_Strict):
    endpoint: _Endpoint | None = None
    local: _Local | None = None
    limits: dict[str, Any] = Field(default_factory=dict)


_Table = TypeVar("_Table", bound=BaseModel)


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Any]:
    path = files("xuncha.data").joinpath("models").joinpath("opinion.toml")
    return tomllib.loads(path.read_text("utf-8"))


def read_settings(path: Path) -> OpinionSettings:
    """The settings in a user's file. Raises InputError naming the key that is missing or wrong."""
    try:
        raw = path.read_bytes()
        if len(raw) > LONGEST_FILE:
            raise InputError("第二意见的设置文件太大", str(path), f"不超过 {LONGEST_FILE} 字节")
        table = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise InputError(
            "第二意见的设置文件打不开", f"{path}（{error.strerror}）", "核对路径和权限"
        ) from None
    except ValueError as error:
        raise InputError("第二意见的设置文件不是 TOML", f"{path}：{error}", "改正该处") from None
    given = _checked(_File, table, path, "")
    if (given.endpoint is None) == (given.local is None):
        raise InputError(
            "第二意见要有且只有一个来源", str(path), "写 [endpoint]（服务）或 [local]（本机模型）"
        )
    shipped = _shipped()
    limits = _checked(_Limits, {**shipped["limits"], **given.limits}, path, "limits.")
    asked = shipped["asked"]
    return OpinionSettings(
        backend=_backend(given, path),
        limits=OpinionLimits(**limits.model_dump()),
        asked=Asked(
            rules=tuple(asked["rules"]),
            places_per_sentence=asked["places_per_sentence"],
            sentence_characters=asked["sentence_characters"],
            raise_from=asked["raise_from"],
            addressed=tuple(word.lower() for word in asked["addressed"]),
        ),
        weighing=Weighing(**shipped["local"]),
        chat=Chat(**shipped["chat"]),
        controls=shipped_controls(),
    )


def shipped_controls() -> tuple[Control, ...]:
    """The sentences every opinion must know before it is shown anything of a text."""
    return tuple(Control(**one) for one in _shipped()["controls"])


def _backend(given: _File, path: Path) -> Endpoint | LocalModel:
    if given.local is not None:
        return LocalModel(path.parent / given.local.folder, given.local.kind)
    assert given.endpoint is not None
    endpoint = Endpoint(**given.endpoint.model_dump())
    if endpoint.url.startswith("http://") and not endpoint.inside:
        raise InputError(
            "公共网络上的服务须用 https",
            f"{path} endpoint.url",
            '改用 https；内部网络的服务写明 inside = "地址"',
        )
    ca = str(path.parent / endpoint.ca) if endpoint.ca else ""
    return Endpoint(**{**asdict(endpoint), "url": endpoint.url.rstrip("/"), "ca": ca})


def _checked(kind: type[_Table], table: object, path: Path, under: str) -> _Table:
    try:
        return kind.model_validate(table)
    except ValidationError as error:
        keys = "、".join(under + ".".join(map(str, fault["loc"])) for fault in error.errors())
        raise InputError(
            f"第二意见的设置缺少、多出或写错了 {keys}",
            str(path),
            "改正该项；密钥不写在文件里，放在环境变量 XUNCHA_OPINION_KEY",
        ) from None
