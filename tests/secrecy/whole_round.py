"""A round over the plants from register to notice, in a process of its own.

``python -m tests.secrecy.whole_round HOME SEED``: everything the product writes lies below HOME.
"""

# ruff: noqa: E402 - the tables must be there before what imports them

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from xuncha.office.opening import open_office

open_office()

from tests.acquire.conftest import AS_OF
from tests.acquire.zoo import Zoo, answer
from tests.notices.built_round import order_of
from tests.secrecy.desk import Desk, page, paragraphs
from tests.secrecy.plants import plants
from tests.secrecy.test_at_rest import ROOM, SITE, stock
from xuncha.engine.acquire.render.settings import load_render_settings
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.flow.documents import write_documents
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.flow.rendering import browsing, picture, render
from xuncha.flow.running import running
from xuncha.flow.taking_in import require_whole, take_in
from xuncha.flow.uploads import index_uploads
from xuncha.flow.visiting import WayOut, visit
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import rounds
from xuncha.office.casework.alarms import SealedAlarm
from xuncha.office.casework.states import RoundState
from xuncha.office.notices.content import Edition
from xuncha.office.people import staff
from xuncha.office.people.roles import Role
from xuncha.office.registry.models import Account, Body, Column, Site
from xuncha.office.registry.trees import rebuild

SCRIPTED = "scripted.example"
CODES = {SITE: "1100000001", SCRIPTED: "1100000002"}
IN_FORCE = ("W-V3", "W-V4.1", "W-V4.2", "W-V4.3", "N-V2.1", "W-N1", "N-N1")


def scripted_site(zoo: Zoo, seed: int) -> Desk:
    """A site whose only article is brought by a script from data nobody else asks for."""
    desk = Desk(f"{seed}.scripted")
    data = json.dumps({"body": paragraphs(desk.lines)}, ensure_ascii=False).encode("gbk")
    zoo.show(SCRIPTED, "/data.json", answer(data, content_type="application/json; charset=gbk"))
    script = (
        "fetch('/data.json').then(r=>r.arrayBuffer()).then(b=>{document.getElementById('c')"
        ".innerHTML=JSON.parse(new TextDecoder('gbk').decode(b)).body})"
    )
    shell = page(f"<div id='c'></div><script>{script}</script>")
    for path in ("/", "/c/"):
        zoo.show(SCRIPTED, path, answer(shell))
    return desk


def register(office, plans) -> None:
    """The two sites and the accounts of the plants, as a register holds them."""
    body = Body.objects.create(
        office=office, code="P", name="呼兰省", short_name="呼兰", level="province"
    )
    Body.objects.filter(pk=body.pk).update(category="government")
    rebuild(office)
    for host, code in CODES.items():
        site = Site.objects.create(
            office=office,
            code=code,
            name=host,
            url=f"http://{host}/",
            body=body,
            site_type="department",
            level="province",
            has_services=False,
            status="running",
        )
        Column.objects.create(
            site=site, name="动态", url=f"http://{host}/c/", kind="news", has_duty=True
        )
    for plan in plans[1:]:
        Account.objects.create(
            office=office,
            code=plan.code,
            name=plan.code,
            platform="微博",
            function="publish",
            body=body,
            level="province",
            channel="export" if plan.export_name else "feed",
            feed_url=plan.feed_url,
            status="running",
        )


def run(home: Path, seed: int) -> dict[str, object]:
    """Run the round; the secrets to look for, and what was done."""
    quiet = SilentReporter()
    office = staff.open_tenant("secrets", "呼兰省政务公开办公室")
    reviewer = staff.named(office, "li", "李审", Role.REVIEWER)
    given = home.with_name("given")
    given.mkdir()
    some = plants(seed)
    with Zoo() as zoo:
        desk = scripted_site(zoo, seed)
        register(office, stock(zoo, some, given, 10))
        inspection = rounds.open_round(
            office,
            rounds.RoundOrder(
                title="检查",
                period_label="2026年第三季度",
                as_of=AS_OF,
                book=load_rulebook("qinghai"),
                rows_in_force=IN_FORCE,
                settings=ROOM,
                scope_source="测试",
                scope_date=date(2026, 9, 1),
            ),
            reviewer,
        )
        workplace = Workplace(home)
        use = browsing("", load_render_settings("sample"))
        with running(inspection, workplace) as runner:
            way_out = WayOut(zoo.host_map, index_uploads(given / "exports"), 100)
            rounds.move(inspection, RoundState.VISITING, reviewer)
            visit(inspection, workplace, way_out, runner, quiet)
            skipped = render(inspection, workplace, zoo.host_map, use, quiet)
    take_in(inspection, workplace, quiet)
    picture(inspection, workplace, use, quiet)
    require_whole(inspection)
    rounds.move(inspection, RoundState.JUDGING, reviewer)
    judge_round(inspection, quiet)
    rounds.move(inspection, RoundState.REVIEWING, reviewer)
    rounds.freeze(inspection, reviewer)
    for edition in Edition:
        write_documents(inspection, replace(order_of(), edition=edition), workplace)
    return {
        "secrets": {one.name: one.secrets for one in some} | {"scripted": desk.secrets},
        "alarms": SealedAlarm.objects.count(),
        "rendered": not skipped,
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False))
