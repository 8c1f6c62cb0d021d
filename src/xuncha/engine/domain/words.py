"""The project's words as enums, with the Chinese term users read beside each.

Names are stored, never numbers, and a name is never reused (design.md, "Words").
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum


class TargetKind(StrEnum):
    """What is inspected: a website or a new-media account."""

    SITE = "site"
    ACCOUNT = "account"


class Level(StrEnum):
    """The level of the public body that runs a target."""

    STATE_DEPARTMENT = "state_department"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWN = "town"


class Result(StrEnum):
    """The outcome of one check on one target. ``UNABLE`` is never a pass."""

    HIT = "hit"
    SUSPECT = "suspect"
    CLEAR = "clear"
    UNABLE = "unable"
    EXEMPT = "exempt"


class VerdictState(StrEnum):
    """The verdict on one target in one round under one rulebook."""

    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    UNDECIDED = "undecided"


class Judge(StrEnum):
    """Who decides a row: the machine alone, a person on a machine's proposal, a person alone."""

    AUTO = "auto"
    CONFIRM = "confirm"
    PERSON = "person"


class RowKind(StrEnum):
    """What a rulebook row does to the verdict. ``NOTICE`` rows are named and fail nobody."""

    VETO = "veto"
    DEDUCT = "deduct"
    BONUS = "bonus"
    NOTICE = "notice"


class Confidence(StrEnum):
    """How certain the text of a rulebook row is (spec/indicators.md section 0)."""

    CONFIRMED = "confirmed"
    LOCAL = "local"
    UNCONFIRMED = "unconfirmed"


class ColumnKind(StrEnum):
    """The kind of a column; update windows hang on it."""

    NEWS = "news"
    NOTICE = "notice"
    POLICY = "policy"
    PERSONNEL = "personnel"
    PLAN = "plan"
    INTERPRETATION = "interpretation"
    DISCLOSURE = "disclosure"
    SERVICE = "service"
    INTERACTION = "interaction"
    ABOUT = "about"
    SPECIAL = "special"
    OTHER = "other"


class ColumnState(StrEnum):
    """What a round saw of a column."""

    FRESH = "fresh"
    STILL = "still"
    BLANK = "blank"
    UNABLE = "unable"
    EXEMPT = "exempt"


class FoundBy(StrEnum):
    """How a column became known."""

    REGISTER = "register"
    MENU = "menu"
    HOME_BLOCK = "home_block"
    SITE_MAP = "site_map"
    TRAIL = "trail"


class AccountFunction(StrEnum):
    """What an account is for; only publishing accounts carry the two-week duty."""

    PUBLISH = "publish"
    SERVICE = "service"
    INTERACT = "interact"
    MATRIX = "matrix"


class DateKind(StrEnum):
    """What a date on a page means. Only ``PUBLISHED`` proves or denies an update."""

    PUBLISHED = "published"
    SIGNED = "signed"
    EFFECTIVE = "effective"
    DEADLINE = "deadline"
    GENERATED = "generated"
    UNLABELLED = "unlabelled"


class DatePlace(StrEnum):
    """Where a date was read."""

    LABEL = "label"
    TEXT = "text"
    URL = "url"
    META = "meta"
    LIST = "list"
    SCRIPT = "script"


class PageKind(StrEnum):
    """What sort of page was read."""

    ARTICLE = "article"
    LIST = "list"
    HOME = "home"
    OTHER = "other"


class UnableClass(StrEnum):
    """Why we could not look. What each means for a verdict stands in design.md's table."""

    NAME = "name"
    REFUSED = "refused"
    RESET = "reset"
    TLS = "tls"
    SERVER_ERROR = "server_error"
    TIMEOUT = "timeout"
    FORBIDDEN = "forbidden"
    THROTTLED = "throttled"
    WAF = "waf"
    CAPTCHA = "captcha"
    LOGIN = "login"
    NOT_FOUND = "not_found"
    ROBOTS = "robots"
    LOCAL_NETWORK = "local_network"
    GUARD = "guard"
    BUDGET = "budget"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    ENCRYPTED = "encrypted"
    SCANNED = "scanned"
    WITHHELD = "withheld"
    NEEDS_RENDERING = "needs_rendering"
    LANGUAGE = "language"
    UNDATED = "undated"
    DISPUTED_DATE = "disputed_date"
    NO_HISTORY = "no_history"
    NOT_VISITED = "not_visited"
    NEEDS_PERSON = "needs_person"
    CRASH = "crash"


