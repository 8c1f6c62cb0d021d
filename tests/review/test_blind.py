"""A drawn share of single decisions is taken again by somebody who does not know the first."""

from dataclasses import replace
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from xuncha.engine.domain.words import VerdictState
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework import blind_review
from xuncha.office.casework.blind_answering import answer
from xuncha.office.casework.blind_review import agreement, draw_digest, members_of, reviews_for
from xuncha.office.casework.blind_veil import veil_of
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.models import BlindReview, Round
from xuncha.office.casework.queue import overturned_share
from xuncha.office.casework.queue_deciding import Saying, decide, undo
from xuncha.office.casework.review_limits import review_limits
from xuncha.office.casework.states import BlindState, DecisionVerb, RoundState
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.rectification import drawing
from xuncha.office.rectification.states import PaperKind
from xuncha.office.registry.models import Body

CONFIRM, DISMISS = DecisionVerb.CONFIRM, DecisionVerb.DISMISS


@pytest.fixture
def draws(monkeypatch):
    """Draw this share instead of the one that ships."""

    def at(share):
        limits = replace(review_limits(), blind_share_pct=share)
        monkeypatch.setattr(blind_review, "review_limits", lambda: limits)

    return at


@pytest.fixture
def drawn(phrase, reviewer, draws):
    draws(100)
    return decide(phrase, Saying(CONFIRM), reviewer).blind


def state(review):
    review.refresh_from_db()
    return review.state


def test_about_the_share_of_all_decisions_is_drawn_and_can_be_drawn_again():
    share = review_limits().blind_share_pct
    digests = [draw_digest("种子", f"{number:032x}", 1) for number in range(4000)]
    drawn = sum(int(one, 16) * 100 < share * 2**256 for one in digests)
    assert share * 30 < drawn < share * 50
    assert draw_digest("种子", "a", 1) == draw_digest("种子", "a", 1) != draw_digest("种子", "a", 2)


def test_nothing_is_drawn_of_a_share_of_nothing_and_nothing_two_persons_decide(
    phrase, veto, reviewer, draws
):
    draws(0)
    decide(phrase, Saying(CONFIRM), reviewer)
    draws(100)
    decide(veto, Saying(CONFIRM), reviewer)
    assert not BlindReview.objects.exists()


def test_a_drawn_decision_is_for_everybody_but_its_author(full, drawn, reviewer, colleague):
    assert list(reviews_for(full, colleague)) == [drawn]
    assert not reviews_for(full, reviewer).exists()
    assert members_of(drawn).count() == 5
    with pytest.raises(DecisionError, match="没有认定过"):
        answer(drawn, CONFIRM, "", reviewer)


REASON = "某个显眼的理由"


def telling(client, full, cluster):
    """The pages that tell what was decided on a cluster and show the answer, by name."""
    finding = cluster.members.order_by("target__code").first()
    queue, at = reverse("queue", args=[full.pk]), [full.pk, finding.target.code]
    addresses = {
        "case": f"{queue}?case={cluster.pk}",
        "decided": f"{queue}?show=decided&case={cluster.pk}",
        "blind": reverse("queue-blind", args=[full.pk]),
        "findings": reverse("findings", args=[full.pk]),
        "dismissed": reverse("findings", args=[full.pk]) + "?standing=dismissed",
        "target": reverse("target", args=at),
        "places": reverse("places", args=[*at, finding.fingerprint]),
        "rule": reverse("rule", args=[cluster.rule]),
    }
    pages = {name: client.get(address).content.decode() for name, address in addresses.items()}
    words = (REASON, "排除</span>", "－ 排除", "－ 已排除", "李审 排除", "条　排除", "处　排除")
    found = {name for name, text in pages.items() if any(word in text for word in words)}
    if finding.title in pages["dismissed"]:
        found.add("dismissed")
    return found


