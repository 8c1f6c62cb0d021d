"""Builds a large office straight into the tables: what eight rounds leave behind.

Scope, rulebook and clusters come from the office's own code; rows that a round would write one
target at a time are written in bulk. Nothing here is looked at by the checks.
"""

import hashlib
import itertools
import random
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from benchmarks.office import beside
from benchmarks.office.size import Size
from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.words import (
    ColumnKind,
    ColumnState,
    Result,
    TextErrorKind,
    UnableClass,
    VerdictState,
)
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.office.casework import rounds
from xuncha.office.casework.models import (
    CarryOver,
    Cluster,
    ColumnRecord,
    Decision,
    FindingRecord,
    OutcomeRecord,
    Round,
    RoundTarget,
    VerdictRecord,
    VisitRecord,
)
from xuncha.office.casework.queue_clusters import gather, recount
from xuncha.office.casework.states import DecisionVerb, RoundState, Standing
from xuncha.office.notices import drafts
from xuncha.office.notices.template import template_text
from xuncha.office.people import audit, staff
from xuncha.office.people.models import AuditRecord, Office, User
from xuncha.office.people.roles import ROLE_LABELS, Role
from xuncha.office.rectification import drawing
from xuncha.office.rectification.models import Order
from xuncha.office.rectification.states import OrderState, PaperKind
from xuncha.office.registry import trees
from xuncha.office.registry.models import Account, Body, Column, Site

BATCH = 2000
BOOK = "qinghai"
IN_FORCE = ("W-V2", "W-V3", "W-V4.1", "W-V4.2", "W-V4.3", "W-N1", "N-V2.1", "N-N1")
SITE_ROWS = (
    ("W-V3", "home-still"),
    ("W-V4.1", "columns-still"),
    ("W-V4.2", "core-columns-still"),
    ("W-V4.3", "columns-blank"),
    ("W-N1", "wording"),
)
ACCOUNT_ROWS = (("N-V2.1", "account-still"), ("N-N1", "wording"))
SETTINGS = VisitSettings("bench", 0, 1, 5, 1000, 10000, 10, 60, 2, 3, 1, 0, obeys_robots=True)
LAST = datetime(2026, 9, 20, 4, 0, tzinfo=timezone.get_fixed_timezone(480))
PLATFORMS = ("微信订阅号", "新浪微博", "抖音", "今日头条", "微信视频号")
KINDS = tuple(kind.value for kind in ColumnKind)[:6]
CITIES = 14
COUNTIES = 8