SITE_FAULTS = frozenset(
    {
        UnableClass.NAME,
        UnableClass.REFUSED,
        UnableClass.RESET,
        UnableClass.TLS,
        UnableClass.SERVER_ERROR,
        UnableClass.TIMEOUT,
    }
)
"""Failures a reachability probe counts against the site (design.md, table of failed looks)."""


class TextErrorKind(StrEnum):
    """The kinds of text findings (contracts.md, ``proofread``)."""

    TYPO = "typo"
    MISSING = "missing"
    EXTRA = "extra"
    NAME = "name"
    FORMULATION = "formulation"
    PRIVACY = "privacy"
    DAMAGE = "damage"
    PUNCTUATION = "punctuation"
    NUMBER = "number"
    SECRECY = "secrecy"


class SecrecyLevel(StrEnum):
    """The levels of state secrets (《保守国家秘密法》第十四条)."""

    TOP_SECRET = "top_secret"  # noqa: S105 - a level, no password
    SECRET = "secret"  # noqa: S105 - a level, no password
    CONFIDENTIAL = "confidential"


class Band(StrEnum):
    """Band A is shown to everybody, band B on request."""

    A = "A"
    B = "B"


class OwnList(StrEnum):
    """An office's own lists: four of words, one of what its sites have to reprint."""

    WORDS = "words"
    TERMS = "terms"
    NAMES = "names"
    LEADERS = "leaders"
    REPOSTS = "reposts"


class AllowanceScope(StrEnum):
    """How far an allowance reaches: everywhere, on one target, for one rule."""

    OFFICE = "office"
    TARGET = "target"
    RULE = "rule"


class Labels(Mapping[StrEnum, str]):
    """The Chinese term of each word, told apart by its enum.

    A plain dict would not do: ``ColumnKind.OTHER`` and ``PageKind.OTHER`` are equal as strings.
    """

    def __init__(self, terms: Iterable[tuple[StrEnum, str]]) -> None:
        """Keep the terms of all words."""
        self._terms = {(type(word), word): (word, term) for word, term in terms}

    def __getitem__(self, word: StrEnum) -> str:
        """The term of a word; KeyError for anything that is not one of the enums here."""
        return self._terms[type(word), word][1]

    def __iter__(self) -> Iterator[StrEnum]:
        """The words in the order they are listed."""
        return (word for word, _ in self._terms.values())

    def __len__(self) -> int:
        """How many words have a term."""
        return len(self._terms)