def test_who_is_to_answer_blind_reads_the_first_answer_on_no_page(
    client, full, phrase, reviewer, colleague, third, draws
):
    draws(100)
    review = decide(phrase, Saying(DISMISS, REASON), reviewer).blind
    everywhere = {"case", "decided", "findings", "dismissed", "target", "places", "rule"}
    for user in (colleague, third):
        client.force_login(user)
        assert telling(client, full, phrase) == set()
    client.force_login(reviewer)
    assert telling(client, full, phrase) == everywhere
    answer(review, CONFIRM, "", colleague)
    client.force_login(colleague)
    assert telling(client, full, phrase) == everywhere
    client.force_login(third)
    assert telling(client, full, phrase) == set()
    answer(review, DISMISS, "同意排除", third)
    assert telling(client, full, phrase) == everywhere


def test_the_verdict_of_a_target_waits_for_the_blind_answer(client, full, drawn, colleague):
    code = members_of(drawn).first().target.code
    address = reverse("target", args=[full.pk, code])
    client.force_login(colleague)
    assert "独立认定</a>之后再显示判定" in client.get(address).content.decode()
    answer(drawn, CONFIRM, "", colleague)
    assert "再显示判定" not in client.get(address).content.decode()


def test_the_lists_of_targets_do_not_tell_the_verdict_that_waits_for_the_blind_answer(
    client, full, drawn, reviewer, colleague
):
    judge_round(full, SilentReporter())
    target = members_of(drawn).first().target
    state_now = target.verdicts.get(is_current=True).state
    listed = reverse("targets", args=[full.pk])

    def row_in(address):
        text = client.get(address).content.decode()
        return next((row for row in text.split("<tr>") if target.code in row), "")

    client.force_login(reviewer)
    assert f"state-{state_now}" in row_in(listed)
    assert target.code in row_in(f"{listed}?state={state_now}")
    client.force_login(colleague)
    assert "独立认定后显示" in row_in(listed)
    assert f"state-{state_now}" not in row_in(listed)
    for state_asked in (*VerdictState, "open"):
        assert not row_in(f"{listed}?state={state_asked}")
    answer(drawn, CONFIRM, "", colleague)
    assert f"state-{state_now}" in row_in(f"{listed}?state={state_now}")


def test_the_page_of_a_round_does_not_name_a_failed_target_before_the_blind_answer(
    client, full, drawn, reviewer, colleague
):
    judge_round(full, SilentReporter())
    target = members_of(drawn).first().target
    target.verdicts.filter(is_current=True).update(state=VerdictState.UNQUALIFIED)
    link = reverse("target", args=[full.pk, target.code])
    for user, is_named in ((reviewer, True), (colleague, False)):
        client.force_login(user)
        text = client.get(reverse("round", args=[full.pk])).content.decode()
        assert (f'href="{link}"' in text) is is_named


def test_what_was_drawn_is_not_decided_around_the_blind_answer(drawn, phrase, colleague):
    some = tuple(phrase.members.values_list("pk", flat=True)[:1])
    for verb in (CONFIRM, DISMISS):
        with pytest.raises(DecisionError, match="抽中复核"):
            decide(phrase, Saying(verb, "试一试", only=some), colleague)


def test_nothing_is_veiled_from_who_takes_no_decisions_or_once_the_round_is_closed(
    full, drawn, colleague, office
):
    inspector = User.objects.create_user("sun", office, name="孙检", role=Role.INSPECTOR)
    assert veil_of(colleague).batches == {drawn.batch_id}
    assert not veil_of(inspector).batches
    Round.objects.filter(pk=full.pk).update(state=RoundState.FROZEN)
    assert not veil_of(colleague).batches


def test_an_answer_that_agrees_ends_it(full, drawn, phrase, colleague):
    answer(drawn, CONFIRM, "", colleague)
    assert state(drawn) == BlindState.AGREED
    figures = agreement(full)
    assert (figures.drawn, figures.answered, figures.agreed, figures.pct) == (1, 1, 1, 100)
    assert not reviews_for(full, colleague).exists()


def test_a_disagreement_waits_for_a_third_person_and_changes_nothing(
    full, drawn, phrase, colleague, reviewer, third
):
    answer(drawn, DISMISS, "规范用语", colleague)
    assert state(drawn) == BlindState.DISPUTED
    assert set(phrase.members.values_list("standing", flat=True)) == {"confirmed"}
    for user in (reviewer, colleague):
        assert not reviews_for(full, user).exists()
        with pytest.raises(DecisionError, match="没有认定过"):
            answer(drawn, DISMISS, "规范用语", user)
    assert list(reviews_for(full, third)) == [drawn]


