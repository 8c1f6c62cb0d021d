"""An invented province in the records: a register, three judged quarters, a second look, records.

Names, figures and texts are made up; verdicts come from the judge over stored outcomes.
"""

from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
from django.utils import timezone

from xuncha.engine.domain.fetches import VisitSettings
from xuncha.engine.domain.outcomes import Evidence, Finding
from xuncha.engine.domain.words import Result, TextErrorKind
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.flow.judging import judge_round
from xuncha.office.casework import carry_over, rounds, verdicts
from xuncha.office.casework.models import (
    ColumnRecord,
    Decision,
    OutcomeRecord,
    Round,
    VerdictRecord,
)
from xuncha.office.casework.standing import restand
from xuncha.office.casework.taking_in import finding_row
from xuncha.office.notices.compile import NoticeOrder, compile_report
from xuncha.office.notices.content import Edition, Letterhead
from xuncha.office.notices.functions import functions
from xuncha.office.notices.gather import gather
from xuncha.office.notices.house_style import load_house_style
from xuncha.office.notices.record_imports import import_records
from xuncha.office.notices.record_kinds import record_kinds
from xuncha.office.notices.script import compose
from xuncha.office.notices.section import Need
from xuncha.office.notices.template import Chapter, Part, Template
from xuncha.office.people.models import Office, User
from xuncha.office.people.roles import Role
from xuncha.office.registry.models import Account, Body, Site
from xuncha.office.registry.trees import rebuild

SETTINGS = VisitSettings("test", 0, 1, 5, 1000, 10000, 10, 60, 2, 3, 1, 0, obeys_robots=True)
IN_FORCE = ("W-V2", "W-V3", "W-V4.3", "N-V2.1", "W-N1", "N-N1")
CITIES = ("青岚市", "白渡市", "松沱州", "云浦市")
PLATFORMS = ("微信订阅号", "微博", "抖音")
SITE_ROWS, ACCOUNT_ROWS = ("W-V2", "W-V3", "W-V4.3", "W-N1"), ("N-V2.1", "N-N1")
CHECKS = {
    "W-V2": "site-unreachable",
    "W-V3": "home-still",
    "W-V4.3": "columns-blank",
    "W-N1": "wording",
    "N-V2.1": "account-still",
    "N-N1": "wording",
}
QUARTERS = {
    "2026年第一季度": (datetime(2026, 4, 10, 4, 0, tzinfo=UTC), {"S03": ("W-V3",)}),
    "2026年第二季度": (
        datetime(2026, 7, 10, 4, 0, tzinfo=UTC),
        {"S03": ("W-V3",), "S05": ("W-V4.3",), "A02": ("N-V2.1",)},
    ),
    "2026年第三季度": (
        datetime(2026, 10, 12, 4, 0, tzinfo=UTC),
        {"S03": ("W-V3", "W-V4.3"), "S05": ("W-V4.3",), "A02": ("N-V2.1",), "A07": ("N-V2.1",)},
    ),
    "2026年第三季度复查": (datetime(2026, 10, 20, 4, 0, tzinfo=UTC), {"S03": ("W-V3",)}),
}
PERIOD = "2026年第三季度"
ERRING = ("2026年第二季度", PERIOD)
UNDECIDED = "A09"


class Quiet:
    """A reporter that shows nothing."""

    @contextmanager
    def step(self, _title, _total, _unit):
        yield self

    def advance(self, _done):
        """Nothing."""


@dataclass(frozen=True)
class Province:
    """What was built: the round to report on, the one before, the second look."""

    office: Office
    reviewer: User
    rounds: dict[str, Round]

    @property
    def inspection(self):
        return self.rounds[PERIOD]


def site_code(number: int) -> str:
    return f"99000000{number:02d}"


def code_of(short: str) -> str:
    """S03 → the site code of the third site; accounts keep their code."""
    return site_code(int(short[1:])) if short.startswith("S") else short


def build(folder: Path) -> Province:
    """Everything, from the register to the side records."""
    office = Office.objects.create(code="tuochuan", name="沱川省人民政府办公厅")
    reviewer = User.objects.create_user("li", office, name="李审", role=Role.APPROVER)
    _register(office)
    made: dict[str, Round] = {}
    for label, (as_of, failing) in QUARTERS.items():
        if label == PERIOD:
            _changes(office)
        made[label] = _round(office, reviewer, label, as_of, failing)
    take_in(office, reviewer, folder / "记录.xlsx", SHEETS)
    return Province(office, reviewer, made)


def take_in(office: Office, actor: User, path: Path, sheets) -> None:
    """Import records; every row must be taken."""
    report = import_records(office, write_records(path, sheets), actor)
    assert report.faults == ()


