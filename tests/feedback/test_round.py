"""A round reads with the lists it was opened with, and reading again gives the same bytes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from xuncha.engine.bundle.exchange import Exchange
from xuncha.engine.bundle.writer import BundleWriter
from xuncha.engine.domain.own_words import Leader, OwnTerm, OwnWord
from xuncha.engine.domain.words import AllowanceScope, Band, OwnList
from xuncha.flow.progress import SilentReporter
from xuncha.flow.taking_in import take_in
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import rounds
from xuncha.office.casework.frozen import plan_of, settings_of
from xuncha.office.casework.models import OutcomeRecord, RoundTarget
from xuncha.office.wordlists import allowances, lists
from xuncha.office.wordlists.allowances import AllowanceOrder

CODE = "A1"
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>账号</title><link>http://p.example/</link>{items}</channel></rss>"""
ITEM = """<item><title>通知</title><link>http://p.example/{number}</link>
<pubDate>Tue, 10 Sep 2024 10:00:00 +0800</pubDate><description>{text}</description></item>"""
TEXTS = (
    "省长吴小岚出席签定仪式。",
    "请在政务云系统上申报。",
    "请在政务云系统上申报。",
)


@pytest.fixture
def workplace(tmp_path):
    return Workplace(tmp_path)


@pytest.fixture
def own(office, reviewer):
    """The lists of the office, as they are when the round is opened."""
    word = OwnWord("政务云系统", "政务云平台", "统一名称", band=Band.A)
    lists.add_row(reviewer, OwnList.WORDS, word, "测试")
    lists.add_row(reviewer, OwnList.TERMS, OwnTerm("签定仪式"), "测试")
    leader = Leader("省长", "吴晓岚", date(2021, 8, 1))
    lists.add_row(reviewer, OwnList.LEADERS, leader, "测试")
    return office


def opened(office, order, reviewer, workplace, number=0):
    """A round with the bundle of one account in place."""
    moment = order.as_of + timedelta(days=number)
    inspection = rounds.open_round(
        office, replace(order, title=f"检查{number}", as_of=moment), reviewer
    )
    plan = plan_of(inspection.targets.get(code=CODE))
    items = "".join(ITEM.format(number=n, text=text) for n, text in enumerate(TEXTS))
    body = FEED.format(items=items).encode()
    folder = workplace.bundles(inspection)
    folder.mkdir(parents=True, exist_ok=True)
    settings = settings_of(inspection)
    with BundleWriter(folder, plan, settings, moment, started_at=moment) as writer:
        headers = (("Content-Type", "application/rss+xml; charset=utf-8"),)
        writer.record(Exchange(plan.feed_url, (), 200, headers, body, moment))
        writer.finish(moment)
    return inspection


def results(inspection):
    target = inspection.targets.get(code=CODE)
    rows = target.findings.filter(indicator="N-N1").order_by("fingerprint")
    found = [(row.observed, row.suggestion, row.place_count, row.why) for row in rows]
    outcome = OutcomeRecord.objects.get(target=target, indicator="N-N1")
    return found, outcome.reason, outcome.left_out, target.intake_digest


@pytest.mark.django_db(transaction=True)
def test_a_round_reads_with_the_lists_of_its_opening_and_again_the_same(
    own, register, order, reviewer, workplace
):
    inspection = opened(own, order, reviewer, workplace)
    assert take_in(inspection, workplace, SilentReporter()) == 1
    first = results(inspection)
    found, reason, left_out, _ = first
    assert {(wrong, right, count) for wrong, right, count, _ in found} == {
        ("吴小岚", "", 1),
        ("政务云系统", "政务云平台", 2),
    }
    assert reason.endswith("因白名单略去 1 处")
    assert left_out[0]["reason"] == "本单位允许词语“签定仪式”"
    lists.restore(reviewer, OwnList.WORDS, 0)
    allowances.add(reviewer, AllowanceOrder("吴小岚", AllowanceScope.OFFICE, "笔名"))
    RoundTarget.objects.filter(round=inspection, code=CODE).update(intake_digest="")
    take_in(inspection, workplace, SilentReporter())
    assert results(inspection) == first
    following = opened(own, order, reviewer, workplace, number=9)
    take_in(following, workplace, SilentReporter())
    found, reason, _, _ = results(following)
    assert found == []
    assert reason.endswith("因白名单略去 2 处")
