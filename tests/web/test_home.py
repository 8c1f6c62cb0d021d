"""Home: the round at a glance, and what waits for whom."""

import pytest
from django.urls import reverse

from tests.office.conftest import AS_OF
from xuncha.engine.domain.words import TargetKind
from xuncha.office.casework import trend
from xuncha.office.casework.models import Round, VerdictRecord
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role


def text_of(client):
    return client.get(reverse("home")).content.decode()


def test_home_shows_rate_coverage_reasons_and_regions(page, seen):
    text = text_of(page)
    assert seen.title in text
    assert "合格率" in text
    assert "无法查看不是合格" in text
    assert "青石市" in text


def test_what_waits_is_shown_to_those_who_can_do_it(page, seen, office):
    assert "待认定" in text_of(page)
    page.force_login(User.objects.create_user("kan", office, role=Role.READER))
    assert "待认定（一次认定一组线索）" not in text_of(page)


def test_who_only_looks_reads_what_is_under_way_not_what_waits_for_them(page, seen, office):
    assert "等您办理" in text_of(page)
    page.force_login(User.objects.create_user("kan", office, role=Role.READER))
    assert "等您办理" not in text_of(page)
    assert "正在办理" in text_of(page)


def test_the_trend_needs_two_rounds_with_a_rate(page, seen, office):
    assert "<svg" not in text_of(page)
    earlier = Round.objects.create(
        office=office, title="上一轮", period_label="上季度", as_of=AS_OF.replace(year=2023)
    )
    target = earlier.targets.create(kind="site", code="1100000001", name="甲网", region="青石市")
    VerdictRecord.objects.create(target=target, rulebook_name="x", state="qualified", at=AS_OF)
    page_text = text_of(page)
    decided = trend.of_last_rounds(office)[-1].verdicts.get(TargetKind.SITE)
    assert ("<svg" in page_text) is bool(decided and decided.decided)
    assert [one.title for one in trend.of_last_rounds(office)] == ["上一轮", seen.title]
    assert trend.of_last_rounds(office)[0].verdicts[TargetKind.SITE].qualified == 1


@pytest.mark.parametrize(
    ("role", "to"),
    [
        (Role.SECURITY_ADMIN, "people"),
        (Role.AUDIT_ADMIN, "audit"),
        (Role.SYSTEM_ADMIN, "messengers"),
    ],
)
def test_administrators_begin_where_their_work_is(client, seen, office, role, to):
    client.force_login(User.objects.create_user("adm", office, role=role))
    assert client.get(reverse("home")).url == reverse(to)


def test_every_region_adds_up_to_the_round(page, seen):
    lines = trend.of_regions(seen)
    counted = sum(one.total for line in lines for one in line.verdicts.values())
    assert counted == VerdictRecord.objects.filter(target__round=seen, is_current=True).count()


def test_large_text_is_chosen_once_and_stays(page, seen):
    assert 'class="large"' not in text_of(page)
    response = page.post(reverse("text-size"), {"next": reverse("rounds")})
    assert response.url == reverse("rounds")
    assert 'class="large"' in text_of(page)
    page.post(reverse("text-size"), {"next": "https://elsewhere.example/"})
    assert 'class="large"' not in text_of(page)
