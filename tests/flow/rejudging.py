# ruff: noqa: E402 - the tables must be there before what imports them
"""The life of an office after a round was closed, and that round judged, read and written again.

``python -m tests.flow.rejudging SAMPLE BUNDLES HOME [--read]``: on a copy of a finished
demonstration's records (``XUNCHA_HOME``). Prints what became of the closed round.
"""

import hashlib
import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from xuncha.office.opening import open_office

open_office()

from xuncha.cli import sample_web
from xuncha.cli.scenario_round import _notice_order
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.own_words import OwnWord
from xuncha.engine.domain.words import AllowanceScope, OwnList, Result
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.flow import taking_in
from xuncha.flow.documents import write_documents
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.flow.reading import read_all
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import decisions, rounds
from xuncha.office.casework.decisions import Look
from xuncha.office.casework.frozen import book_of, settings_of
from xuncha.office.casework.models import (
    Decision,
    FindingRecord,
    HandLook,
    OutcomeRecord,
    Round,
    VerdictRecord,
)
from xuncha.office.casework.taking_in import FactsSummary, intake_digest, store_target
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.registry.models import ProbeSeries, Site
from xuncha.office.wordlists import allowances, lists
from xuncha.office.wordlists.freezing import own_words_of

QUIET = SilentReporter()
KEPT = (VerdictRecord, OutcomeRecord, FindingRecord, Decision, HandLook)


def state_of(inspection: Round) -> dict[str, str]:
    """A digest of everything the round holds, by table, the round itself among them."""
    found = {"round": [Round.objects.filter(pk=inspection.pk).values().get()]}
    for model in KEPT:
        rows = model.objects.filter(target__round=inspection).order_by("pk")
        found[model.__name__] = list(rows.values())
    return {name: _digest(json.dumps(rows, default=str)) for name, rows in found.items()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def read_again(inspection: Round, bundles: Path) -> list[str]:
    """The targets whose bundles, read once more, give anything but what is stored."""
    targets = {one.code: one for one in inspection.targets.all()}
    exports = bundles.with_name("exports")
    readings = list(taking_in._readings(inspection, targets, bundles, exports))
    own = own_words_of(inspection.words)
    changed = []
    in_force = tuple(inspection.rows_in_force)
    for looked in read_all(readings, book_of(inspection), in_force, own):
        target = targets[looked.target]
        summary = taking_in._summary(looked, bundles / looked.target)
        outcome = target.outcomes.first()
        digest = outcome.engine_digest if outcome else summary.engine_digest
        path = target.visit.bundle_path
        stored = replace(summary, bundle_path=path, engine_digest=digest)
        if intake_digest(stored, tuple(looked.outcomes)) != target.intake_digest:
            changed.append(target.code)
    return changed


def live_on(inspection: Round, people: User) -> None:
    """Lists, allowances, probes, the register change; a round by another book is decided on."""
    wrong = FindingRecord.objects.filter(target__round=inspection, kind__gt="").first()
    lists.add_row(people, OwnList.WORDS, OwnWord("政务云系统", "政务云平台", "通用名称"), "其后")
    order = allowances.AllowanceOrder(
        text=wrong.observed if wrong and len(wrong.observed) > 1 else "政务服务",
        scope=AllowanceScope.OFFICE,
        reason="其后允许",
    )
    allowances.add(people, order)
    Site.objects.filter(office=inspection.office).update(platform="换了平台", name="换了名称")
    for series in ProbeSeries.objects.filter(office=inspection.office)[:20]:
        later = series.day + timedelta(days=30)
        row = ProbeSeries.objects.filter(pk=series.pk).values().get() | {"day": later}
        row.pop("id")
        ProbeSeries.objects.create(**row)
    later = rounds.open_round(
        inspection.office,
        rounds.RoundOrder(
            title="其后一轮",
            period_label="2026年第四季度",
            as_of=inspection.as_of + timedelta(days=90),
            book=load_rulebook("national-2019"),
            rows_in_force=("W-V2", "W-V3"),
            settings=settings_of(inspection),
            scope_source="台账",
            scope_date=inspection.as_of.date(),
        ),
        people,
    )
    target = later.targets.filter(kind="site").first()
    outcome = Outcome("W-V3", "home-still", Result.HIT, 0, 0, "其后")
    store_target(target, FactsSummary("x", "sha256:00", 1, None, ""), [outcome])
    decisions.confirm(target.outcomes.get(), people, "其后")
    decisions.look_by_hand(target, Look("W-V2", Result.CLEAR, "其后"), people)


def main(sample: Path, bundles: Path, home: Path, reads: bool) -> dict[str, object]:
    """What a closed round is before and after the office has lived on."""
    inspection = Round.objects.get(imported=False)
    people = User.objects.filter(office=inspection.office, role=Role.REVIEWER).first()
    before = state_of(inspection)
    live_on(inspection, people)
    changed = judge_round(inspection, QUIET)
    web = sample_web.build_sample("hamlet", sample.parent)
    written = write_documents(inspection, _notice_order(web.scenario), Workplace(home))
    files = (written.notice, written.annexes, written.page)
    return {
        "changed": changed,
        "same": before == state_of(inspection),
        "reread": read_again(inspection, bundles) if reads else [],
        "documents": [hashlib.sha256(path.read_bytes()).hexdigest() for path in files],
    }


if __name__ == "__main__":
    print(json.dumps(main(*map(Path, sys.argv[1:4]), reads="--read" in sys.argv)))
