"""An invented province's quarter: 135 sites, 4 failing; 1,163 accounts, 26 failing."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from xuncha.engine.domain.outcomes import Evidence
from xuncha.engine.domain.words import Judge, Result, TargetKind, TextErrorKind, VerdictState
from xuncha.office.notices.content import (
    CarriedItem,
    CouldNotLook,
    Edition,
    FailingAccount,
    FailingSite,
    Figures,
    FollowUp,
    Letterhead,
    Method,
    MethodRow,
    NoticeContent,
    Reason,
    RulebookRef,
    Tally,
    TextError,
    tally,
)
from xuncha.office.notices.dossier import Dossier, FindingEntry, OutcomeEntry, RoundReport
from xuncha.office.notices.house_style import load_house_style

AS_OF = datetime(2026, 10, 12, 12, 0, tzinfo=timezone(timedelta(hours=8)))
BLANK = Reason("W-V4.3", "空白栏目", "空白栏目数量超过（含）5个")
CORE = Reason("W-V4.1", "动态、要闻类栏目不更新", "应更新但长期未更新的栏目数量超过（含）5个")
STILL = Reason("W-V4.2", "栏目不更新", "应更新但长期未更新的栏目数量超过（含）10个")
SILENT = Reason("N-V2.1", "内容不更新", "监测时间点前2周内无更新")
PLACES = (
    "青岚",
    "白渡",
    "松沱",
    "云浦",
    "石塬",
    "临溪",
    "安陵",
    "望川",
    "北屏",
    "南麓",
    "平川",
    "河湾",
)
PLATFORMS = ("微信订阅号", "微博", "抖音", "头条")
MISTAKES = (
    ("贯策落实", "贯彻落实", TextErrorKind.TYPO),
    ("进一步步推进", "进一步推进", TextErrorKind.EXTRA),
    ("切实加强强化", "切实加强", TextErrorKind.EXTRA),
    ("机构改格", "机构改革", TextErrorKind.TYPO),
)


def county(index: int) -> str:
    """An invented county's name."""
    return f"{PLACES[index % len(PLACES)]}{'县市区'[index // len(PLACES) % 3]}"


def site_name(index: int) -> str:
    """An invented site's name; the first is a scenic area's bureau."""
    if index == 0:
        return "沱湖景区保护利用管理局政务网站"
    if index == 1:
        return "沱川省卫生健康委员会网站"
    return f"{county(index)}人民政府门户网站"


def site_code(index: int) -> str:
    """A site code in the national shape."""
    return f"{990000 + index:06d}0001"


def failing_sites() -> tuple[FailingSite, ...]:
    """Four sites: one blank, two core columns still, one columns still."""
    reasons = (BLANK, CORE, CORE, STILL)
    return tuple(
        FailingSite(
            site_code(i),
            site_name(i),
            "沱川省卫生健康委员会" if i == 1 else f"{county(i)}人民政府",
            "" if i == 1 else "松沱州",
            (reason,),
        )
        for i, reason in enumerate(reasons)
    )


def failing_accounts() -> tuple[FailingAccount, ...]:
    """Twenty-six silent accounts on four platforms."""
    return tuple(
        FailingAccount(
            f"A{i:05d}", f"{county(i)}发布", f"{county(i)}融媒体中心", PLATFORMS[i % 4], (SILENT,)
        )
        for i in range(26)
    )


def text_errors() -> tuple[TextError, ...]:
    """Three errors on each of 22 sites and 21 accounts; ten sites and one account carried over."""
    errors = []
    for kind, count, carried in ((TargetKind.SITE, 22, 10), (TargetKind.ACCOUNT, 21, 1)):
        for i in range(count):
            for j in range(3):
                wrong, right, sort = MISTAKES[(i + j) % len(MISTAKES)]
                is_site = kind is TargetKind.SITE
                errors.append(
                    TextError(
                        kind=kind,
                        code=site_code(i + 4) if is_site else f"A{i + 40:05d}",
                        name=site_name(i + 4) if is_site else f"{county(i)}政务",
                        owner=f"{county(i)}人民政府",
                        page_title=f"{county(i)}召开第{j + 1}次工作推进会议",
                        url=f"http://www.s{i}.example/zwdt/202609/t202609{10 + j}_{i}{j}77.html",
                        wrong=wrong,
                        suggestion=right,
                        error_kind=sort,
                        carried_over=j == 0 and i < carried,
                    )
                )
    return tuple(errors)


def follow_up(errors: tuple[TextError, ...]) -> FollowUp:
    """Forty problems named last quarter: eleven still there."""
    still = tuple(
        CarriedItem(e.kind, e.code, e.name, "W-N1", e.wrong, e.url)
        for e in errors
        if e.carried_over
    )
    return FollowUp(
        "2026年第二季度", "上季度", 40, 29, 0, tally((i.kind, i.code) for i in still), still
    )


def method() -> Method:
    """Seven rows in force, thirty-four not examined."""
    in_force = (
        ("W-V2", "站点无法访问", Judge.AUTO),
        ("W-V3", "首页不更新", Judge.AUTO),
        ("W-V4.1", CORE.name, Judge.CONFIRM),
        ("W-V4.2", STILL.name, Judge.CONFIRM),
        ("W-V4.3", BLANK.name, Judge.CONFIRM),
        ("N-V2.1", SILENT.name, Judge.AUTO),
        ("W-N1", "文字表述错误（仅通报）", Judge.CONFIRM),
    )
    rows = [MethodRow(i, name, judge, in_force=True) for i, name, judge in in_force]
    rest = [
        MethodRow(f"W-D{i}", f"第{i}项扣分指标", Judge.PERSON, in_force=False) for i in range(1, 35)
    ]
    return Method("", (*rows, *rest))


