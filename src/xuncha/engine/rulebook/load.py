"""Find rulebooks, overlay them, and hand out frozen ones."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from xuncha.engine.domain.errors import InputError
from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.build import build
from xuncha.engine.rulebook.errors import FaultyRulebookError, UnknownRulebookError
from xuncha.engine.rulebook.faults import Fault
from xuncha.engine.rulebook.lines import dotted, line_index, line_of
from xuncha.engine.rulebook.resolve import missing_problems, overlay
from xuncha.engine.rulebook.schema import Problem, shape_problems

SUFFIX = ".toml"
MAX_BYTES = 1 << 20
_BOOK_NAME = re.compile(r"[\w-]+")
_LONG_NUMBER = re.compile(r"\d[\d_]{999}")


def rulebook_folder() -> Path:
    """The folder of the books that ship with the package."""
    return Path(str(files("xuncha.data") / "rulebooks"))


def list_names() -> tuple[str, ...]:
    """The names of the books that ship with the package."""
    return tuple(sorted(path.stem for path in rulebook_folder().glob(f"*{SUFFIX}")))


def load_rulebook(name: str) -> Rulebook:
    """A published book by name, or a book of one's own by the path of its ``.toml`` file.

    Raises UnknownRulebookError for a name nobody published, FaultyRulebookError for a file with
    faults. The same name gives the same object: books do not change while the program runs.
    """
    if name.endswith(SUFFIX):
        return _load_file(Path(name))
    return _load_named(name)


@lru_cache(maxsize=32)
def _load_named(name: str) -> Rulebook:
    path = rulebook_folder() / f"{name}{SUFFIX}"
    if name not in list_names():
        raise UnknownRulebookError(name, list_names())
    return _load_file(path)


def _load_file(path: Path) -> Rulebook:
    reading = _read(path)
    if reading.faults or reading.resolved is None:
        raise FaultyRulebookError(reading.faults)
    return build(reading.resolved, reading.national)


def check_file(path: Path) -> tuple[Fault, ...]:
    """Every fault of a rulebook file in the order of its lines; empty when it may be used.

    Raises InputError when the file cannot be opened.
    """
    return _read(path).faults


@dataclass(frozen=True, slots=True)
class _Reading:
    """``national`` is the resolved national document below; None where the book is one itself."""

    resolved: dict[str, Any] | None
    faults: tuple[Fault, ...]
    national: dict[str, Any] | None = None


def _read(path: Path, above: tuple[Path, ...] = ()) -> _Reading:
    text = _text_of(path)
    try:
        own = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _Reading(None, (_syntax_fault(path, text, str(error)),))
    except RecursionError:
        return _Reading(None, (Fault(path.name, "", 1, "嵌套层数过多；请按 [表] 和 键 = 值 书写"),))
    except ValueError:
        return _Reading(None, (_long_number_fault(path, text),))
    problems = list(shape_problems(own))
    below, base_problems = _base_of(path, own, above)
    problems += base_problems
    base = below.resolved or {}
    resolved = overlay({key: base[key] for key in base if key not in _OWN_KEYS}, own)
    problems += missing_problems(own, resolved)
    index = line_index(text)
    found = (
        Fault(path.name, dotted(one.path), line_of(index, one.path), one.message)
        for one in problems
    )
    faults = tuple(sorted(found, key=lambda fault: (fault.line, fault.key)))
    if faults:
        return _Reading(None, faults)
    is_laid_over_nation = below.resolved is not None and below.national is None
    national = below.resolved if is_laid_over_nation and "edition_of" not in own else below.national
    return _Reading(resolved, (), national)


_NOTHING = _Reading(None, ())
_OWN_KEYS = frozenset({"edition_of"})
"""Keys of the header a book does not inherit."""


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise InputError(
                "指标集文件过大", str(path), f"应小于 {MAX_BYTES >> 20} MB，核对是否选错了文件"
            )
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError("文件不是 UTF-8 编码", str(path), "另存为 UTF-8 后重试") from None
    except OSError as error:
        raise InputError(
            "指标集文件打不开", f"{path}（{error.strerror}）", "核对路径和权限"
        ) from None


def _base_of(
    path: Path, own: dict[str, Any], above: tuple[Path, ...]
) -> tuple[_Reading, list[Problem]]:
    """The document a book extends: beside the file first, then in the package."""
    wanted = own.get("extends")
    if not isinstance(wanted, str) or not wanted.strip():
        alone = Problem(("edition_of",), "新版须继承原册；请补上 extends")
        return _NOTHING, [alone] if "edition_of" in own else []
    if own.get("edition_of", wanted) != wanted:
        return _NOTHING, [
            Problem(("edition_of",), f"应与 extends 相同（“{wanted}”）；新版写在原册之上")
        ]
    if not _BOOK_NAME.fullmatch(wanted):
        return _NOTHING, [
            Problem(("extends",), "应为一册指标集的名称，只含字母、数字、_ 和 -；请改正")
        ]
    below = (*above, path.resolve())
    beside, shipped = path.with_name(wanted + SUFFIX), rulebook_folder() / f"{wanted}{SUFFIX}"
    candidates = [one for one in (beside, shipped) if one.is_file()]
    if candidates and all(one.resolve() in below for one in candidates):
        return _NOTHING, [Problem(("extends",), "指标集互相继承成环；请改正 extends")]
    for candidate in candidates:
        if candidate.resolve() not in below:
            reading = _read(candidate, below)
            if reading.resolved is not None:
                return reading, []
            return _NOTHING, [
                Problem(("extends",), f"所继承的指标集有错：{reading.faults[0].line_of_text()}")
            ]
    known = "、".join(list_names())
    return _NOTHING, [Problem(("extends",), f"所继承的指标集“{wanted}”不存在；可选：{known}")]


def _long_number_fault(path: Path, text: str) -> Fault:
    at = next((n for n, one in enumerate(text.splitlines(), 1) if _LONG_NUMBER.search(one)), 1)
    return Fault(path.name, "", at, "数字位数过多；请改正该数字")


_DUPLICATES = ("Cannot overwrite a value", "Cannot declare", "Duplicate inline table key")


def _syntax_fault(path: Path, text: str, message: str) -> Fault:
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    line = int(found.group(1)) if found else len(text.splitlines()) or 1
    shown = (text.splitlines() or [""])[min(line, len(text.splitlines()) or 1) - 1].strip()
    if message.startswith(_DUPLICATES):
        what = f"重复定义：“{shown}”；同一个表或键只能写一次，请删去或改名"
    else:
        what = f"TOML 语法错误：“{shown[:60]}”；请检查引号、括号和等号"
    return Fault(path.name, shown.split("=")[0].strip().strip("[]"), line, what)
