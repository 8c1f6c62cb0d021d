"""How a check declares itself, and how the checks are found: by being in the folder."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, Protocol, cast

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.facts import TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.words import TargetKind

HEADINGS = ("测什么", "依据", "判定", "证据", "盲区")
"""The five headings every check's docstring must have, in this order."""


class CheckError(XunchaError):
    """检测项声明有误"""


@dataclass(frozen=True, slots=True)
class Check:
    """The declaration of one check; its module's docstring is its page.

    ``only_proposes``: it never gives a hit; what it suspects is for people.
    ``two_persons``: what one person confirms waits for another.
    ``never_clears``: what it looks at cannot prove that nothing is wrong; a person must.
    ``knows_exemptions``: a column exempt in the register changes what it says.
    """

    slug: str
    title: str
    topic: str
    targets: frozenset[TargetKind]
    metric: str
    needs: str
    since: str
    status: str
    confidence: float
    only_proposes: bool = False
    two_persons: bool = False
    never_clears: bool = False
    knows_exemptions: bool = False


class Runner(Protocol):
    """The one function of a check module."""

    def __call__(
        self, facts: TargetFacts, history: History, params: Any, as_of: datetime
    ) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class LoadedCheck:
    """A check with its parameters' type, its function and its page."""

    check: Check
    params_type: type
    run: Runner
    page: str

    def params_from(self, row_id: str, params: Mapping[str, object], limit: float) -> object:
        """The typed parameters of one rulebook row; CheckError names what is missing or unknown."""
        known = {field.name for field in fields(self.params_type)}
        given = dict(params) | {"indicator": row_id, "limit": limit}
        wrong = sorted(known.symmetric_difference(given))
        if wrong:
            raise CheckError(
                f"指标 {row_id} 的参数与检测 {self.check.slug} 不符：{'、'.join(wrong)}"
                "；请对照该检测的说明修改指标集"
            )
        return self.params_type(
            **{name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
        )


@cache
def load_checks() -> Mapping[str, LoadedCheck]:
    """Every check in the folder by slug, in order of slug."""
    package = importlib.import_module("xuncha.engine.checks")
    found: dict[str, LoadedCheck] = {}
    for entry in pkgutil.iter_modules(package.__path__):
        if entry.ispkg:
            continue
        module = importlib.import_module(f"xuncha.engine.checks.{entry.name}")
        check = cast(Check, module.CHECK)
        found[check.slug] = LoadedCheck(
            check, module.Params, cast(Callable[..., Outcome], module.run), module.__doc__ or ""
        )
    return dict(sorted(found.items()))


def sections(page: str) -> dict[str, str]:
    """The text under each heading of a check's page, in order; missing headings are absent."""
    parts: dict[str, list[str]] = {}
    current = ""
    for line in page.splitlines():
        if line.strip() in HEADINGS:
            current = line.strip()
            parts[current] = []
        elif current:
            parts[current].append(line)
    return {name: "\n".join(lines).strip() for name, lines in parts.items()}
