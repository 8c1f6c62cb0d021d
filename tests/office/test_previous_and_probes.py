"""Last quarter and the week of probes come in through their own doors."""

from datetime import timedelta

import pytest

from tests.office.conftest import AS_OF
from tests.office.results import summary, wording_outcome
from tests.office.uploads import csv_file
from xuncha.engine.domain.addresses import wording_key
from xuncha.engine.domain.words import UnableClass
from xuncha.office.casework import carry_over, decisions
from xuncha.office.casework import probes as round_probes
from xuncha.office.casework.models import CarryOver, Decision, FindingRecord, Round
from xuncha.office.casework.previous import Period, import_previous
from xuncha.office.casework.taking_in import store_target
from xuncha.office.registry import probes
from xuncha.office.registry.models import ProbeSeries

PREVIOUS = (
    "对象编码", "对象名称", "对象类型", "指标编号", "页面地址", "错误内容", "修改建议", "原句",
    "认定人", "认定时间", "整改期限",
)  # fmt: skip
PROBES = (
    "网站标识码", "监测时间", "结果", "失败类别", "状态码", "总耗时毫秒", "解析毫秒", "连接毫秒",
    "加密毫秒", "首字节毫秒",
)  # fmt: skip
CODE = "1100000001"
PAGE = "http://qs.example/a.html"


def old(code, indicator, wrong, url=PAGE, kind="网站"):
    return (code, "某对象", kind, indicator, url, wrong, "改正", f"前{wrong}后", "赵审",
            "2024-06-25 10:00:00", "2024-07-30")  # fmt: skip


@pytest.fixture
def take_previous(register, reviewer, tmp_path):
    def take(rows):
        path = csv_file(tmp_path / "previous.csv", PREVIOUS, rows)
        return import_previous(register, path, reviewer, Period("2024年第二季度检查", "第二季度"))

    return take


def test_last_quarter_becomes_an_imported_round_with_its_own_deciders(take_previous, reviewer):
    report = take_previous([old(CODE, "W-N1", "帐号"), old("A1", "N-N1", "座谈汇", kind="账号")])
    assert (report.created, report.faults) == (2, ())
    inspection = Round.objects.get()
    assert (inspection.imported, inspection.title) == (True, "2024年第二季度检查")
    decision = Decision.objects.first()
    assert (decision.by_name, decision.by) == ("赵审", reviewer)
    assert str(FindingRecord.objects.first().repair_by) == "2024-07-30"
    assert take_previous([old(CODE, "W-N1", "帐号")]).unchanged == 1
    assert Decision.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (old(CODE, "W-X9", "帐号"), "“W-X9”不是网站的检测指标"),
        (old(CODE, "N-N1", "帐号"), "“N-N1”不是网站的检测指标"),
        (old(CODE, "W-N1", ""), "没有填写"),
        (old(CODE, "W-N1", "帐号", url="ftp://x"), "不是网址"),
        (old("", "W-N1", "帐号"), "没有填写"),
    ],
)
def test_a_bad_row_of_last_quarter_gets_one_line(take_previous, row, line):
    report = take_previous([row, old(CODE, "W-N1", "座谈汇")])
    assert (report.created, len(report.faults)) == (1, 1)
    assert line in report.faults[0].text()


def test_what_shows_again_is_carried_over_once_however_often_it_is_linked(
    take_previous, inspection, reviewer
):
    take_previous([old(CODE, "W-N1", "帐号", url=PAGE.replace("http:", "https:") + "#top")])
    target = inspection.targets.get(code=CODE)
    outcome = wording_outcome(CODE, ["帐号", "座谈汇"])
    findings = tuple(
        type(f)(**{**{s: getattr(f, s) for s in f.__slots__}, "key": wording_key(PAGE, f.observed)})
        for f in outcome.findings
    )
    outcome = type(outcome)(
        **{**{s: getattr(outcome, s) for s in outcome.__slots__}, "findings": findings}
    )
    store_target(target, summary(), [outcome])
    assert carry_over.link(inspection) == 1
    assert carry_over.link(inspection) == 1
    assert CarryOver.objects.get().finding.observed == "帐号"
    assert not carry_over.standing(inspection).exists()
    decisions.confirm(CarryOver.objects.get().finding, reviewer)
    assert carry_over.standing(inspection).get().previous_round.period_label == "第二季度"