_TERMS: tuple[tuple[StrEnum, str], ...] = (
    (TargetKind.SITE, "网站"),
    (TargetKind.ACCOUNT, "账号"),
    (Level.STATE_DEPARTMENT, "国务院部门"),
    (Level.PROVINCE, "省级"),
    (Level.CITY, "市级"),
    (Level.COUNTY, "县级"),
    (Level.TOWN, "乡级"),
    (Result.HIT, "发现问题"),
    (Result.SUSPECT, "疑似问题"),
    (Result.CLEAR, "未发现问题"),
    (Result.UNABLE, "无法查看"),
    (Result.EXEMPT, "豁免"),
    (VerdictState.QUALIFIED, "合格"),
    (VerdictState.UNQUALIFIED, "不合格"),
    (VerdictState.UNDECIDED, "待定"),
    (Judge.AUTO, "机器判定"),
    (Judge.CONFIRM, "人工确认"),
    (Judge.PERSON, "人工判断"),
    (RowKind.VETO, "单项否决"),
    (RowKind.DEDUCT, "扣分"),
    (RowKind.BONUS, "加分"),
    (RowKind.NOTICE, "仅通报"),
    (Confidence.CONFIRMED, "已核实"),
    (Confidence.LOCAL, "本地规定"),
    (Confidence.UNCONFIRMED, "未核实"),
    (ColumnKind.NEWS, "动态要闻"),
    (ColumnKind.NOTICE, "通知公告"),
    (ColumnKind.POLICY, "政策文件"),
    (ColumnKind.PERSONNEL, "人事信息"),
    (ColumnKind.PLAN, "规划计划"),
    (ColumnKind.INTERPRETATION, "政策解读"),
    (ColumnKind.DISCLOSURE, "信息公开"),
    (ColumnKind.SERVICE, "办事服务"),
    (ColumnKind.INTERACTION, "互动交流"),
    (ColumnKind.ABOUT, "概况信息"),
    (ColumnKind.SPECIAL, "专题专栏"),
    (ColumnKind.OTHER, "其他"),
    (ColumnState.FRESH, "正常更新"),
    (ColumnState.STILL, "未更新"),
    (ColumnState.BLANK, "空白"),
    (ColumnState.UNABLE, "无法查看"),
    (ColumnState.EXEMPT, "豁免"),
    (FoundBy.REGISTER, "台账登记"),
    (FoundBy.MENU, "首页导航"),
    (FoundBy.HOME_BLOCK, "首页板块"),
    (FoundBy.SITE_MAP, "网站地图"),
    (FoundBy.TRAIL, "页面上的当前位置"),
    (AccountFunction.PUBLISH, "发布"),
    (AccountFunction.SERVICE, "服务"),
    (AccountFunction.INTERACT, "互动"),
    (AccountFunction.MATRIX, "矩阵"),
    (DateKind.PUBLISHED, "发布日期"),
    (DateKind.SIGNED, "成文日期"),
    (DateKind.EFFECTIVE, "施行日期"),
    (DateKind.DEADLINE, "截止日期"),
    (DateKind.GENERATED, "生成日期"),
    (DateKind.UNLABELLED, "未标明的日期"),
    (DatePlace.LABEL, "可见标签"),
    (DatePlace.TEXT, "正文"),
    (DatePlace.URL, "网址"),
    (DatePlace.META, "网页标签"),
    (DatePlace.LIST, "列表"),
    (DatePlace.SCRIPT, "脚本"),
    (PageKind.ARTICLE, "文章页"),
    (PageKind.LIST, "列表页"),
    (PageKind.HOME, "首页"),
    (PageKind.OTHER, "其他页面"),
    (UnableClass.NAME, "域名无法解析"),
    (UnableClass.REFUSED, "连接被拒绝"),
    (UnableClass.RESET, "连接中断"),
    (UnableClass.TLS, "证书或加密连接失败"),
    (UnableClass.SERVER_ERROR, "服务器错误"),
    (UnableClass.TIMEOUT, "超过时限未打开"),
    (UnableClass.FORBIDDEN, "拒绝访问"),
    (UnableClass.THROTTLED, "访问过频被限制"),
    (UnableClass.WAF, "防火墙拦截页"),
    (UnableClass.CAPTCHA, "要求验证码"),
    (UnableClass.LOGIN, "要求登录"),
    (UnableClass.NOT_FOUND, "页面不存在"),
    (UnableClass.ROBOTS, "robots 不允许访问"),
    (UnableClass.LOCAL_NETWORK, "本方网络故障"),
    (UnableClass.GUARD, "访问被安全策略拒绝"),
    (UnableClass.BUDGET, "访问额度用完"),
    (UnableClass.TOO_LARGE, "页面过大"),
    (UnableClass.UNREADABLE, "内容无法识别"),
    (UnableClass.ENCRYPTED, "文件加密"),
    (UnableClass.SCANNED, "扫描件，没有文字层"),
    (UnableClass.WITHHELD, "按规定未留存内容"),
    (UnableClass.NEEDS_RENDERING, "需要浏览器渲染"),
    (UnableClass.LANGUAGE, "文种暂不能识别"),
    (UnableClass.UNDATED, "没有可用的发布日期"),
    (UnableClass.DISPUTED_DATE, "日期相互矛盾"),
    (UnableClass.NO_HISTORY, "没有监测记录"),
    (UnableClass.NOT_VISITED, "尚未访问"),
    (UnableClass.NEEDS_PERSON, "须由人查看"),
    (UnableClass.CRASH, "程序异常"),
    (TextErrorKind.TYPO, "错别字"),
    (TextErrorKind.MISSING, "漏字"),
    (TextErrorKind.EXTRA, "多字"),
    (TextErrorKind.NAME, "名称错误"),
    (TextErrorKind.FORMULATION, "表述不规范"),
    (TextErrorKind.PRIVACY, "泄露个人信息"),
    (TextErrorKind.DAMAGE, "乱码"),
    (TextErrorKind.PUNCTUATION, "标点错误"),
    (TextErrorKind.NUMBER, "数字或日期错误"),
    (TextErrorKind.SECRECY, "涉密标志"),
    (SecrecyLevel.TOP_SECRET, "绝密"),
    (SecrecyLevel.SECRET, "机密"),
    (SecrecyLevel.CONFIDENTIAL, "秘密"),
    (OwnList.WORDS, "易错词"),
    (OwnList.TERMS, "允许词语"),
    (OwnList.NAMES, "机构和职务名称"),
    (OwnList.LEADERS, "领导人"),
    (OwnList.REPOSTS, "应转载信息"),
    (AllowanceScope.OFFICE, "全部对象"),
    (AllowanceScope.TARGET, "一个对象"),
    (AllowanceScope.RULE, "一条规则"),
)

LABELS = Labels(_TERMS)
"""The one Chinese term of each word, as pages and documents print it."""
