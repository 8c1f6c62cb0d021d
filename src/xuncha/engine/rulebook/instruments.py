"""The closed list of metrics, and the checks that compute them.

A rulebook row may only name a metric and a check of this list; a check may only compute a metric
of this list. Parameter names are fixed here, their values live in the rulebooks.
"""

from dataclasses import dataclass
from enum import StrEnum

from xuncha.engine.domain.offers import OfferKind
from xuncha.engine.domain.services import MarkKind
from xuncha.engine.domain.words import AccountFunction, Band, ColumnKind, TargetKind


class Metric(StrEnum):
    """What a condition may be held against. A name is never reused."""

    PROBE_FAILURE_PCT = "probe_failure_pct"
    HOME_NEW_ITEMS = "home_new_items"
    CORE_COLUMNS_STILL = "core_columns_still"
    COLUMNS_STILL = "columns_still"
    COLUMNS_BLANK = "columns_blank"
    NEW_POSTS = "new_posts"
    WORDING_ERRORS = "wording_errors"
    HIDDEN_LINKS = "hidden_links"
    STUFFED_PAGES = "stuffed_pages"
    OUTSIDE_LINKS_BAD = "outside_links_bad"
    BODIES_CHANGED = "bodies_changed"
    FALSE_DATES = "false_dates"
    LINKS_DEAD = "links_dead"
    MARKS_MISSING = "marks_missing"
    SITE_CODE_FAULTS = "site_code_faults"
    ERROR_REPORT_FAULTS = "error_report_faults"
    DOMAIN_FAULTS = "domain_faults"
    PAGES_MISLABELLED = "pages_mislabelled"
    COLUMNS_MISSING = "columns_missing"
    KIND_COLUMNS_STILL = "kind_columns_still"
    YEARLY_REPORTS_MISSING = "yearly_reports_missing"
    POLICIES_UNINTERPRETED = "policies_uninterpreted"
    INTERPRETATIONS_UNLINKED = "interpretations_unlinked"
    ANSWERS_STILL = "answers_still"
    MESSAGES_UNANSWERED = "messages_unanswered"
    GUIDES_SHORT = "guides_short"
    GUIDE_ELEMENTS_MISSING = "guide_elements_missing"
    OTHER_COLUMNS = "other_columns"
    NAMED_COLUMNS_STILL = "named_columns_still"
    CHANNELS_MISSING = "channels_missing"
    SEARCH_FAULTS = "search_faults"
    ANSWERS_LATE = "answers_late"
    SLOW_LOADS = "slow_loads"
    IPV6_FAULTS = "ipv6_faults"
    CERTIFICATE_FAULTS = "certificate_faults"
    GUIDES_FEW = "guides_few"
    GUIDE_FORMS_MISSING = "guide_forms_missing"
    REPOSTS_LATE = "reposts_late"
    ACCOUNT_NAME_FAULTS = "account_name_faults"


METRIC_LABELS: dict[Metric, str] = {
    Metric.PROBE_FAILURE_PCT: "打不开的监测次数占比（%）",
    Metric.HOME_NEW_ITEMS: "首页新发布的信息（条）",
    Metric.CORE_COLUMNS_STILL: "未更新的动态要闻、通知公告、政策文件类栏目（个）",
    Metric.COLUMNS_STILL: "应更新未更新的栏目（个）",
    Metric.COLUMNS_BLANK: "空白栏目（个）",
    Metric.NEW_POSTS: "新发布的信息（条）",
    Metric.WORDING_ERRORS: "文字表述错误（处）",
    Metric.HIDDEN_LINKS: "疑似有暗链的页面（个）",
    Metric.STUFFED_PAGES: "疑似被植入不良用语的页面（个）",
    Metric.OUTSIDE_LINKS_BAD: "疑似变质的站外链接（个）",
    Metric.BODIES_CHANGED: "疑似被改动的正文（篇）",
    Metric.FALSE_DATES: "疑似倒填发布日期的文章（篇）",
    Metric.LINKS_DEAD: "打不开的链接（个）",
    Metric.MARKS_MISSING: "缺少的网站标识（项）",
    Metric.SITE_CODE_FAULTS: "网站标识码的问题（处）",
    Metric.ERROR_REPORT_FAULTS: "找错入口的问题（处）",
    Metric.DOMAIN_FAULTS: "域名的问题（处）",
    Metric.PAGES_MISLABELLED: "标签有问题的页面（个）",
    Metric.COLUMNS_MISSING: "没有开设或没有内容的栏目（类）",
    Metric.KIND_COLUMNS_STILL: "指定种类中未更新的栏目（个）",
    Metric.YEARLY_REPORTS_MISSING: "未按期发布的年度报表（份）",
    Metric.POLICIES_UNINTERPRETED: "抽查中没有解读的政策文件（件）",
    Metric.INTERPRETATIONS_UNLINKED: "抽查中没有相互关联的文件和解读（组）",
    Metric.ANSWERS_STILL: "留言及答复未按期公开（处）",
    Metric.MESSAGES_UNANSWERED: "超过期限未答复的留言（件）",
    Metric.GUIDES_SHORT: "要素缺失的办事指南（个）",
    Metric.GUIDE_ELEMENTS_MISSING: "办事指南缺少的要素（处）",
    Metric.OTHER_COLUMNS: "空白和应更新未更新的栏目（个）",
    Metric.NAMED_COLUMNS_STILL: "点名的栏目未开设或未更新（个）",
    Metric.CHANNELS_MISSING: "缺少的咨询建言渠道（处）",
    Metric.SEARCH_FAULTS: "站内搜索的问题（处）",
    Metric.ANSWERS_LATE: "答复超过期限的留言（件）",
    Metric.SLOW_LOADS: "打开过慢的首页（个）",
    Metric.IPV6_FAULTS: "IPv6 访问的问题（处）",
    Metric.CERTIFICATE_FAULTS: "网站证书的问题（处）",
    Metric.GUIDES_FEW: "事项少且要素都缺（处）",
    Metric.GUIDE_FORMS_MISSING: "办事指南没有读到的表格和样表（处）",
    Metric.REPOSTS_LATE: "未按期转载的重要政策信息（件）",
    Metric.ACCOUNT_NAME_FAULTS: "账号名称的问题（处）",
}


