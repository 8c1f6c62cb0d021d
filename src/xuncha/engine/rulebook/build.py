"""A resolved document without problems becomes a ``Rulebook``."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from xuncha.engine.domain.words import (
    Confidence,
    Judge,
    Level,
    RowKind,
    TargetKind,
    TextErrorKind,
)
from xuncha.engine.rulebook.book import (
    Condition,
    Group,
    Joint,
    NoServices,
    Op,
    ParamValue,
    Row,
    Rulebook,
    Scoring,
)
from xuncha.engine.rulebook.instruments import Metric
from xuncha.engine.rulebook.practice import (
    Composition,
    Exemption,
    Period,
    Sampling,
    Stratum,
    Tier,
)
from xuncha.engine.rulebook.reach import Applies, Band
from xuncha.engine.rulebook.resolve import digest_of
from xuncha.engine.rulebook.spans import Window, WindowUnit

Raw = Mapping[str, Any]


def build(resolved: Raw, national: Raw | None = None) -> Rulebook:
    """The resolved document as frozen data, with the national one it is laid over.

    Only for documents without problems.
    """
    return Rulebook(
        name=resolved["name"],
        title=resolved["title"],
        document=resolved["document"],
        issuer=resolved["issuer"],
        extends=resolved.get("extends", ""),
        valid_from=resolved.get("valid_from"),
        valid_to=resolved.get("valid_to"),
        digest=digest_of(resolved),
        scoring=_scoring(resolved.get("scoring")),
        groups=tuple(
            Group(
                key,
                raw["name"],
                raw["points"],
                Confidence(raw["confidence"]),
                raw["source"],
                raw.get("scale", ""),
            )
            for key, raw in resolved.get("group", {}).items()
        ),
        joints=tuple(
            Joint(tuple(raw["rows"]), raw["points"], raw["source"])
            for raw in resolved.get("joint", {}).values()
        ),
        rows=tuple(
            _row(key, raw, resolved.get("valid_from"))
            for key, raw in resolved.get("indicator", {}).items()
        ),
        edition_of=resolved.get("edition_of", ""),
        scales=tuple(
            replace(_frame(raw), id=key) for key, raw in resolved.get("scale", {}).items()
        ),
        bands=tuple(_band(key, raw) for key, raw in resolved.get("band", {}).items()),
        tiers=tuple(
            Tier(
                key,
                raw["name"],
                tuple(RowKind(kind) for kind in raw["kinds"]),
                _applies(raw["applies_to"]),
                raw["source"],
            )
            for key, raw in resolved.get("tier", {}).items()
        ),
        exemptions=tuple(
            Exemption(
                key,
                tuple(raw["rows"]),
                _applies(raw["applies_to"]),
                raw["reason"],
                raw["source"],
                raw.get("valid_from"),
                raw.get("valid_to"),
            )
            for key, raw in resolved.get("exemption", {}).items()
        ),
        compositions=tuple(
            Composition(key, raw["name"], dict(raw["weights"]), raw["source"])
            for key, raw in resolved.get("composition", {}).items()
        ),
        sampling=_sampling(resolved.get("sampling")),
        strata=tuple(
            Stratum(
                key,
                raw["name"],
                _applies(raw["applies_to"]),
                raw["ratio"],
                raw["least"],
                raw.get("government_only", False),
                raw["source"],
            )
            for key, raw in resolved.get("stratum", {}).items()
        ),
        national=build(national) if national is not None else None,
    )


def _band(name: str, raw: Raw) -> Band:
    return Band(
        name,
        raw["name"],
        raw["source"],
        raw.get("at_least"),
        raw.get("below"),
        raw.get("near_veto", False),
        raw.get("veto", False),
    )


def _sampling(raw: Raw | None) -> Sampling | None:
    if raw is None:
        return None
    return Sampling(Period(raw["period"]), raw["carry_over"], raw["source"])


def _row(name: str, raw: Raw, book_from: date | None) -> Row:
    confidence = Confidence(raw["confidence"])
    return Row(
        id=name,
        name=raw["name"],
        section=raw["section"],
        rule=raw["rule"],
        kind=RowKind(raw["kind"]),
        judge=Judge(raw["judge"]),
        check=raw.get("check"),
        condition=_condition(raw.get("condition")),
        params={key: _param(value) for key, value in raw.get("params", {}).items()},
        points=raw.get("points"),
        points_confidence=Confidence(raw.get("points_confidence", Confidence.UNCONFIRMED)),
        cap=raw.get("cap"),
        cap_confidence=Confidence(raw.get("cap_confidence", Confidence.UNCONFIRMED)),
        each=raw.get("each", True),
        group=raw.get("group", ""),
        parent=raw.get("parent", ""),
        heading=raw.get("heading", False),
        applies_to=_applies(raw["applies_to"]),
        source=raw["source"],
        confidence=confidence,
        valid_from=raw.get("valid_from", book_from),
        valid_to=raw.get("valid_to"),
        reason_text=raw["reason_text"],
        note=raw.get("note", ""),
        windows={key: _window(window) for key, window in raw.get("windows", {}).items()},
        finding_kinds=tuple(TextErrorKind(kind) for kind in raw.get("finding_kinds", ())),
        free=raw.get("free", 0),
        not_twice=tuple(raw.get("not_twice", ())),
        near=raw.get("near"),
    )


def _window(raw: Raw) -> Window:
    return Window(
        WindowUnit(raw["unit"]),
        raw.get("number", 0),
        raw.get("start", ""),
        raw.get("end", ""),
        raw.get("inclusive", True),
    )


def _param(value: Any) -> ParamValue:
    return tuple(value) if isinstance(value, list) else value


def _condition(raw: Raw | None) -> Condition | None:
    if raw is None:
        return None
    return Condition(Metric(raw["metric"]), Op(raw["op"]), raw["value"])


def _applies(raw: Raw) -> Applies:
    return Applies(
        tuple(TargetKind(kind) for kind in raw.get("kinds", ())),
        tuple(Level(level) for level in raw.get("levels", ())),
        raw.get("portal_only", False),
        raw.get("services_only", False),
    )


def _scoring(raw: Raw | None) -> Scoring | None:
    return None if raw is None else _frame(raw)


def _frame(raw: Raw) -> Scoring:
    return Scoring(
        full=raw["full"],
        pass_line=raw["pass_line"],
        bonus_gate=raw["bonus_gate"],
        bonus_cap=raw["bonus_cap"],
        bonus_group=raw["bonus_group"],
        service_group=raw["service_group"],
        scaled_levels=tuple(Level(level) for level in raw.get("scaled_levels", ())),
        portal_levels=tuple(Level(level) for level in raw.get("portal_levels", ())),
        source=raw["source"],
        confidence=Confidence(raw["confidence"]),
        applies_to=_applies(raw["applies_to"]) if "applies_to" in raw else None,
        veto_score=raw.get("veto_score"),
        no_services=NoServices(raw.get("no_services", NoServices.SCALE)),
    )