def test_the_third_person_overturns_the_first_answer(full, drawn, phrase, colleague, third):
    answer(drawn, DISMISS, "规范用语", colleague)
    answer(drawn, DISMISS, "同意排除", third)
    assert state(drawn) == BlindState.SETTLED
    assert set(phrase.members.values_list("standing", flat=True)) == {"dismissed"}
    assert overturned_share(full).pct == 100
    assert BlindReview.objects.count() == 1
    assert agreement(full).pct == 0


def test_the_third_person_upholds_the_first_answer(drawn, phrase, colleague, third):
    answer(drawn, DISMISS, "规范用语", colleague)
    answer(drawn, CONFIRM, "", third)
    assert state(drawn) == BlindState.SETTLED
    assert set(phrase.members.values_list("standing", flat=True)) == {"confirmed"}


def test_a_decision_taken_back_is_not_reviewed(full, drawn, reviewer, colleague):
    undo(drawn.batch, reviewer)
    assert state(drawn) == BlindState.VOID
    assert agreement(full).drawn == 0
    with pytest.raises(DecisionError, match="已经复核"):
        answer(drawn, CONFIRM, "", colleague)


def test_taking_a_drawn_decision_back_and_deciding_anew_is_drawn_again(
    drawn, phrase, reviewer, draws
):
    draws(0)
    undo(drawn.batch, reviewer)
    again = decide(phrase, Saying(DISMISS, "专名"), reviewer)
    assert again.blind.state == BlindState.WAITING


def test_a_disputed_decision_is_not_taken_back(drawn, reviewer, colleague):
    answer(drawn, DISMISS, "专名", colleague)
    with pytest.raises(DecisionError, match="第三人"):
        undo(drawn.batch, reviewer)
    assert state(drawn) == BlindState.DISPUTED


@pytest.fixture
def draft(full, drawn, office):
    """An order drafted, by who takes no decisions, of what the drawn answer confirmed."""
    Round.objects.filter(pk=full.pk).update(state=RoundState.REVIEWING)
    full.refresh_from_db()
    inspector = User.objects.create_user("sun", office, name="孙检", role=Role.INSPECTOR)
    [share, *_] = drawing.preview(full, inspector).shares
    [order] = drawing.draw(full, PaperKind.SLIP, [share.body], inspector)
    return order


def test_the_preview_of_orders_tells_no_answer_to_who_is_still_asked(full, drawn, colleague, third):
    Round.objects.filter(pk=full.pk).update(state=RoundState.REVIEWING)
    full.refresh_from_db()
    blind = drawing.preview(full, colleague)
    assert (blind.items, blind.is_veiled) == (0, True)
    assert (
        drawing.draw(full, PaperKind.SLIP, list(Body.objects.values_list("pk", flat=True)), third)
        == []
    )
    answer(drawn, CONFIRM, "", colleague)
    told = drawing.preview(full, colleague)
    assert (told.items > 0, told.is_veiled) == (True, False)


def test_a_draft_of_an_order_tells_no_answer_to_who_is_still_asked(client, draft, drawn, colleague):
    address = reverse("order", args=[draft.pk])
    papers = [reverse("papers", args=[draft.pk]), reverse("paper", args=[draft.pk, "slip"])]
    client.force_login(colleague)
    text = client.get(address).content.decode()
    assert "布署" not in text
    assert "先完成复核" in text
    for one in papers:
        assert client.get(one).url == address
    said = client.post(address, {"remove": "1", "items": draft.items.first().pk})
    assert "先完成复核" in said.content.decode()
    ledger = client.get(reverse("orders-ledger"))
    sheets = load_workbook(BytesIO(ledger.content))
    assert not any("布署" in str(cell.value) for sheet in sheets for row in sheet for cell in row)
    answer(drawn, CONFIRM, "", colleague)
    assert "布署" in client.get(address).content.decode()
    assert all(client.get(one).status_code == 200 for one in papers)