SHARES = frozenset({Metric.PROBE_FAILURE_PCT})
"""Metrics in per cent; every other metric counts."""


def measured(metric: Metric, number: float) -> str:
    """A number with its name and unit: 空白栏目 5 个; a share has at most two decimals."""
    name, unit = METRIC_LABELS[metric].removesuffix("）").rsplit("（", 1)
    if metric in SHARES:
        return f"{name} {round(number, 2):g}{unit}"
    return f"{name} {number:g} {unit}"


PARAM_RANGES: dict[str, tuple[int, int]] = {
    "days": (1, 3660),
    "news_days": (1, 3660),
    "notice_months": (1, 120),
    "yearly_months": (1, 120),
    "slow_ms": (1, 600_000),
    "min_valid": (1, 100_000),
    "min_days": (0, 3660),
    "gap_minutes": (0, 1440),
    "least_weight": (1, 100),
    "kept_pct": (1, 100),
    "rebuilt_pct": (1, 100),
    "rebuilt_least": (1, 10_000),
    "early_days": (1, 3660),
    "together": (2, 10_000),
    "sample": (1, 1000),
    "least_missing": (1, 8),
    "due_month": (1, 12),
    "due_day": (1, 31),
    "due_days": (1, 60),
    "working_days": (1, 60),
    "warn_days": (1, 366),
}
"""The values of a whole-number parameter that can be meant at all, both ends included."""

PARAM_WORDS: dict[str, tuple[str, ...]] = {
    "band": tuple(word.value for word in Band),
    "functions": tuple(word.value for word in AccountFunction),
    "kinds": tuple(word.value for word in ColumnKind),
    "marks": tuple(word.value for word in MarkKind),
    "columns": tuple(word.value for word in OfferKind),
    "places": ("home", "others"),
    "report": ("site_work", "supervision", "disclosure"),
}


@dataclass(frozen=True, slots=True)
class Instrument:
    """One check: the metric it computes, the parameters it takes, the targets it can look at."""

    slug: str
    metric: Metric
    params: tuple[tuple[str, type], ...]
    kinds: tuple[TargetKind, ...]

    def param_type(self, name: str) -> type | None:
        """The type of a parameter; None when the check takes no such parameter."""
        return dict(self.params).get(name)


_SITE = (TargetKind.SITE,)
_SAMPLE: tuple[tuple[str, type], ...] = (("sample", int),)
_WINDOWS: tuple[tuple[str, type], ...] = (("news_days", int), ("notice_months", int))

