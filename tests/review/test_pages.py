"""The page of the queue: what it shows, and that all of it works as plain forms."""

import re

import pytest
from django.urls import reverse

from tests.feedback.conftest import wrong
from tests.review.conftest import PORTAL, errors, stored
from xuncha.office.casework.models import BlindReview, Cluster, DecisionBatch, ProposedDecision
from xuncha.office.casework.queue_dealing import claim
from xuncha.office.casework.queue_deciding import Saying, decide
from xuncha.office.casework.states import DecisionVerb, RoundState
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role

CONFIRM = DecisionVerb.CONFIRM


@pytest.fixture
def address(full):
    return reverse("queue", args=[full.pk])


@pytest.fixture
def desk(client, reviewer):
    client.force_login(reviewer)
    return client


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def post(client, address, cluster, **said):
    response = client.post(address, {"case": cluster.pk, **said}, follow=True)
    return text_of(response)


def test_the_case_shows_the_wrong_words_in_context_and_what_to_write(desk, address, phrase):
    text = text_of(desk.get(address, {"case": phrase.pk}))
    assert '各地<b class="wrong">布署</b>，要求' in text
    assert '<b class="right">部署</b>' in text
    assert "5 条，5 个对象" in text
    assert "引文、书名、文件名原文如此" in text


def test_the_first_case_is_open_without_asking(desk, address, veto):
    assert f'name="case" value="{veto.pk}"' in text_of(desk.get(address))


def test_a_decision_opens_the_next_case_and_can_be_taken_back(desk, address, phrase):
    text = post(desk, address, phrase, act="confirm")
    assert "已确认 5 条：“布署”疑应为“部署”" in text
    batch = DecisionBatch.objects.get()
    assert f'name="batch" value="{batch.pk}"' in text
    text = post(desk, address, phrase, act="undo", batch=batch.pk)
    assert "已撤回" in text
    phrase.refresh_from_db()
    assert phrase.waiting == 5


def test_a_dismissal_takes_the_reason_by_its_number(desk, address, phrase):
    post(desk, address, phrase, because="3", reason="见词典")
    batch = DecisionBatch.objects.get()
    assert (batch.verb, batch.reason) == ("dismiss", "专业术语或规范简称；见词典")


def test_a_dismissal_without_a_reason_is_refused_in_one_line(desk, address, phrase):
    text = post(desk, address, phrase, act="dismiss")
    assert "没有写理由" in text
    assert f'name="case" value="{phrase.pk}"' in text


def test_only_the_ticked_are_decided(desk, address, phrase):
    pks = list(phrase.members.values_list("pk", flat=True))[:2]
    text = post(desk, address, phrase, act="confirm", only=pks)
    assert "还有 3 条等待认定" in text


def test_the_second_person_reads_that_somebody_confirmed_and_the_first_does_not_see_it(
    client, address, veto, reviewer, colleague
):
    decide(veto, Saying(CONFIRM), reviewer)
    client.force_login(colleague)
    assert "等待您作为第二人认定" in text_of(client.get(address))
    client.force_login(reviewer)
    text = text_of(client.get(address))
    assert "空白栏目" not in re.search(r"queue-list.*?</section>", text, re.S).group()


def test_dates_of_all_columns_stand_beside_findings_about_columns(desk, address, veto, full):
    site = full.targets.get(code=PORTAL)
    site.columns.create(
        position=1, name="栏目0", url="http://qs.example/0/", state="blank", reason="没有条目"
    )
    text = text_of(desk.get(address, {"case": veto.pk}))
    assert "各栏目的最新日期" in text
    assert 'class="meant"' in text


def test_what_somebody_else_has_open_is_said(desk, address, phrase, colleague, django_user_model):
    from django.utils import timezone

    claim(phrase, colleague, timezone.now())
    text = post(desk, address, phrase, act="confirm")
    assert "赵核正在认定" in text
    assert not DecisionBatch.objects.exists()


def test_a_case_is_put_off_and_handed_on(desk, address, phrase, colleague):
    assert "已推后到 2999-01-01" in post(desk, address, phrase, act="later", until="2999-01-01")
    assert "已分派给赵核" in post(desk, address, phrase, act="assign", to=colleague.pk)
    assert "没有这个人" in post(desk, address, phrase, act="assign", to="999999")
    assert "请填写推后到哪一天" in post(desk, address, phrase, act="later", until="明天")