class Builder:
    """One office of a size, repeatable by its seed."""

    def __init__(self, size: Size, seed: int, tell: Callable[[str], None]) -> None:
        """Nothing is written yet."""
        self.size = size
        self.rng = random.Random(seed)  # noqa: S311 - no secret is drawn
        self.tell = tell

    def build(self) -> Office:
        """The office with its register, rounds, results, decisions and verdicts."""
        self.office = staff.open_tenant("scale", "呼兰省政务公开办公室")
        self.people = {
            role: staff.named(self.office, f"scale.{role.value}", ROLE_LABELS[role], role)
            for role in Role
            if role is not Role.SYSTEM
        }
        with transaction.atomic():
            self._register()
        clerk = self.people[Role.UNIT]
        clerk.body = self.city
        clerk.save(update_fields=["body"])
        before: list[FindingRecord] = []
        for number in range(self.size.rounds):
            with transaction.atomic():
                before = self._round(number, before)
        self._orders()
        newest = Round.objects.filter(office=self.office, imported=False)[0]
        beside.put_beside(newest, self.people[Role.APPROVER])
        return self.office

    def _orders(self) -> None:
        """Orders of the round before the last to some bodies, sent out; a draft of its notice."""
        rounds_of = Round.objects.filter(office=self.office).order_by("-as_of")
        inspection = rounds_of[min(1, self.size.rounds - 1)]
        signer = self.people[Role.APPROVER]
        bodies = Body.objects.filter(office=self.office).order_by("code")
        ids = [self.city.pk, *bodies.values_list("pk", flat=True)[: self.size.bodies // 4]]
        drawn = drawing.draw(inspection, PaperKind.SLIP, set(ids), signer)
        due = inspection.as_of.date() + timedelta(days=30)
        Order.objects.filter(pk__in=[one.pk for one in drawn]).update(
            state=OrderState.ISSUED.value,
            issued_at=inspection.as_of,
            issued_by=signer,
            due_on=due,
            first_due_on=due,
        )
        beginning = drafts.Beginning("province-quarter", template_text("province-quarter"))
        drafts.begin(inspection, beginning, signer, due)
        self.tell(f"整改单：{len(drawn)} 份；通报拟稿 1 份")

    def _register(self) -> None:
        province = self._body("P", "呼兰省人民政府", "province", "government", None)
        cities = [
            self._body(f"C{n:02}", f"第{n}市人民政府", "city", "government", province)
            for n in range(CITIES)
        ]
        counties = [
            self._body(f"K{n:03}", f"第{n}县人民政府", "county", "government", cities[n % CITIES])
            for n in range(CITIES * COUNTIES)
        ]
        left = max(0, self.size.bodies - 1 - CITIES - len(counties))
        above = itertools.cycle((province, *cities, *counties))
        departments = [
            self._body(f"D{n:04}", f"第{n}局", one.level, "department", one)
            for n, one in zip(range(left), above, strict=False)
        ]
        trees.rebuild(self.office)
        self.city = cities[0]
        bodies = (province, *cities, *counties, *departments)
        self._sites(bodies)
        self._accounts(bodies)
        self.tell(
            f"台账：{len(bodies)} 个单位、{self.size.sites} 个网站、{self.size.accounts} 个账号"
        )

    def _body(self, code: str, name: str, level: str, category: str, above: Body | None) -> Body:
        return Body.objects.create(
            office=self.office,
            code=code,
            name=name,
            short_name=name[:4],
            level=level,
            category=category,
            territory_parent=above,
        )

    def _sites(self, bodies: Iterable[Body]) -> None:
        runs = itertools.cycle(bodies)
        sites = [
            Site(
                office=self.office,
                code=f"{6300000000 + n}",
                name=f"{body.name}网站{n}",
                url=f"http://s{n}.example/",
                body=body,
                site_type="portal" if body.category == "government" else "department",
                level=body.level,
                has_services=True,
                status="running",
                platform=f"平台{n % 12}",
            )
            for n, body in zip(range(self.size.sites), runs, strict=False)
        ]
        Site.objects.bulk_create(sites, batch_size=BATCH)
        columns = (
            Column(
                site=site,
                name=f"栏目{n}",
                url=f"{site.url}c{n}/",
                kind=KINDS[n % len(KINDS)],
                has_duty=True,
                duty_confirmed_by="台账",
            )
            for site in Site.objects.filter(office=self.office)
            for n in range(self.size.columns)
        )
        _bulk(Column, columns)

    def _accounts(self, bodies: Iterable[Body]) -> None:
        runs = itertools.cycle(bodies)
        accounts = (
            Account(
                office=self.office,
                code=f"Z{n:05}",
                name=f"{body.short_name}发布{n}",
                platform=PLATFORMS[n % len(PLATFORMS)],
                function="publish",
                body=body,
                level=body.level,
                channel="export",
                status="running",
            )
            for n, body in zip(range(self.size.accounts), runs, strict=False)
        )
        _bulk(Account, accounts)

    def _round(self, number: int, before: list[FindingRecord]) -> list[FindingRecord]:
        back = self.size.rounds - 1 - number
        as_of = LAST - timedelta(days=91 * back)
        order = rounds.RoundOrder(
            title=f"{as_of:%Y}年第{(as_of.month + 2) // 3}季度检查",
            period_label=f"{as_of:%Y}年第{(as_of.month + 2) // 3}季度",
            as_of=as_of,
            book=load_rulebook(BOOK),
            rows_in_force=IN_FORCE,
            settings=SETTINGS,
            scope_source="性能台账",
            scope_date=as_of.date(),
        )
        inspection = rounds.open_round(self.office, order, self.people[Role.INSPECTOR])
        targets = list(inspection.targets.all())
        _bulk(VisitRecord, (VisitRecord(target=one, pages=120) for one in targets))
        self._columns(targets, as_of.date())
        findings = self._findings(inspection, targets, is_last=not back)
        self._outcomes(targets, findings)
        self._decisions(findings, as_of)
        self._carried(inspection, findings, before)
        recount(set(Cluster.objects.filter(round=inspection).values_list("pk", flat=True)))
        self._verdicts(inspection, targets)
        inspection.targets.update(intake_digest="bench", needs_judging=False)
        state = RoundState.ISSUED if back else RoundState.REVIEWING
        Round.objects.filter(pk=inspection.pk).update(state=state.value)
        self.tell(f"{inspection.title}：{len(targets)} 个对象、{len(findings)} 条线索")
        return findings

    def _columns(self, targets: Iterable[RoundTarget], day: date) -> None:
        states = (ColumnState.FRESH, ColumnState.FRESH, ColumnState.FRESH, ColumnState.STILL)
        rows = (
            ColumnRecord(
                target=target,
                position=n + 1,
                name=f"栏目{n}",
                url=f"{target.url}c{n}/",
                kind=KINDS[n % len(KINDS)],
                state=self.rng.choice(states),
                newest=day - timedelta(days=self.rng.randrange(400)),
                items=self.rng.randrange(5, 60),
            )
            for target in targets
            if target.kind == "site"
            for n in range(self.size.columns)
        )
        _bulk(ColumnRecord, rows)

    def _findings(
        self, inspection: Round, targets: list[RoundTarget], *, is_last: bool
    ) -> list[FindingRecord]:
        phrases = [f"错词{number}" for number in range(self.size.phrases)]
        clusters = {
            kind: self._clusters(next(one for one in targets if one.kind == kind), phrases, row)
            for kind, row in (("site", "W-N1"), ("account", "N-N1"))
        }
        wanted = self.size.findings // self.size.rounds
        rows: list[FindingRecord] = []
        weights = [1 / (place + 3) for place in range(len(phrases))]
        drawn = self.rng.choices(phrases, weights, k=wanted)
        aims = itertools.cycle(targets)
        for number, phrase in enumerate(drawn):
            target = next(aims)
            rows.append(self._finding(target, phrase, number, clusters[target.kind][phrase]))
        for row in rows:
            if is_last or self.rng.randrange(100) >= self.size.decided_pct:
                row.standing = Standing.WAITING.value
            elif self.rng.randrange(100) < self.size.confirmed_pct:
                row.standing, row.was_confirmed = Standing.CONFIRMED.value, True
            else:
                row.standing = Standing.DISMISSED.value
        FindingRecord.objects.bulk_create(rows, batch_size=BATCH)
        return rows

    def _clusters(
        self, target: RoundTarget, phrases: Iterable[str], row: str
    ) -> dict[str, Cluster | None]:
        rows = [self._finding(target, phrase, 0, None, row) for phrase in phrases]
        gather(target, rows)
        return {row.observed: row.cluster for row in rows}

    def _finding(
        self, target: RoundTarget, phrase: str, number: int, cluster: Cluster | None, row: str = ""
    ) -> FindingRecord:
        url = f"{target.url or 'http://m.example/'}a/{number}.html"
        quote = f"会议强调，要认真贯彻落实有关要求，进一步做好{phrase}的各项工作，确保取得实效。"
        indicator = row or ("W-N1" if target.kind == "site" else "N-N1")
        return FindingRecord(
            target=target,
            indicator=indicator,
            check_slug="wording",
            fingerprint=_digest(target.code, url, phrase),
            key=f"{url}|{phrase}",
            title=f"“{phrase}”",
            observed=phrase,
            limit_text="official-phrase",
            kind=TextErrorKind.TYPO.value,
            suggestion=f"正词{number % 97}",
            why="与规范表述不一致",
            evidence=[
                {"url": url, "quote": quote, "where": "正文第3段", "record": f"sha256:{number:064}"}
            ],
            cluster_key=_digest(phrase),
            cluster=cluster,
            word=phrase,
            confidence=0.9,
        )

    def _outcomes(self, targets: Iterable[RoundTarget], findings: list[FindingRecord]) -> None:
        found = {row.target_id for row in findings}
        rows = (
            self._outcome(target, indicator, check, has_findings=target.pk in found)
            for target in targets
            for indicator, check in (SITE_ROWS if target.kind == "site" else ACCOUNT_ROWS)
        )
        _bulk(OutcomeRecord, rows)

    def _outcome(
        self, target: RoundTarget, indicator: str, check: str, *, has_findings: bool
    ) -> OutcomeRecord:
        result = self._result(check, has_findings=has_findings)
        is_unable = result == Result.UNABLE.value
        return OutcomeRecord(
            target=target,
            indicator=indicator,
            check_slug=check,
            result=result,
            count=1,
            count_with_open=1,
            unable_class=self.rng.choice((UnableClass.WAF, UnableClass.LOGIN)) if is_unable else "",
            reason="防护页" if is_unable else "",
        )

    def _result(self, check: str, *, has_findings: bool) -> str:
        if check == "wording" and has_findings:
            return Result.SUSPECT.value
        seen = self.rng.randrange(100)
        result = Result.UNABLE if seen < 3 else Result.HIT if seen < 6 else Result.CLEAR
        return result.value

    def _decisions(self, findings: list[FindingRecord], as_of: datetime) -> None:
        reviewer = self.people[Role.REVIEWER]
        verbs = {
            Standing.CONFIRMED.value: DecisionVerb.CONFIRM.value,
            Standing.DISMISSED.value: DecisionVerb.DISMISS.value,
        }
        decided = [row for row in findings if row.standing in verbs]
        _bulk(
            Decision,
            (
                Decision(
                    target_id=row.target_id,
                    finding=row,
                    verb=verbs[row.standing],
                    reason="属实",
                    by=reviewer,
                    by_name=reviewer.name,
                    at=as_of + timedelta(days=3),
                )
                for row in decided
            ),
        )
        _chained(self.office, reviewer, decided, as_of + timedelta(days=3))

    def _carried(
        self, inspection: Round, findings: list[FindingRecord], before: list[FindingRecord]
    ) -> None:
        earlier: dict[str, FindingRecord] = {}
        for row in before:
            if row.standing == Standing.CONFIRMED.value:
                earlier.setdefault(row.target.code, row)
        seen: set[str] = set()
        rows = []
        for row in findings:
            code = row.target.code
            if code in earlier and code not in seen and self.rng.random() < 0.2:
                old = earlier[code]
                rows.append(
                    CarryOver(
                        target_id=row.target_id,
                        finding=row,
                        previous_finding=old,
                        previous_round_id=old.target.round_id,
                    )
                )
                seen.add(code)
        _bulk(CarryOver, rows)
        del inspection

    def _verdicts(self, inspection: Round, targets: Iterable[RoundTarget]) -> None:
        states = (VerdictState.QUALIFIED,) * 46 + (VerdictState.UNQUALIFIED, VerdictState.UNDECIDED)
        rows = []
        for target in targets:
            state = self.rng.choice(states)
            row = "W-V4.1" if target.kind == "site" else "N-V2.1"
            veto = [row] if state is VerdictState.UNQUALIFIED else []
            rows.append(
                VerdictRecord(
                    target=target,
                    rulebook_name=inspection.rulebook_name,
                    rulebook_digest=inspection.rulebook_digest,
                    state=state.value,
                    proposed=state.value,
                    veto=veto,
                    arithmetic=["没有单项否决" if not veto else "单项否决"],
                    content={},
                    at=inspection.as_of + timedelta(days=5),
                )
            )
        _bulk(VerdictRecord, rows)


def _chained(office: Office, actor: User, findings: Iterable[FindingRecord], at: datetime) -> None:
    """Audit rows of the decisions, chained as ``audit.append`` chains them."""
    last = AuditRecord.objects.filter(office=office).order_by("-seq").first()
    seq, previous = (last.seq, last.hash) if last else (0, audit.GENESIS)
    rows = []
    for finding in findings:
        seq += 1
        row = AuditRecord(
            office=office,
            seq=seq,
            at=at,
            actor=actor,
            act="decision.confirm",
            subject_kind="casework.decision",
            subject_id=str(finding.pk),
            detail={"on": "finding"},
            previous_hash=previous,
        )
        row.hash = previous = audit.hash_of(row)
        rows.append(row)
    AuditRecord.objects.bulk_create(rows, batch_size=BATCH)


def _bulk(model: type[models.Model], rows: Iterable[Any]) -> None:
    made = iter(rows)
    while piece := list(itertools.islice(made, BATCH)):
        model._default_manager.bulk_create(piece)


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]
