"""Frozen copies: plans, rulebooks and settings as canonical JSON, and back again."""

import json
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.targets import AccountPlan, SitePlan, TargetPlan
from xuncha.engine.domain.words import Level, TargetKind
from xuncha.engine.rulebook.book import Rulebook
from xuncha.engine.rulebook.practice import Exemption
from xuncha.engine.rulebook.scope import TargetFrame
from xuncha.office.casework.models import Round, RoundTarget

_SITE = TypeAdapter(SitePlan)
_ACCOUNT = TypeAdapter(AccountPlan)
_BOOK = TypeAdapter(Rulebook)
_SETTINGS = TypeAdapter(VisitSettings)
_EXEMPTIONS = TypeAdapter(tuple[Exemption, ...])


def canonical(content: Any) -> str:
    """One JSON text for equal contents: keys sorted, no spaces, no escapes."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def freeze_plan(plan: TargetPlan) -> str:
    """The canonical JSON of a plan."""
    adapter = _SITE if isinstance(plan, SitePlan) else _ACCOUNT
    return canonical(adapter.dump_python(plan, mode="json"))


def plan_of(target: RoundTarget) -> TargetPlan:
    """The plan a round froze for a target."""
    if target.kind == TargetKind.SITE:
        return _SITE.validate_json(target.plan)
    return _ACCOUNT.validate_json(target.plan)


@dataclass(frozen=True, slots=True)
class _Framed:
    level: Level
    is_portal: bool = False
    has_services: bool = True


_FRAMED = TypeAdapter(_Framed)


def frame_in_plan(kind: TargetKind, plan: str) -> TargetFrame:
    """``frame_of`` a frozen plan, whose columns and accounts stay unread: a page asks it of every
    target of a round."""
    found = _FRAMED.validate_json(plan)
    if kind is TargetKind.SITE:
        return TargetFrame(kind, found.level, found.is_portal, found.has_services)
    return TargetFrame(kind, found.level)


def freeze_book(book: Rulebook) -> str:
    """The canonical JSON of a rulebook."""
    return canonical(_BOOK.dump_python(book, mode="json"))


def book_of(inspection: Round) -> Rulebook:
    """The rulebook a round froze, rebuilt from the round itself."""
    return _parsed_book(inspection.rulebook)


@lru_cache(maxsize=8)
def _parsed_book(text: str) -> Rulebook:
    return _BOOK.validate_json(text)


def freeze_exemptions(exemptions: tuple[Exemption, ...]) -> list[dict[str, Any]]:
    """A target's own exemptions as JSON."""
    kept: list[dict[str, Any]] = _EXEMPTIONS.dump_python(exemptions, mode="json")
    return kept


def exemptions_of(target: RoundTarget) -> tuple[Exemption, ...]:
    """The target's own exemptions, as they held when its round was opened."""
    return _EXEMPTIONS.validate_python(target.exemptions)


def book_for(target: RoundTarget, book: Rulebook) -> Rulebook:
    """The book as it judges one target: with the target's own exemptions beside the book's."""
    own = exemptions_of(target)
    return replace(book, exemptions=book.exemptions + own) if own else book


def freeze_settings(settings: VisitSettings) -> dict[str, Any]:
    """The visit settings as a JSON object."""
    return _SETTINGS.dump_python(settings, mode="json")


def settings_of(inspection: Round) -> VisitSettings:
    """The visit settings a round froze."""
    return _SETTINGS.validate_python(inspection.visit_settings)