def test_a_checker_proposes_and_the_reviewer_reads_it(client, address, phrase, office, reviewer):
    client.force_login(User.objects.create_user("wai", office, name="周外", role=Role.CHECKER))
    assert "提出建议" in text_of(client.get(address, {"case": phrase.pk}))
    assert "请选择" in post(client, address, phrase, act="propose", reason="是引文")
    post(client, address, phrase, act="propose", verb="dismiss", reason="是引文")
    assert "没有审核权限" in post(client, address, phrase, act="confirm")
    assert ProposedDecision.objects.count() == 1
    assert not DecisionBatch.objects.exists()
    client.force_login(reviewer)
    assert "周外建议排除：是引文" in text_of(client.get(address, {"case": phrase.pk}))


def test_decided_targets_are_judged_at_once(desk, address, phrase, full):
    full.targets.update(needs_judging=False)
    post(desk, address, phrase, act="confirm")
    assert not full.targets.filter(needs_judging=True).exists()
    account = full.targets.get(code="A1")
    assert account.verdicts.filter(is_current=True).count() == 1


def test_the_blind_reviewer_does_not_see_the_first_answer(
    client, full, phrase, reviewer, colleague
):
    batch = decide(phrase, Saying(DecisionVerb.DISMISS, "我认为是引文"), reviewer)
    review = BlindReview.objects.get_or_create(batch=batch, defaults={"draw": "0", "share_pct": 5})[
        0
    ]
    address = reverse("queue-blind", args=[full.pk])
    client.force_login(colleague)
    text = text_of(client.get(address))
    assert "布署" in text
    for secret in ("我认为是引文", "李审", "已排除", "认定经过"):
        assert secret not in text
    text_of(client.post(address, {"review": review.pk, "act": "confirm"}, follow=True))
    review.refresh_from_db()
    assert review.state == "disputed"


def test_a_closed_round_is_read_and_not_decided(desk, address, full, phrase):
    type(full).objects.filter(pk=full.pk).update(state=RoundState.FROZEN)
    assert 'value="confirm"' not in text_of(desk.get(address))
    assert "已定稿" in post(desk, address, phrase, act="confirm")


def test_nonsense_in_the_address_or_the_form_breaks_nothing(desk, address, phrase):
    assert desk.get(address, {"case": "999999"}).status_code == 404
    assert desk.get(address, {"case": "x", "members": "y", "page": "z"}).status_code == 200
    assert desk.post(address, {"case": "x", "act": "confirm"}).status_code == 404
    assert "按钮操作" in post(desk, address, phrase, act="fly")
    bad = {"because": "99", "upto": "x", "only": ["x"]}
    assert "没有写理由" in post(desk, address, phrase, **bad)


def test_the_queue_does_not_query_row_by_row(
    desk, address, full, sites, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as few:
        desk.get(address)
    before = len(few)
    for number, code in enumerate(sites):
        words = [wrong(code, f"错写{number}{one}", "正写") for one in range(8)]
        stored(full, code, errors(*words))
    assert Cluster.objects.filter(round=full).count() > 30
    with django_assert_max_num_queries(before) as more:
        desk.get(address)
    assert len(more) <= before


def test_those_who_run_the_round_read_how_often_the_second_agreed(
    client, full, phrase, reviewer, colleague, office
):
    batch = decide(phrase, Saying(CONFIRM), reviewer)
    BlindReview.objects.get_or_create(
        batch=batch, defaults={"draw": "0", "share_pct": 5, "state": "agreed"}
    )
    client.force_login(colleague)
    text = text_of(client.get(reverse("round", args=[full.pk])))
    assert "抽中 1 项" in text
    client.force_login(User.objects.create_user("du", office, name="杜阅", role=Role.READER))
    assert "隐名复核" not in text_of(client.get(reverse("round", args=[full.pk])))


def test_the_audit_log_tells_what_was_decided_in_words(full, phrase, reviewer, office, client):
    decide(phrase, Saying(CONFIRM), reviewer)
    client.force_login(User.objects.create_user("ji", office, name="纪录", role=Role.AUDIT_ADMIN))
    text = text_of(client.get(reverse("audit")))
    assert "整组确认" in text
    assert "组号" in text