def build_department(folder: Path) -> Province:
    """A department with one site and an account, nothing wrong with either."""
    office = Office.objects.create(code="caizheng", name="沱川省财政厅")
    reviewer = User.objects.create_user("qian", office, name="钱自查", role=Role.APPROVER)
    body = _body(office, "D", "沱川省财政厅", "province", "department", None)
    _site(office, 21, "沱川省财政厅网站", body, "department")
    _account(office, 21, "沱川财政", "微信订阅号", body)
    rebuild(office)
    as_of = QUARTERS[PERIOD][0]
    made = {PERIOD: _round(office, reviewer, PERIOD, as_of, {})}
    rows = [("2026-09-30", "沱川省财政厅", "60", "45", "12", "4")]
    take_in(office, reviewer, folder / "自查.xlsx", {"publishing": rows})
    return Province(office, reviewer, made)


def _register(office: Office) -> None:
    province = _body(office, "P", "沱川省人民政府", "province", "government", None)
    for number, city in enumerate(CITIES, 1):
        body = _body(office, f"C{number}", f"{city}人民政府", "city", "government", province, city)
        _site(office, number, f"{city}人民政府门户网站", body, "portal")
        bureau = _body(office, f"D{number}", f"{city}教育局", "city", "department", body)
        _site(office, number + 4, f"{city}教育局网站", bureau, "department")
        for place, platform in enumerate(PLATFORMS):
            _account(office, (number - 1) * 3 + place + 1, f"{city[:2]}发布", platform, body)
    bureau = _body(office, "D9", "沱川省财政厅", "province", "department", province)
    _site(office, 9, "沱川省财政厅网站", bureau, "department")
    rebuild(office)


def _changes(office: Office) -> None:
    """Before the third quarter one account opens, one closes, one site has a new name."""
    body = Body.objects.get(office=office, code="C1")
    _account(office, 13, "青岚政务", "视频号", body)
    Account.objects.filter(office=office, code="A12").update(status="closed")
    Site.objects.filter(office=office, code=site_code(9)).update(name="沱川省财政厅门户网站")


def _body(office, code, name, level, category, above, short=""):
    return Body.objects.create(
        office=office,
        code=code,
        name=name,
        short_name=short,
        level=level,
        category=category,
        territory_parent=above,
    )


def _site(office, number, name, body, site_type):
    Site.objects.create(
        office=office,
        code=site_code(number),
        name=name,
        url=f"http://s{number}.example/",
        body=body,
        site_type=site_type,
        level=body.level,
        has_services=True,
        status="running",
    )


def _account(office, number, name, platform, body):
    Account.objects.create(
        office=office,
        code=f"A{number:02d}",
        name=name,
        platform=platform,
        function="publish",
        body=body,
        level=body.level,
        channel="export",
        status="running",
    )


def _round(office, reviewer, label, as_of, failing):
    order = rounds.RoundOrder(
        title=f"{label}检查",
        period_label=label,
        as_of=as_of,
        book=load_rulebook("qinghai"),
        rows_in_force=IN_FORCE,
        settings=SETTINGS,
        scope_source="register.xlsx",
        scope_date=as_of.date(),
    )
    inspection = rounds.open_round(office, order, reviewer)
    hits = {code_of(short): rows for short, rows in failing.items()}
    for target in inspection.targets.all():
        _outcomes(target, reviewer, hits.get(target.code, ()), label)
    inspection.targets.update(intake_digest="built")
    carry_over.link(inspection)
    judge_round(inspection, Quiet())
    return inspection


def _outcomes(target, reviewer, failed, label):
    for row in SITE_ROWS if target.kind == "site" else ACCOUNT_ROWS:
        errs = row == "W-N1" and target.code == site_code(1) and label in ERRING
        is_open = label == PERIOD and target.code == UNDECIDED and row == "N-V2.1"
        result = Result.UNABLE if is_open else Result.HIT if row in failed or errs else Result.CLEAR
        outcome = OutcomeRecord.objects.create(
            target=target,
            indicator=row,
            check_slug=CHECKS[row],
            result=result,
            count=6 if row == "W-V4.3" and row in failed else int(errs),
            count_with_open=0,
            reason="按存入的结果",
            unable_class="no_history" if is_open else "",
        )
        if errs:
            _error(target, reviewer)
        elif row in failed:
            _decide(target, reviewer, outcome=outcome)


def _error(target, reviewer):
    url = "http://s1.example/zwdt/202609/t20260910.html"
    piece = Evidence(url, "各部门要贯策落实会议精神", "工作会议召开", "sha256:1")
    finding = Finding(
        check="wording",
        target=target.code,
        key=f"{url}|贯策落实",
        title="“贯策落实”",
        observed="贯策落实",
        limit="",
        confidence=1.0,
        evidence=(piece,),
        kind=TextErrorKind.TYPO,
        suggestion="贯彻落实",
    )
    record = finding_row(target, "W-N1", finding, finding.evidence)
    record.save()
    _decide(target, reviewer, finding=record)
    restand(target.findings.all())
    restand(target.findings.filter(pk=record.pk))


