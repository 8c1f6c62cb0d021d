"""What a clerk does of a round, in a process of its own, as the pages do it; tells it as JSON.

``python -m tests.rounds.clerk open|retry|tell`` under the XUNCHA_HOME of an installation.
"""

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

from xuncha.office.opening import open_office

CODE = "1100000001"
AS_OF = datetime(2026, 9, 20, 4, 0, tzinfo=UTC)


def main(act: str) -> None:
    """Do it, and tell where the round stood before a retry, and after anything else."""
    open_office()
    from xuncha.office.casework.models import Round

    if act == "open":
        _open()
    inspection = Round.objects.get()
    told = _told(inspection)
    if act == "retry":
        from xuncha.office.jobs import asking
        from xuncha.office.people.models import User

        asking.ask_again(inspection, [CODE], User.objects.get(username="zhao"))
    print(json.dumps(told, ensure_ascii=False))


def _open() -> None:
    from xuncha.engine.acquire.settings import load_settings
    from xuncha.engine.rulebook.load import load_rulebook
    from xuncha.office.casework import rounds
    from xuncha.office.jobs import asking
    from xuncha.office.jobs.states import JobKind
    from xuncha.office.people import staff
    from xuncha.office.people.roles import Role
    from xuncha.office.registry.models import Body, Site
    from xuncha.office.registry.trees import rebuild

    office = staff.open_tenant("hulan", "呼兰省政务公开办公室")
    clerk = staff.named(office, "zhao", "赵检", Role.INSPECTOR)
    body = Body.objects.create(
        office=office, code="C", name="青石市人民政府", level="city", category="government"
    )
    rebuild(office)
    Site.objects.create(
        office=office, code=CODE, name="青石市政府网", url="http://qs.example/", body=body,
        site_type="portal", level="city", has_services=True, status="running",
    )  # fmt: skip
    settings = replace(load_settings("sample"), retries=0, max_links=0, max_leads=0)
    order = rounds.RoundOrder(
        "2026年第三季度检查", "2026年第三季度", AS_OF, load_rulebook("qinghai"),
        ("W-V3",), settings, "台账", date(2026, 9, 20),
    )  # fmt: skip
    inspection = rounds.open_round(office, order, clerk)
    asking.ask(inspection, JobKind.VISIT, clerk)


def _told(inspection) -> dict:
    from xuncha.office.casework.models import OutcomeRecord, VerdictRecord, VisitRecord
    from xuncha.office.jobs.models import Job, Worker

    inspection.refresh_from_db()
    job = Job.objects.first()
    visit = VisitRecord.objects.first()
    return {
        "round": inspection.state,
        "job": [job.kind, job.state, job.fault, job.lease_holder != ""],
        "step": job.step,
        "visit": [visit.unable_class, visit.pages] if visit else None,
        "outcomes": list(OutcomeRecord.objects.values_list("indicator", "result")),
        "verdicts": VerdictRecord.objects.filter(is_current=True).count(),
        "workers": Worker.objects.count(),
        "pk": inspection.pk,
    }


if __name__ == "__main__":
    main(sys.argv[1])
