"""One round on a sample web, start to end, through the product's own doors."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from xuncha.cli.errors import complain
from xuncha.cli.replay import replay_decisions, replay_incidents, replay_looks
from xuncha.cli.sample_web import SampleWeb, Scenario, served
from xuncha.cli.summary import summarise
from xuncha.engine.acquire.render.settings import load_render_settings
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.bundle.supplement import Part, has_part
from xuncha.engine.domain.fetches import HostMap
from xuncha.engine.domain.windows import local_day
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.flow.conducting import Conduct, judge, look
from xuncha.flow.documents import write_documents
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import Reporter
from xuncha.flow.rendering import Browsing
from xuncha.flow.running import Runner, running
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import queue, rounds
from xuncha.office.casework.bodies import COMPARES
from xuncha.office.casework.models import Round
from xuncha.office.casework.previous import Period, import_previous
from xuncha.office.casework.states import CLOSED_STATES, RoundState
from xuncha.office.notices.compile import NoticeOrder
from xuncha.office.notices.content import Edition
from xuncha.office.notices.letterhead import LetterheadOrder, fill_letterhead
from xuncha.office.notices.periods import called_before, quarter_before, short_of
from xuncha.office.notices.template import standard_template
from xuncha.office.people import staff
from xuncha.office.people.models import Office, User
from xuncha.office.people.roles import Role
from xuncha.office.registry.imports import import_register
from xuncha.office.registry.probes import import_probes
from xuncha.office.registry.report import ImportReport
from xuncha.sample import truth as sample_truth

DAYS_TO_ISSUE = 4
NOT_RENDERED = "样例默认不渲染（--render 打开）"


@dataclass(frozen=True, slots=True)
class _People:
    office: Office
    machine: User
    reviewers: tuple[User, User]

    @property
    def reviewer(self) -> User:
        """Who decides alone; the other one only where two persons are asked for."""
        return self.reviewers[0]


Serving = Callable[[SampleWeb], AbstractContextManager[HostMap]]


def run_scenario(
    web: SampleWeb,
    out: Path,
    reporter: Reporter,
    serving: Serving = served,
    use: Browsing | None = None,
) -> dict[str, Any]:
    """Run the round, or go on with it where it was interrupted; the summary of contracts.md.

    ``use`` None renders nothing.
    """
    started = time.perf_counter()
    with _begun(web, out, reporter, serving, use) as (inspection, people, conduct):
        if inspection.state not in CLOSED_STATES:
            look(inspection, conduct)
            _reviewed(web, inspection, people, conduct)
        written = write_documents(inspection, _notice_order(web.scenario), conduct.workplace)
    truth = sample_truth.load(web.folder / "truth.json")
    return summarise(inspection, written, truth, conduct.workplace.bundles(inspection)) | {
        "rendering": _rendering(inspection, conduct.workplace, conduct.use),
        "seconds": round(time.perf_counter() - started, 1),
    }


def run_until_review(
    web: SampleWeb,
    out: Path,
    reporter: Reporter,
    serving: Serving = served,
    use: Browsing | None = None,
) -> dict[str, Any]:
    """The round visited and judged, left where people decide: its title, and how many decisions it
    asks for. A round that went on by hand stays as it is."""
    with _begun(web, out, reporter, serving, use) as (inspection, _, conduct):
        if inspection.state not in {RoundState.REVIEWING, *CLOSED_STATES}:
            look(inspection, conduct)
            judge(inspection, conduct)
    return {"round": inspection.title, "decisions": queue.work_of(inspection).decisions}


@contextmanager
def _begun(
    web: SampleWeb, out: Path, reporter: Reporter, serving: Serving, use: Browsing | None
) -> Iterator[tuple[Round, _People, Conduct]]:
    """The round of a scenario, opened or found, held while it is worked on, with its people."""
    people = _people(web.scenario)
    workplace = Workplace(out)
    inspection = _opened(web, people, reporter)
    _looked_before(web, people, workplace, reporter, serving)
    with running(inspection, workplace) as runner:
        inspection.refresh_from_db()
        way = (runner, use or _off(), serving)
        yield inspection, people, _conduct(web, people, workplace, reporter, way)


def _rendering(inspection: Round, workplace: Workplace, use: Browsing) -> dict[str, Any]:
    """How many sites have pages from a browser, and why none has where the step was not run."""
    bundles = workplace.bundles(inspection)
    done = sum(
        has_part(bundles / code, Part.RENDER)
        for code in inspection.targets.values_list("code", flat=True)
    )
    return {"sites": done, "reason": "" if done else use.reason}


def _off() -> Browsing:
    return Browsing(None, load_render_settings("sample"), NOT_RENDERED)


def _people(scenario: Scenario) -> _People:
    office = staff.open_tenant(scenario.name, scenario.office)
    name = f"{scenario.name}.replay"
    reviewer = staff.named(office, name, scenario.reviewer, Role.REVIEWER)
    second = staff.named(office, f"{name}.second", f"{scenario.reviewer}（复核）", Role.REVIEWER)
    return _People(office, staff.machine_of(office), (reviewer, second))


def _opened(web: SampleWeb, people: _People, reporter: Reporter) -> Round:
    scenario = web.scenario
    raw = web.raw
    before = quarter_before(scenario.period)
    period = Period(f"{before}检查（导入）", before)
    with reporter.step("导入台账、上期问题和拨测记录", 3, "份") as meter:
        for report in (
            import_register(people.office, raw / "register.xlsx", people.machine),
            import_previous(people.office, raw / "previous.csv", people.machine, period),
            import_probes(people.office, raw / "probes.csv", people.machine),
        ):
            _show_faults(report)
            meter.advance(1)
    order = rounds.RoundOrder(
        title=scenario.title,
        period_label=scenario.period,
        as_of=scenario.as_of,
        book=load_rulebook(scenario.rulebook),
        rows_in_force=scenario.in_force,
        settings=load_settings(scenario.visit_settings),
        scope_source="register.xlsx",
        scope_date=local_day(scenario.as_of),
    )
    return rounds.open_round(people.office, order, people.machine)


def _looked_before(
    web: SampleWeb, people: _People, workplace: Workplace, reporter: Reporter, serving: Serving
) -> None:
    """Look at a scenario that is served twice as it was then, so that there is something to compare
    with; nothing for the others."""
    scenario = web.scenario
    if scenario.previous_as_of is None:
        return
    book = load_rulebook(scenario.rulebook)
    order = rounds.RoundOrder(
        title=f"{scenario.title}（上次访问）",
        period_label=quarter_before(scenario.period),
        as_of=scenario.previous_as_of,
        book=book,
        rows_in_force=tuple(row.id for row in book.rows if row.check == COMPARES),
        settings=load_settings("sample"),
        scope_source="register.xlsx",
        scope_date=local_day(scenario.previous_as_of),
    )
    earlier = rounds.open_round(people.office, order, people.machine)
    with running(earlier, workplace) as runner:
        earlier.refresh_from_db()
        if earlier.state not in CLOSED_STATES:
            before = replace(web, folder=web.folder / "before")
            conduct = _conduct(before, people, workplace, reporter, (runner, _off(), serving))
            look(earlier, conduct)
            judge_round(earlier, reporter)
            rounds.move(earlier, RoundState.REVIEWING, people.machine)
            rounds.freeze(earlier, people.reviewer)


def _conduct(
    web: SampleWeb,
    people: _People,
    workplace: Workplace,
    reporter: Reporter,
    way: tuple[Runner, Browsing, Serving],
) -> Conduct:
    runner, use, serving = way
    return Conduct(
        machine=people.machine,
        workplace=workplace,
        reporter=reporter,
        runner=runner,
        use=use,
        tell=complain,
        going=lambda: serving(web),
        exports=web.raw / "exports",
    )


def _reviewed(web: SampleWeb, inspection: Round, people: _People, conduct: Conduct) -> None:
    """Judge, replay the reviewer, judge again, freeze; twice leaves one result."""
    truth = sample_truth.load(web.folder / "truth.json")
    judge(inspection, conduct)
    replay_decisions(inspection, truth, people.reviewers, conduct.reporter)
    replay_looks(inspection, truth, people.reviewer)
    replay_incidents(inspection, truth, people.reviewer)
    judge_round(inspection, conduct.reporter)
    rounds.freeze(inspection, people.reviewer)


def _show_faults(report: ImportReport) -> None:
    for fault in report.faults:
        complain(fault.text())


def _notice_order(scenario: Scenario) -> NoticeOrder:
    template = standard_template()
    head = fill_letterhead(
        template.letterhead,
        LetterheadOrder(
            office=scenario.office,
            document=load_rulebook("national-2019").document,
            document_number=scenario.notice_number,
            period=scenario.period,
            period_short=short_of(scenario.period),
            signed_on=local_day(scenario.as_of) + timedelta(days=DAYS_TO_ISSUE),
            deadline=scenario.repair_deadline,
        ),
    )
    return NoticeOrder(
        head,
        template.house_style(),
        Edition.INTERNAL,
        called_before(scenario.period),
        template,
    )
