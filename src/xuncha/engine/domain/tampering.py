"""Traces of tampering: what stands on a page that its owner may not have put there.

Nothing here is an accusation: a check weighs it, and two persons decide.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xuncha.engine.domain.words import Labels


class Hiding(StrEnum):
    """How something is kept from a reader's eyes, or from his knowledge."""

    NOT_SHOWN = "not_shown"
    UNSEEN = "unseen"
    FOLDED = "folded"
    NO_SIZE = "no_size"
    TINY = "tiny"
    TINY_FONT = "tiny_font"
    OFF_SCREEN = "off_screen"
    INDENTED = "indented"
    SAME_COLOUR = "same_colour"
    CLIPPED = "clipped"
    BEHIND = "behind"
    MARQUEE = "marquee"
    NOSCRIPT = "noscript"
    COMMENT = "comment"
    SCRIPT = "script"
    OBFUSCATED = "obfuscated"
    FRAME = "frame"
    REDIRECT = "redirect"
    CONDITIONAL = "conditional"
    FILE = "file"


class TracePlace(StrEnum):
    """Where words stand on a page."""

    TITLE = "title"
    KEYWORDS = "keywords"
    DESCRIPTION = "description"
    HEADING = "heading"
    HIDDEN = "hidden"
    BODY = "body"
    PICTURE = "picture"
    FILE = "file"


class SeenAs(StrEnum):
    """Whose eyes a page was looked at with."""

    READER = "reader"
    SEARCH_ENGINE = "search_engine"
    PHONE = "phone"
    FROM_SEARCH = "from_search"


TAMPERING_LABELS = Labels(
    (
        (Hiding.NOT_SHOWN, "设为不显示"),
        (Hiding.UNSEEN, "设为不可见"),
        (Hiding.FOLDED, "高度或宽度为零"),
        (Hiding.NO_SIZE, "长宽都为零"),
        (Hiding.TINY, "长宽只有一两个像素"),
        (Hiding.TINY_FONT, "字号接近零"),
        (Hiding.OFF_SCREEN, "移到屏幕之外"),
        (Hiding.INDENTED, "文字缩进到屏幕之外"),
        (Hiding.SAME_COLOUR, "文字与背景同色"),
        (Hiding.CLIPPED, "被剪裁得看不见"),
        (Hiding.BEHIND, "压在其他内容下面"),
        (Hiding.MARQUEE, "放在几乎没有大小的滚动框里"),
        (Hiding.NOSCRIPT, "只在停用脚本时显示"),
        (Hiding.COMMENT, "写在网页注释里"),
        (Hiding.SCRIPT, "由脚本写入"),
        (Hiding.OBFUSCATED, "由编码过的脚本写入"),
        (Hiding.FRAME, "看不见的内嵌框架"),
        (Hiding.REDIRECT, "打开后自动转到站外"),
        (Hiding.CONDITIONAL, "只对部分访问者转走或显示"),
        (Hiding.FILE, "写在给搜索引擎看的文件里"),
        (TracePlace.TITLE, "网页标题"),
        (TracePlace.KEYWORDS, "关键词标签"),
        (TracePlace.DESCRIPTION, "描述标签"),
        (TracePlace.HEADING, "页面标题行"),
        (TracePlace.HIDDEN, "看不见的文字"),
        (TracePlace.BODY, "正文"),
        (TracePlace.PICTURE, "图片说明"),
        (TracePlace.FILE, "站点文件"),
        (SeenAs.READER, "一般访问"),
        (SeenAs.SEARCH_ENGINE, "以搜索引擎身份访问"),
        (SeenAs.PHONE, "以手机身份访问"),
        (SeenAs.FROM_SEARCH, "从搜索引擎点入"),
    )
)
"""The Chinese term of each word here."""


@dataclass(frozen=True, slots=True)
class WordingTrace:
    """Wording of gambling, porn or a trade that breaks into pages. ``weight`` by the word list."""

    place: TracePlace
    quote: str
    words: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class LinkTrace:
    """A link that may not be the owner's. ``hiding`` None: everybody sees it.

    ``weight`` adds up what speaks against it: hiding, foreign host, wording (tamper_limits.toml).
    ``url`` is the target: it never goes into a public document. ``quote`` is the markup.
    """

    url: str
    text: str
    hiding: Hiding | None
    words: tuple[str, ...]
    weight: int
    quote: str


@dataclass(frozen=True, slots=True)
class PageTraces:
    """What one page of a visit shows of tampering; a page that shows nothing has none."""

    url: str
    record: str
    links: tuple[LinkTrace, ...]
    wording: tuple[WordingTrace, ...]
    rendered: bool = False
    seen_as: SeenAs = SeenAs.READER


@dataclass(frozen=True, slots=True)
class OutsideTrace:
    """A target outside the site that is bad now. ``lapsed``: its page says the name is for sale or
    has run out. ``on`` is the page the link stands on."""

    url: str
    on: str
    record: str
    lapsed: bool
    reason: str
    wording: tuple[WordingTrace, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownBody:
    """What an article said at a look: enough to see later that it was changed.

    ``digests`` are of its body's paragraphs, ``key`` is its page key. ``seen_on`` is the day;
    ``corrections`` are the digests of those paragraphs that tell of a correction.
    """

    key: str
    title: str
    published: date | None
    digests: tuple[str, ...]
    seen_on: date
    record: str = ""
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TamperingFacts:
    """All traces of one visit. Everything empty: pages were read and nothing was found.

    ``looked`` counts pages, ``outside_looked`` targets outside the site; ``links_asked`` says
    whether the visit was to look at links at all.
    """

    pages: tuple[PageTraces, ...] = ()
    outside: tuple[OutsideTrace, ...] = ()
    looked: int = 0
    outside_looked: int = 0
    links_asked: bool = False


NO_TRACES = TamperingFacts()
"""Of a site that showed nothing."""