def test_without_a_round_before_nothing_is_carried_over(inspection):
    assert carry_over.link(inspection) == 0


def probe(hours, result="成功", failure="", status="200", code=CODE):
    at = (AS_OF - timedelta(hours=hours)).isoformat()
    return (code, at, result, failure, status, "350", "3", "5", "", "120")


@pytest.fixture
def take_probes(register, reviewer, tmp_path):
    def take(rows):
        path = csv_file(tmp_path / "probes.csv", PROBES, rows)
        return probes.import_probes(register, path, reviewer)

    return take


def test_probes_come_back_in_order_of_time_and_inside_the_window(take_probes, office):
    week = [probe(h) for h in (1, 30, 100, 167, 169, 400)]
    assert take_probes([*week, probe(2, "失败", "timeout", "")]).faults == ()
    rows = probes.history_for(office, CODE, AS_OF, 7)
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert len(rows) == 5
    assert rows[-2].failure is UnableClass.TIMEOUT
    assert (rows[-1].name_ms, rows[-1].tls_ms, rows[-1].first_byte_ms) == (3, None, 120)


def test_a_sealed_day_is_unchanged_by_the_same_rows_and_refuses_others(take_probes):
    assert take_probes([probe(1), probe(2)]).created == 1
    assert take_probes([probe(2), probe(1)]).unchanged == 1
    report = take_probes([probe(1), probe(2), probe(3)])
    assert "已封存" in report.faults[0].text()
    assert ProbeSeries.objects.get().count == 2
    assert probes.is_intact(ProbeSeries.objects.get())


def test_a_look_keeps_the_address_it_asked_and_rows_without_one_are_sealed_as_ever(
    register, reviewer, office, tmp_path
):
    head = (*PROBES, "网络地址")
    rows = [(*probe(1), "2001:DB8:0:0::7"), (*probe(30), ""), (*probe(60), "不是地址")]
    report = probes.import_probes(register, csv_file(tmp_path / "p.csv", head, rows), reviewer)
    assert [fault.text() for fault in report.faults] == [
        "“拨测记录”第 4 行“网络地址”：“不是地址”不是网络地址；请填写 IPv4 或 IPv6 地址，或留空"
    ]
    told = probes.history_for(office, CODE, AS_OF, 7)
    assert [row.address for row in told] == ["", "2001:db8::7"]
    old, new = ProbeSeries.objects.order_by("day").values_list("rows", flat=True)
    assert "address" not in old
    assert '"address":"2001:db8::7"' in new


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (probe(1, code="1100000099"), "不在台账中"),
        (probe(1, "失败", "weather"), "“weather”不在可用的词中"),
        (probe(1, "大概"), "“大概”不在可用的词中"),
        ((CODE, "昨天", "成功", "", "200", "350", "", "", "", ""), "“昨天”不是时间"),
        ((CODE, "2024-09-19T08:00:00", "成功", "", "200", "350", "", "", "", ""), "没有时区"),
    ],
)
def test_a_bad_probe_row_gets_one_line(take_probes, row, line):
    report = take_probes([row, probe(5)])
    assert (report.created, len(report.faults)) == (1, 1)
    assert line in report.faults[0].text()


def test_a_round_gets_the_history_its_rows_in_force_look_at(take_probes, inspection):
    take_probes([probe(1), probe(300)])
    histories = round_probes.histories_for(inspection, [CODE, "1100000002"])
    assert list(histories) == [CODE]
    assert len(histories[CODE].probes) == 1
    inspection.rows_in_force = ["W-V3"]
    assert round_probes.histories_for(inspection, [CODE]) == {}