def looks() -> tuple[CouldNotLook, ...]:
    """A WAF page and a captcha; a person looked by hand."""
    return tuple(
        CouldNotLook(
            TargetKind.SITE,
            site_code(i),
            site_name(i),
            "W-V4.2",
            STILL.name,
            label,
            "首页返回拦截页面，没有内容可读",
            "请在办公网络用浏览器打开并记录所见，或者请站点把检查地址加入白名单",
            "栏目正常更新",
            "检查员一于2026年10月13日",
        )
        for i, label in ((60, "防火墙拦截页"), (61, "要求验证码"))
    )


def letterhead() -> Letterhead:
    """The invented province's office."""
    return Letterhead(
        office="沱川省人民政府办公厅",
        office_mark="沱川省人民政府办公厅",
        document_number="沱政办函〔2026〕88号",
        title="沱川省人民政府办公厅关于2026年第三季度全省政府网站和政务新媒体检查情况的通报",
        addressees=("各市、自治州人民政府", "省政府各委、办、厅、局"),
        basis=(
            "按照《国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的"
            "通知》（国办秘函〔2019〕19号）要求"
        ),
        territory="全省",
        period="2026年第三季度",
        period_short="三季度",
        signed_by="沱川省人民政府办公厅",
        signed_on=date(2026, 10, 16),
        deadline=date(2026, 10, 30),
        recipient="省政府信息与政务公开办公室",
        contact="邮箱：xxgk@tuochuan.example",
        copied_to="省委办公厅，省人大常委会办公厅，省政协办公厅",
        printed_by="沱川省人民政府办公厅",
    )


def sample_notice() -> NoticeContent:
    """The whole notice."""
    house = load_house_style("default")
    errors = text_errors()
    return NoticeContent(
        head=letterhead(),
        as_of=AS_OF,
        edition=Edition.INTERNAL,
        style=house.percent,
        named_in_text=house.named_in_text,
        rulebook=RulebookRef("qinghai", "沱川省政府网站与政务新媒体检查指标", "ab12" * 16),
        method=method(),
        sites=Figures(TargetKind.SITE, 135, 135, 131, 4, 0),
        accounts=Figures(TargetKind.ACCOUNT, 1163, 1163, 1137, 26, 0),
        failing_sites=failing_sites(),
        failing_accounts=failing_accounts(),
        text_tally=Tally(22, 21, 129),
        text_errors=errors,
        follow_up=follow_up(errors),
        could_not_look=looks(),
        requirements=house.requirements,
    )


def with_undecided(content: NoticeContent, sites: int) -> NoticeContent:
    """The same quarter with some passing sites undecided instead."""
    figures = content.sites
    return replace(
        content,
        sites=replace(figures, qualified=figures.qualified - sites, undecided=sites),
        could_not_look=tuple(replace(look, seen="") for look in content.could_not_look),
    )


def sample_report() -> RoundReport:
    """The notice with a dossier for every target."""
    notice = sample_notice()
    sites = [_dossier(notice, TargetKind.SITE, site_code(i), site_name(i)) for i in range(135)]
    silent = [
        _dossier(notice, TargetKind.ACCOUNT, f"A{i:05d}", f"{county(i)}发布") for i in range(1163)
    ]
    return RoundReport(notice, (*sites, *silent))


def _dossier(notice: NoticeContent, kind: TargetKind, code: str, name: str) -> Dossier:
    failing = {t.code: t.reasons for t in (*notice.failing_sites, *notice.failing_accounts)}
    reasons = failing.get(code, ())
    outcomes = tuple(
        OutcomeEntry(
            row.indicator,
            row.name,
            Result.HIT if any(r.indicator == row.indicator for r in reasons) else Result.CLEAR,
            5.0 if reasons else 0.0,
            next((r.text for r in reasons if r.indicator == row.indicator), "未发现问题"),
        )
        for row in notice.method.in_force
        if row.indicator.startswith("W" if kind is TargetKind.SITE else "N")
    )
    return Dossier(
        kind=kind,
        code=code,
        name=name,
        owner=f"{name[:3]}人民政府",
        address=f"http://{code.lower()}.example/",
        state=VerdictState.UNQUALIFIED if reasons else VerdictState.QUALIFIED,
        arithmetic=tuple(f"{o.indicator} {o.reason}：{o.count:g}" for o in outcomes),
        outcomes=outcomes,
        findings=tuple(_findings(notice, code, reasons)),
    )


def _findings(notice: NoticeContent, code: str, reasons: tuple[Reason, ...]):
    for reason in reasons:
        url = f"http://{code.lower()}.example/zwgk/"
        yield FindingEntry(
            f"{code}-{reason.indicator}",
            reason.indicator,
            reason.name,
            "5个栏目",
            "5个",
            (Evidence(url, "最新一条：2026-03-02", "栏目列表", "sha256:" + "0f" * 32),),
            "检查员一确认",
        )
    for n, error in enumerate(e for e in notice.text_errors if e.code == code):
        quote = f"各部门要{error.wrong}上级部署，把<各项>工作抓细抓实"
        yield FindingEntry(
            f"{code}-text-{n}",
            "W-N1",
            "文字表述错误",
            error.wrong,
            "0处",
            (Evidence(error.url, quote, "正文第2段", "sha256:" + "1e" * 32),),
            "检查员一确认",
            wrong=error.wrong,
            suggestion=error.suggestion,
            error_kind=error.error_kind,
            carried_over=error.carried_over,
        )