INSTRUMENTS: dict[str, Instrument] = {
    one.slug: one
    for one in (
        Instrument(
            "site-unreachable",
            Metric.PROBE_FAILURE_PCT,
            (
                ("days", int),
                ("slow_ms", int),
                ("min_valid", int),
                ("min_days", int),
                ("gap_minutes", int),
            ),
            _SITE,
        ),
        Instrument("home-still", Metric.HOME_NEW_ITEMS, (("days", int),), _SITE),
        Instrument("core-columns-still", Metric.CORE_COLUMNS_STILL, _WINDOWS, _SITE),
        Instrument(
            "columns-still", Metric.COLUMNS_STILL, (*_WINDOWS, ("yearly_months", int)), _SITE
        ),
        Instrument("columns-blank", Metric.COLUMNS_BLANK, (), _SITE),
        Instrument(
            "account-still",
            Metric.NEW_POSTS,
            (("days", int), ("functions", tuple)),
            (TargetKind.ACCOUNT,),
        ),
        Instrument(
            "wording",
            Metric.WORDING_ERRORS,
            (("band", str),),
            (TargetKind.SITE, TargetKind.ACCOUNT),
        ),
        Instrument("hidden-links", Metric.HIDDEN_LINKS, (("least_weight", int),), _SITE),
        Instrument("stuffed-titles", Metric.STUFFED_PAGES, (("least_weight", int),), _SITE),
        Instrument("outside-links-bad", Metric.OUTSIDE_LINKS_BAD, (), _SITE),
        Instrument(
            "body-changed",
            Metric.BODIES_CHANGED,
            (("kept_pct", int), ("rebuilt_pct", int), ("rebuilt_least", int)),
            _SITE,
        ),
        Instrument(
            "false-dates", Metric.FALSE_DATES, (("early_days", int), ("together", int)), _SITE
        ),
        Instrument("links-dead", Metric.LINKS_DEAD, (("places", tuple),), _SITE),
        Instrument("identity-marks", Metric.MARKS_MISSING, (("marks", tuple),), _SITE),
        Instrument("site-code", Metric.SITE_CODE_FAULTS, (), _SITE),
        Instrument("error-report-entry", Metric.ERROR_REPORT_FAULTS, (), _SITE),
        Instrument("domain-rules", Metric.DOMAIN_FAULTS, (), _SITE),
        Instrument("page-labels", Metric.PAGES_MISLABELLED, _SAMPLE, _SITE),
        Instrument(
            "columns-missing",
            Metric.COLUMNS_MISSING,
            (("columns", tuple), ("content", bool)),
            _SITE,
        ),
        Instrument(
            "kind-columns-still",
            Metric.KIND_COLUMNS_STILL,
            (("kinds", tuple), ("first_level", bool), *_WINDOWS),
            _SITE,
        ),
        Instrument(
            "yearly-report",
            Metric.YEARLY_REPORTS_MISSING,
            (("report", str), ("due_month", int), ("due_day", int)),
            _SITE,
        ),
        Instrument("policies-uninterpreted", Metric.POLICIES_UNINTERPRETED, _SAMPLE, _SITE),
        Instrument("interpretations-unlinked", Metric.INTERPRETATIONS_UNLINKED, _SAMPLE, _SITE),
        Instrument("answers-still", Metric.ANSWERS_STILL, (("notice_months", int),), _SITE),
        Instrument(
            "messages-unanswered",
            Metric.MESSAGES_UNANSWERED,
            (("notice_months", int), ("yearly_months", int)),
            _SITE,
        ),
        Instrument(
            "guides-short",
            Metric.GUIDES_SHORT,
            (("least_missing", int), *_SAMPLE),
            _SITE,
        ),
        Instrument("guide-elements", Metric.GUIDE_ELEMENTS_MISSING, _SAMPLE, _SITE),
        Instrument(
            "other-columns", Metric.OTHER_COLUMNS, (*_WINDOWS, ("yearly_months", int)), _SITE
        ),
        Instrument(
            "named-columns-still",
            Metric.NAMED_COLUMNS_STILL,
            (("columns", tuple), ("notice_months", int)),
            _SITE,
        ),
        Instrument(
            "consultation-channel", Metric.CHANNELS_MISSING, (("notice_months", int),), _SITE
        ),
        Instrument("ipv6-reachable", Metric.IPV6_FAULTS, (), _SITE),
        Instrument("certificate", Metric.CERTIFICATE_FAULTS, (("warn_days", int),), _SITE),
        Instrument("search-entry", Metric.SEARCH_FAULTS, _SAMPLE, _SITE),
        Instrument(
            "answers-late",
            Metric.ANSWERS_LATE,
            (("yearly_months", int), ("working_days", int)),
            _SITE,
        ),
        Instrument("guides-few", Metric.GUIDES_FEW, (("least_missing", int), *_SAMPLE), _SITE),
        Instrument("guide-forms", Metric.GUIDE_FORMS_MISSING, _SAMPLE, _SITE),
        Instrument("reposts-late", Metric.REPOSTS_LATE, (("days", int), ("due_days", int)), _SITE),
        Instrument("account-names", Metric.ACCOUNT_NAME_FAULTS, (), (TargetKind.ACCOUNT,)),
        Instrument("load-time", Metric.SLOW_LOADS, (("slow_ms", int), ("min_valid", int)), _SITE),
    )
}
