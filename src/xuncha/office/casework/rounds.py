"""Rounds: opened with scope, rulebook and rows frozen; moved; frozen in the end."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import TargetKind
from xuncha.engine.rulebook.book import Rulebook
from xuncha.office.casework.drawing import (
    Drawing,
    draw_scope,
    failed_in,
    freeze_drawing,
    seed_from,
)
from xuncha.office.casework.errors import RoundError
from xuncha.office.casework.feedback_precision import doubt_rules
from xuncha.office.casework.frozen import (
    freeze_book,
    freeze_exemptions,
    freeze_plan,
    freeze_settings,
)
from xuncha.office.casework.models import Round, RoundTarget
from xuncha.office.casework.states import ROUND, RoundState
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.people.rights import Right
from xuncha.office.people.roles import Role
from xuncha.office.people.transitions import move as transit
from xuncha.office.registry.scope import ScopeEntry, outside_of, scope_of, set_apart
from xuncha.office.wordlists.freezing import freeze as freeze_words


@dataclass(frozen=True, slots=True)
class RoundOrder:
    """What a round is opened with. ``scope_source`` names the register, e.g. its file.

    ``seed`` draws the sample, for instance a number drawn in public; empty: one that follows from
    title, moment and book.
    """

    title: str
    period_label: str
    as_of: datetime
    book: Rulebook
    rows_in_force: tuple[str, ...]
    settings: VisitSettings
    scope_source: str
    scope_date: date
    seed: str = ""

    @property
    def full_seed(self) -> str:
        """The seed the draws of the round are made with."""
        moment = self.as_of.astimezone(SHANGHAI).isoformat()
        return self.seed or seed_from(self.title, moment, self.book.digest)


def open_round(office: Office, order: RoundOrder, actor: User) -> Round:
    """The round of that title with its targets frozen; the same order twice gives the same round.

    The targets are drawn from the register as the book says: all of them where it has no strata.
    Rules people agreed with too seldom come down first; then the office's lists are frozen too.
    Raises RoundError when this person may not run rounds of the office, a round of that title was
    opened with something else, a row in force is not in the book, or the register has nothing in
    operation.
    """
    if actor.office_id != office.pk or not _may_run(actor):
        raise RoundError(f"{actor.name}没有组织检查的权限；请由本单位检查员、审核人或签发人办理")
    missing = [row for row in order.rows_in_force if order.book.row(row) is None]
    if missing:
        raise RoundError(
            f"指标集“{order.book.title}”中没有指标 {'、'.join(missing)}；请核对实施检查的指标编号"
        )
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        existing = Round.objects.filter(office=office, title=order.title).first()
        if existing is not None:
            _check_same(existing, order)
            return existing
        day = local_day(order.as_of)
        scope = scope_of(office, day)
        if not scope:
            raise RoundError("台账中没有正常运行的网站和账号；请先导入台账")
        doubt_rules(office, actor)
        earlier = _latest_before(office, order.as_of)
        looked_at, apart = set_apart(scope, order.book)
        drawing, chosen = draw_scope(order.book, looked_at, failed_in(earlier), order.full_seed)
        drawing = replace(drawing, outside=(*outside_of(office, day), *apart))
        inspection = _create(office, order, drawing, chosen)
        detail = {
            "title": order.title,
            "as_of": order.as_of.astimezone(SHANGHAI).isoformat(),
            "rulebook": [order.book.name, order.book.digest],
            "rows_in_force": list(order.rows_in_force),
            "targets": len(chosen),
            "registered": len(looked_at),
            "seed": order.full_seed,
            "words": inspection.words.digest if inspection.words else "",
        }
        audit.append(actor, "round.opened", inspection, detail)
        return inspection


def _may_run(actor: User) -> bool:
    """People who run rounds, and the office's own machine: it acts for who keeps the server."""
    return actor.role == Role.SYSTEM or actor.may(Right.RUN_ROUNDS)


def move(inspection: Round, state: RoundState, actor: User) -> bool:
    """Bring the round into a state; False when it is there already (TransitionError otherwise)."""
    return transit(ROUND, inspection, state, actor)


def freeze(inspection: Round, actor: User) -> bool:
    """Close the round for decisions; False when it was frozen before.

    Raises RoundError while targets have no verdict, or one older than what was decided.
    """
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=inspection.pk)
        lacking = without_verdict(inspection).count()
        if lacking:
            raise RoundError(f"还有 {lacking} 个对象没有判定，“{inspection}”不能定稿；请先完成判定")
        stale = inspection.targets.filter(needs_judging=True).count()
        if stale:
            raise RoundError(f"{stale} 个对象的认定有变化，判定还没有更新；请先重新判定")
        return move(inspection, RoundState.FROZEN, actor)


def without_verdict(inspection: Round) -> QuerySet[RoundTarget]:
    """The targets that have no current verdict."""
    return inspection.targets.exclude(verdicts__is_current=True)


def previous_round(inspection: Round) -> Round | None:
    """The round before: of the same office, the latest with an earlier moment."""
    return _latest_before(inspection.office, inspection.as_of)


def _latest_before(office: Office, moment: datetime) -> Round | None:
    earlier = Round.objects.filter(office=office, as_of__lt=moment)
    return earlier.order_by("-as_of", "-id").first()


def _check_same(existing: Round, order: RoundOrder) -> None:
    stored = (existing.rulebook_digest, existing.as_of, list(existing.rows_in_force))
    other_seed = order.seed and existing.seed != order.seed
    if other_seed or stored != (order.book.digest, order.as_of, list(order.rows_in_force)):
        raise RoundError(
            f"已有同名检查“{order.title}”，但监测时间点、指标集、实施的指标或抽样种子不同；"
            "请换一个名称，或沿用原来的设置"
        )


def _create(
    office: Office, order: RoundOrder, drawing: Drawing, chosen: tuple[ScopeEntry, ...]
) -> Round:
    inspection = Round.objects.create(
        office=office,
        title=order.title,
        period_label=order.period_label,
        as_of=order.as_of,
        rulebook_name=order.book.name,
        rulebook_digest=order.book.digest,
        rulebook=freeze_book(order.book),
        rows_in_force=list(order.rows_in_force),
        visit_settings=freeze_settings(order.settings),
        scope_source=order.scope_source,
        scope_date=order.scope_date,
        words=freeze_words(office, timezone.localdate()),
        seed=order.full_seed,
        draws=freeze_drawing(drawing),
    )
    targets = (_target(inspection, entry) for entry in chosen)
    RoundTarget.objects.bulk_create(targets, batch_size=500)
    return inspection


def _target(inspection: Round, entry: ScopeEntry) -> RoundTarget:
    plan = entry.plan
    is_site = isinstance(plan, SitePlan)
    return RoundTarget(
        round=inspection,
        kind=TargetKind.SITE if is_site else TargetKind.ACCOUNT,
        code=plan.code,
        name=plan.name,
        url=plan.url if isinstance(plan, SitePlan) else plan.feed_url,
        platform=plan.platform,
        level=plan.level,
        is_portal=isinstance(plan, SitePlan) and plan.is_portal,
        sponsor_id=entry.sponsor_id,
        sponsor_name=entry.sponsor_name,
        region=entry.region,
        plan=freeze_plan(plan),
        exemptions=freeze_exemptions(entry.exemptions),
    )
