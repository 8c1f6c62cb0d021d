"""The invented province of the notices, with plants in every place free text can come from."""

from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path

from django.utils import timezone

from tests.editions.plants import Plant, Sort
from tests.notices.built_round import SAMPLING, Province, build, order_of, take_in, with_columns
from xuncha.engine.domain.outcomes import Evidence, Finding
from xuncha.engine.domain.words import TextErrorKind
from xuncha.office.casework.models import (
    ColumnRecord,
    Decision,
    HandLook,
    OutcomeRecord,
    RoundTarget,
)
from xuncha.office.casework.standing import restand
from xuncha.office.casework.taking_in import finding_row
from xuncha.office.notices.compile import NoticeOrder
from xuncha.office.notices.content import Edition, Requirement
from xuncha.office.notices.functions import functions
from xuncha.office.notices.record_kinds import CellKind, record_kinds
from xuncha.office.notices.template import Chapter, Part, Template

KINDS = {
    Sort.POLITICAL: (TextErrorKind.FORMULATION, TextErrorKind.TYPO, TextErrorKind.NAME),
    Sort.PERSONAL: (TextErrorKind.PRIVACY, TextErrorKind.NUMBER),
    Sort.PERSON: (TextErrorKind.NAME, TextErrorKind.TYPO),
    Sort.LINK: (TextErrorKind.DAMAGE, TextErrorKind.TYPO),
}
ORDINARY = (("登陆", "登录"), ("贯策落实", "贯彻落实"), ("布署", "部署"))
DAY = "2026-08-10"


def build_planted(folder: Path, found: tuple[Plant, ...]) -> Province:
    """The province with every second plant in a finding and all of them in other places."""
    made = build(folder)
    supply = cycle(found)
    inspection = made.inspection
    with_columns(inspection)
    targets = list(inspection.targets.order_by("kind", "code"))
    for plant, target in zip(found[::2], cycle(targets), strict=False):
        _find(target, made.reviewer, plant)
    for wrong, right in ORDINARY:
        _slip(targets[0], made.reviewer, wrong, right)
    _looks(inspection, made.reviewer, supply)
    _columns(targets[0], supply)
    for target in targets[1:]:
        _rename(target, next(supply), next(supply))
    take_in(made.office, made.reviewer, folder / "植入.xlsx", _sheets(supply))
    return made


def order_for(edition: Edition, supply, template: Template | None = None) -> NoticeOrder:
    """An order with plants in all an office types into letterhead, style and template."""
    order = order_of()
    texts = {
        key: f"{getattr(order.head, key)}，{next(supply).text}"
        for key in ("basis", "recipient", "contact", "copied_to", "printed_by")
    }
    addressees = (*order.head.addressees, next(supply).text)
    head = replace(order.head, addressees=addressees, **texts)
    more = Requirement("加强管理", f"认真整改。{next(supply).text}。另见{next(supply).text}。")
    style = replace(order.style, requirements=(*order.style.requirements, more))
    chosen = template or every_section(supply)
    return replace(order, head=head, style=style, edition=edition, template=chosen)


def every_section(supply) -> Template:
    """A template of every section that a province can use, with free paragraphs between."""
    parts: dict[str, Part] = {}
    for function in functions():
        for part in function.parts:
            if part.section != "self-check":
                parts.setdefault(part.section, part)
    chapters = [Chapter("情况", tuple(parts.values()))]
    free = [Part(text=f"经查，{next(supply).text}。", lead="说明") for _ in range(12)]
    chapters.append(Chapter("要求", (*free, Part(section="requirements"))))
    return Template("全部", date(2026, 1, 1), tuple(chapters))


def _find(target: RoundTarget, reviewer, plant: Plant) -> None:
    kinds = KINDS[plant.sort]
    kind = kinds[len(plant.text) % len(kinds)]
    url = f"http://{plant.text}/" if plant.sort is Sort.LINK else "http://s.example/a"
    piece = Evidence(f"{url}?id={plant.text}", f"……{plant.text}……", f"关于{plant.text}", "sha256:1")
    is_link = plant.sort is Sort.LINK
    finding = Finding(
        check="hidden-links" if is_link and kind is TextErrorKind.DAMAGE else "wording",
        target=target.code,
        key=f"{url}|{plant.text}",
        title=f"“{plant.text}”",
        observed=plant.text,
        limit="",
        confidence=1.0,
        evidence=(piece,),
        kind=kind,
        suggestion=plant.right or plant.text,
        why=plant.text,
    )
    _keep(target, reviewer, finding, plant.text)


def _slip(target: RoundTarget, reviewer, wrong: str, right: str) -> None:
    piece = Evidence("http://s.example/b", f"请{wrong}", "通知", "sha256:1")
    finding = Finding(
        "wording", target.code, wrong, wrong, wrong, "", 1.0, (piece,), TextErrorKind.TYPO, right
    )
    _keep(target, reviewer, finding, "")


def _keep(target: RoundTarget, reviewer, finding: Finding, reason: str) -> None:
    row = "W-N1" if target.kind == "site" else "N-N1"
    record = finding_row(target, row, finding, finding.evidence)
    record.save()
    Decision.objects.create(
        target=target, finding=record, verb="confirm", reason=reason, by=reviewer,
        by_name=reviewer.name, at=timezone.now(),
    )  # fmt: skip
    restand(target.findings.all())


def _looks(inspection, reviewer, supply) -> None:
    for outcome in OutcomeRecord.objects.filter(target__round=inspection, indicator="W-V2"):
        changed = {"result": "unable", "unable_class": "waf", "reason": next(supply).text}
        OutcomeRecord.objects.filter(pk=outcome.pk).update(**changed)
        HandLook.objects.create(
            target=outcome.target, indicator=outcome.indicator, result="clear",
            note=next(supply).text, by=reviewer, by_name=_person(supply), at=timezone.now(),
        )  # fmt: skip


def _person(supply) -> str:
    return next(one for one in supply if one.sort is Sort.PERSON).text


def _columns(target: RoundTarget, supply) -> None:
    for column in ColumnRecord.objects.filter(target=target):
        name = f"{column.name}{next(supply).text}"
        text = next(supply).text
        ColumnRecord.objects.filter(pk=column.pk).update(name=name, url=text, quote=text)


def _rename(target: RoundTarget, first: Plant, second: Plant) -> None:
    target.name = f"{target.name}（{first.text}）"[:120]
    target.sponsor_name = f"{target.sponsor_name}联系人{second.text}"[:120]
    target.save(update_fields=["name", "sponsor_name"])


def _sheets(supply) -> dict[str, list[tuple[str, ...]]]:
    """A few rows of every kind of record, a plant in every cell that takes text."""
    sheets: dict[str, list[tuple[str, ...]]] = {}
    for kind in record_kinds().values():
        rows = [tuple(_cell(column, supply) for column in kind.columns) for _ in range(3)]
        sheets[kind.name] = rows
    sheets["sampling"] = [
        (*row[:2], f"{row[2]}{next(supply).text}", *row[3:5], f"{row[5]}，{next(supply).text}")
        for row in SAMPLING
    ]
    return sheets


def _cell(column, supply) -> str:
    match column.holds:
        case CellKind.DAY:
            return DAY
        case CellKind.WORD:
            return column.words[0]
        case CellKind.TEXT:
            return f"青岚市教育局{next(supply).text}"
        case _:
            return "1"