def _decide(target, reviewer, **on):
    Decision.objects.create(
        target=target, verb="confirm", by=reviewer, by_name=reviewer.name, at=timezone.now(), **on
    )


def with_scores(inspection: Round, scores: dict[str, float | None]) -> None:
    """Scores as entered on a score sheet; None leaves only an interval, as default weights do."""
    for record in VerdictRecord.objects.filter(target__round=inspection, is_current=True):
        if record.target.code not in scores:
            continue
        score = scores[record.target.code]
        verdict = replace(
            verdicts.verdict_of(record),
            score=score,
            interval=(80.0, 90.0) if score is None else None,
            bonus=2.0 if score and score > 90 else None,
        )
        verdicts.store(record.target, load_rulebook("qinghai"), verdict)


def with_columns(inspection: Round) -> None:
    """Four columns on the first portal: two fresh, one still, one blank."""
    target = inspection.targets.get(code=site_code(1))
    states = (
        ("政务要闻", "fresh"),
        ("教育资讯", "still"),
        ("东乡动态", "blank"),
        ("公告", "fresh"),
    )
    for position, (name, state) in enumerate(states):
        ColumnRecord.objects.create(
            target=target, position=position, name=name, url=f"http://s1.example/{position}/",
            state=state,
        )  # fmt: skip


SHEETS = {
    "test-question": [
        ("Q1", "2026-08-03", "青岚市人民政府", "", "当日答复"),
        ("Q2", "2026-08-03", "白渡市人民政府", "", "1个工作日内答复"),
        ("Q3", "2026-08-04", "松沱州人民政府", "", "5个工作日内答复"),
        ("Q4", "2026-08-04", "云浦市人民政府", "", "答非所问"),
        ("Q5", "2026-08-05", "云浦市人民政府", "", "未答复"),
        ("Q0", "2026-05-05", "云浦市人民政府", "", "未答复"),
    ],
    "fault-report": [
        *[(f"Z{n}", "2026-07-15", "青岚市人民政府", "有效", "按期办结") for n in range(7)],
        ("Z7", "2026-08-01", "白渡市人民政府", "有效", "逾期办结"),
        ("Z8", "2026-09-01", "松沱州人民政府", "无效", "按期办结"),
        ("Z9", "2026-10-05", "云浦市人民政府", "有效", "退回重办"),
    ],
    "past-figures": [
        ("2025年第三季度", "2025-10-11", "网站", "8", "8", "6"),
        ("2025年第三季度", "2025-10-11", "账号", "10", "10", "9"),
    ],
    "life-event": [
        ("2026-07-20", "账号", "新开", "青岚政务", "视频号", "青岚市人民政府"),
        ("2026-08-20", "账号", "注销未报备", "云浦发布", "抖音", "云浦市人民政府"),
        ("2026-08-21", "账号", "私自开设", "东乡风采", "抖音", "青岚市东乡人民政府"),
        ("2026-09-01", "网站", "更名未备案", "沱川省财政厅门户网站", "", "沱川省财政厅"),
    ],
    "repair-report": [
        ("青岚市人民政府", "2026-08-01", "2026-07-30"),
        ("白渡市人民政府", "2026-08-01", "2026-08-05"),
        ("松沱州人民政府", "2026-08-01", ""),
    ],
    "slip": [
        ("沱整〔2026〕1号", "整改通知单", "松沱州人民政府", "2026-07-15", "2026-07-25",
         "2026-07-20", "2026-07-24"),
        ("沱整〔2026〕2号", "整改通知单", "青岚市教育局", "2026-07-15", "2026-07-25",
         "2026-07-26", ""),
        ("沱提〔2026〕1号", "提示单", "云浦市人民政府", "2026-09-28", "2026-10-30", "", ""),
    ],
    "consequence": [
        ("2026-08-10", "松沱州人民政府", "约谈", "2", ""),
        ("2026-08-10", "青岚市教育局", "考核扣分", "", "1.5"),
        ("2026-08-12", "松沱州人民政府", "考核扣分", "", "2"),
        ("2026-08-12", "松沱州人民政府", "纳入年度考核", "", ""),
    ],
    "repost": [
        ("国办函一", "2026-08-01", "青岚市人民政府", "是", "按时转载"),
        ("国办函一", "2026-08-01", "白渡市人民政府", "是", "逾期转载"),
        ("国办函一", "2026-08-01", "松沱州人民政府", "是", "未核实"),
        ("国办函二", "2026-09-01", "青岚市人民政府", "否", "未核实"),
    ],
    "interpretation": [
        ("2026-09-30", "青岚市人民政府", "10", "8", "5", "6"),
        ("2026-09-30", "白渡市人民政府", "4", "0", "0", "0"),
    ],
    "publishing": [
        ("2026-09-30", "青岚市人民政府", "120", "90", "30", "12"),
        ("2026-09-30", "白渡市人民政府", "40", "10", "0", "0"),
    ],
    "special-check": [
        ("IPv6", "2026-09-10", "青岚市人民政府门户网站", "符合", ""),
        ("IPv6", "2026-09-10", "白渡市人民政府门户网站", "不符合", "域名没有 AAAA 记录"),
        ("年度报表", "2026-09-10", "松沱州人民政府门户网站", "未能检查", ""),
        ("年度报表", "2026-09-10", "云浦市人民政府门户网站", "符合", ""),
    ],
    "other-tier": [
        ("国务院办公厅", "上级检查", "2026-08-20", "网站", "3", "0"),
        ("青岚市人民政府", "下级自查", "2026-09-20", "账号", "40", "1"),
    ],
    "good-practice": [
        ("2026-09-25", "白渡市人民政府", "把网民留言办理情况按月向社会公开，逐条回应"),
    ],
    "letterbox": [
        ("2026-09-30", "领导信箱", "青岚市人民政府", "50", "48", "45"),
        ("2026-09-30", "热线", "青岚市人民政府", "1000", "990", "960"),
    ],
    "column-unit": [
        ("2026-01-01", site_code(1), "教育资讯", "青岚市教育局"),
        ("2026-01-01", site_code(1), "东乡动态", "东乡人民政府"),
        ("2026-01-01", site_code(1), "政务要闻", "青岚市政府办公室"),
    ],
    "peer-review": [
        ("2026-09-05", "青岚市", "白渡市", "3", "5"),
        ("2026-09-05", "白渡市", "松沱州", "3", "2"),
        ("2026-09-05", "松沱州", "青岚市", "3", "0"),
    ],
}  # fmt: skip
SAMPLING = [
    ("2026-07-01", "网站", "门户网站", "4", "4", "全部检查"),
    ("2026-07-01", "网站", "部门网站", "25", "5", "按两成随机抽取"),
    ("2026-07-01", "账号", "全部账号", "24", "12", "按五成随机抽取"),
]


