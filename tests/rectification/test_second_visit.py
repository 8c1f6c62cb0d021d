"""The targets of open orders are visited anew on a real web; the round stays as it was."""

from contextlib import nullcontext

import pytest
from django.urls import reverse

from tests.acquire.zoo import Zoo, answer
from tests.rectification.conftest import PORTAL
from xuncha.engine.second_look import Seen
from xuncha.flow.conducting import Conduct
from xuncha.flow.progress import SilentReporter
from xuncha.flow.second_visit import visit_again
from xuncha.flow.workplace import Workplace
from xuncha.office.casework.models import OutcomeRecord
from xuncha.office.jobs import asking
from xuncha.office.jobs.errors import JobError
from xuncha.office.jobs.states import JobKind
from xuncha.office.people.staff import machine_of
from xuncha.office.rectification.models import SecondLook

HOST = "qs.example"
ROWS = "".join(f"<li><a href='/n{n}.html'>要闻第{n}条</a> 2024-09-1{n}</li>" for n in range(5))
HOME = (
    "<html><head><title>青石市政府网</title></head><body><ul>"
    f"<li><a href='/a.html'>会议召开</a> 2024-09-18</li>{ROWS}</ul></body></html>"
)
ARTICLE = "<html><head><title>会议</title></head><body><h1>会议</h1><p>{}</p></body></html>"


def conduct_on(zoo, home, office):
    return Conduct(
        machine=machine_of(office),
        workplace=Workplace(home),
        reporter=SilentReporter(),
        runner=None,
        use=None,
        tell=print,
        going=lambda: nullcontext(zoo.host_map),
    )


def test_a_repaired_page_is_found_by_going_there(to_city, judged, home, office):
    with Zoo() as zoo:
        zoo.show(HOST, "/", answer(HOME))
        zoo.show(HOST, "/a.html", answer(ARTICLE.format("前文改正后文")))
        looked = visit_again(judged, conduct_on(zoo, home, office))
    assert looked == 6
    before = OutcomeRecord.objects.get(target__code=PORTAL, indicator="W-N1")
    assert before.result == "hit"  # the round is not touched
    look = SecondLook.objects.get(item__title="“错字甲”")
    assert look.seen == Seen.FIXED
    assert look.manifest_digest.startswith("sha256:")
    columns = SecondLook.objects.filter(item__indicator="W-V4.3")
    assert set(columns.values_list("seen", flat=True)) == {Seen.UNREACHABLE}


def test_nothing_owed_is_nothing_visited(judged, home, office):
    assert visit_again(judged, conduct_on(None, home, office)) == 0


def test_a_second_visit_is_asked_for_after_the_round_was_frozen(
    client, to_city, judged, inspector, reviewer
):
    judged.state = "frozen"
    judged.save()
    client.force_login(inspector)
    page = reverse("round-orders", args=[judged.pk])
    assert "重新访问并复查" in client.get(page).content.decode()
    done = client.post(page, {"recheck": "1"}, follow=True)
    assert "已排队" in done.content.decode()
    assert asking.open_job(judged).kind == JobKind.RECHECK
    with pytest.raises(JobError, match="已定稿"):
        asking.ask(judged, JobKind.JUDGE, inspector)


def test_a_round_without_verdicts_has_nothing_to_look_at_again(inspection, inspector):
    with pytest.raises(JobError, match="没有可复查"):
        asking.ask(inspection, JobKind.RECHECK, inspector)