def write_records(path: Path, sheets=SHEETS) -> Path:
    """A workbook as an office fills it in."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        kind = record_kinds()[name]
        sheet = book.create_sheet(kind.title)
        sheet.append([column.heading for column in kind.columns])
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def order_of(**head) -> NoticeOrder:
    """The order of the third quarter's notice."""
    letter = Letterhead(
        office="沱川省人民政府办公厅",
        office_mark="沱川省人民政府办公厅",
        document_number="沱政办函〔2026〕88号",
        title=f"沱川省人民政府办公厅关于{PERIOD}全省政府网站和政务新媒体检查情况的通报",
        addressees=("各市、自治州人民政府", "省政府各委、办、厅、局"),
        basis="按照国办秘函〔2019〕19号要求",
        territory="全省",
        period=PERIOD,
        period_short="三季度",
        signed_by="沱川省人民政府办公厅",
        signed_on=date(2026, 10, 26),
        deadline=date(2026, 11, 9),
        recipient="省政府政务公开办公室",
    )
    house = load_house_style("default")
    return NoticeOrder(replace(letter, **head), house, Edition.INTERNAL, "上季度")


def facts_of(province: Province, needs=tuple(Need), recheck=True, **head):
    """The facts of the third quarter."""
    content = compile_report(province.inspection, order_of(**head)).notice
    again = province.rounds.get("2026年第三季度复查") if recheck else None
    return gather(province.inspection, content, frozenset(needs), again)


def script_of(facts, section: str, **options):
    """The notice of one section alone."""
    part = Part(section=section, options=options)
    return compose(facts, Template("一部分", date(2026, 1, 1), (Chapter("情况", (part,)),)))


def text_of(facts, section: str, **options) -> str:
    """What one section writes, a paragraph a line."""
    script = script_of(facts, section, **options)
    return "\n".join(p.lead + p.text for p in script.body if p.rank == "text")


def example_of(code: str, province: Province, department: Province):
    """The facts and the script of a function's example; F38 is a department's."""
    function = next(one for one in functions() if one.code == code)
    office = "沱川省财政厅"
    facts = facts_of(department, office=office) if code == "F38" else facts_of(province)
    chapter = Chapter(function.title, function.parts)
    return facts, compose(facts, Template(function.title, date(2026, 1, 1), (chapter,)))
