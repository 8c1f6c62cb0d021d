"""The second look: what became of one problem, told from the newest look at its target.

The machine says what it sees now of an item that was asked to be repaired: the defect, the page it
stood on, the words beside it. A page the newest look did not bring tells nothing, either way.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.addresses import page_key
from xuncha.engine.domain.facts import Post
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.looked import ColumnSeen
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.targets import AccountPlan
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import LABELS, ColumnState, Result, UnableClass
from xuncha.engine.extract.account import read_account
from xuncha.engine.extract.page import read_page
from xuncha.engine.extract.visited import VisitedPages

COLUMN = "column|"
GONE_STATUSES = frozenset({404, 410})
NEAR = 12
"""Characters on either side of wrong words that make their context."""


class Seen(StrEnum):
    """What a second look showed of an item. ``UNREACHABLE`` is no result, either way."""

    FIXED = "fixed"
    DELETED = "deleted"
    MOVED = "moved"
    CONTEXT = "context"
    STILL = "still"
    REAPPEARED = "reappeared"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class PageNow:
    """One address at the newest look: its text where it opened, its record, why it did not."""

    url: str
    text: str = ""
    record: str = ""
    is_gone: bool = False
    is_file: bool = False
    unable: UnableClass | None = None


Pages = Callable[[str], PageNow | None]


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest look at a target. ``unable``: it showed nothing at all.

    ``outcomes`` by indicator, findings people dismissed left out. ``page`` tells one address, None
    for one that was not asked for; None itself where the bundle is not at hand.
    """

    outcomes: Mapping[str, Outcome]
    columns: tuple[ColumnSeen, ...] = ()
    unable: UnableClass | None = None
    reason: str = ""
    page: Pages | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What the second look shows of one item, with evidence where there is any; ``fingerprint`` of
    the finding that shows it again."""

    seen: Seen
    reason: str
    unable: UnableClass | None = None
    evidence: tuple[Evidence, ...] = field(default=())
    fingerprint: str = ""


def look_at(indicator: str, finding: Finding | None, newest: Newest) -> Shown:
    """What became of a finding, or of an indicator as a whole where ``finding`` is None."""
    if newest.unable is not None:
        said = newest.reason or LABELS[newest.unable]
        return _unable(newest.unable, f"本次访问没有看到该对象：{said}")
    outcome = newest.outcomes.get(indicator)
    if finding is None:
        return _as_a_whole(outcome)
    again = _same(finding, outcome)
    if again is not None:
        return Shown(
            Seen.STILL, _still_words(finding, again), None, again.evidence[:3], again.fingerprint
        )
    if finding.kind is not None:
        return _words_gone(finding, outcome, newest)
    if finding.key.startswith(COLUMN):
        return _column(finding, outcome, newest)
    return _defect_gone(finding, outcome, newest)


def pages_of(bundle: Bundle) -> Pages:
    """What a bundle tells of one address: the page a reader sees, a post, or a file."""
    today = local_day(bundle.as_of)
    if isinstance(bundle.plan, AccountPlan):
        posts = {page_key(post.url): post for post in read_account(bundle, bundle.as_of).posts}
        return lambda url: _post(posts.get(page_key(url)))
    visited = VisitedPages(bundle.fetches(), bundle.renderings())
    files: dict[str, Fetch] = {}

    def page(url: str) -> PageNow | None:
        fetch = visited.shown(url)
        if fetch is not None:
            text = ""
            if fetch.failure is None and fetch.status == 200:
                read = read_page(
                    fetch.body, fetch.url, content_type=fetch.header("content-type"), as_of=today
                )
                if read.challenge is not None:
                    return PageNow(fetch.url, "", fetch.record, unable=read.challenge)
                text = f"{read.title}\n{read.body}"
            return _page(fetch, text, is_file=False)
        if not files:
            files.update((page_key(one.url), one) for one in bundle.attachments())
        file = files.get(page_key(url))
        return None if file is None else _page(file, "", is_file=True)

    return page


def open_pages(folder: Path) -> Pages:
    """``pages_of`` the bundle in a folder. Raises BundleError."""
    return pages_of(Bundle.open(folder))


def _page(fetch: Fetch, text: str, *, is_file: bool) -> PageNow:
    is_gone = fetch.status in GONE_STATUSES
    unable = None if is_gone else fetch.failure
    if unable is None and not is_gone and fetch.status != 200:
        unable = UnableClass.UNREADABLE
    return PageNow(fetch.url, text, fetch.record, is_gone, is_file, unable)


def _post(post: Post | None) -> PageNow | None:
    if post is None:
        return None
    return PageNow(post.url, f"{post.title}\n{post.text}", post.record)


def _unable(unable: UnableClass, reason: str) -> Shown:
    return Shown(Seen.UNREACHABLE, reason, unable)


def _as_a_whole(outcome: Outcome | None) -> Shown:
    if outcome is None:
        return _unable(UnableClass.NEEDS_PERSON, "这一项没有机器检测结果，须由人查看")
    if outcome.result is Result.UNABLE:
        return _unable(outcome.unable_class or UnableClass.NOT_VISITED, outcome.reason)
    if outcome.result is Result.EXEMPT:
        return _unable(UnableClass.NEEDS_PERSON, f"本次豁免，未作判断：{outcome.reason}")
    if outcome.result is Result.CLEAR:
        return Shown(Seen.FIXED, f"本次未发现问题：{outcome.reason}", None, outcome.evidence[:3])
    return Shown(Seen.STILL, f"本次仍有问题：{outcome.reason}", None, outcome.evidence[:3])


def _same(finding: Finding, outcome: Outcome | None) -> Finding | None:
    """The finding that shows the item again: the same fingerprint, or wrong words quoted longer or
    shorter on one of its pages."""
    found = outcome.findings if outcome is not None else ()
    same = next((one for one in found if one.fingerprint == finding.fingerprint), None)
    if same is not None or finding.kind is None:
        return same
    pages = {page_key(piece.url) for piece in finding.evidence}
    for one in found:
        words = one.observed in finding.observed or finding.observed in one.observed
        if words and pages & {page_key(piece.url) for piece in one.evidence}:
            return one
    return None


def _still_words(finding: Finding, again: Finding) -> str:
    if finding.count > 1 and again.count != finding.count:
        return f"仍在：原有 {finding.count} 处，现有 {again.count} 处"
    return "本次检查仍发现同一问题"


@dataclass(slots=True)
class _Tally:
    """The places of a text error, sorted by what they show now."""

    fixed: list[Evidence] = field(default_factory=list)
    deleted: list[Evidence] = field(default_factory=list)
    near: list[Evidence] = field(default_factory=list)
    there: list[Evidence] = field(default_factory=list)
    unseen: list[tuple[UnableClass, str]] = field(default_factory=list)


def _words_gone(finding: Finding, outcome: Outcome | None, newest: Newest) -> Shown:
    if newest.page is None:
        said = "没有本次访问的取证包，无法确认原页面是否看过"
        return _unable(UnableClass.NOT_VISITED, said)
    tally = _Tally()
    for piece in finding.evidence:
        _sort_place(piece, finding.observed, newest.page(piece.url), tally)
    if tally.there:
        said = "原句仍在页面上，本次没有作为问题报出，请人工判断"
        return Shown(Seen.STILL, said, None, tuple(tally.there[:3]))
    if tally.near:
        said = f"“{finding.observed}”仍在页面上，前后文已经不同，请人工判断"
        return Shown(Seen.CONTEXT, said, None, tuple(tally.near[:3]))
    moved = _moved(finding, outcome)
    if moved is not None:
        said = f"原页面上已没有，同一句话出现在 {moved.evidence[0].url}"
        return Shown(Seen.MOVED, said, None, moved.evidence[:3], moved.fingerprint)
    if tally.unseen:
        unable, why = tally.unseen[0]
        done = len(tally.fixed) + len(tally.deleted)
        more = f"{done} 处已不见，" if done else ""
        return _unable(unable, f"{more}{len(tally.unseen)} 处本次没有看到：{why}")
    if tally.fixed:
        deleted = f"（其中 {len(tally.deleted)} 处页面已删除）" if tally.deleted else ""
        said = f"页面正常打开，已没有“{finding.observed}”{deleted}"
        return Shown(Seen.FIXED, said, None, tuple(tally.fixed[:3]))
    return Shown(Seen.DELETED, "原页面已经删除", None, tuple(tally.deleted[:3]))


def _sort_place(piece: Evidence, wrong: str, page: PageNow | None, tally: _Tally) -> None:
    if page is None:
        tally.unseen.append((UnableClass.NOT_VISITED, f"没有访问 {piece.url}"))
    elif page.is_gone:
        tally.deleted.append(Evidence(page.url, "", "页面返回 404 或 410", page.record))
    elif page.unable is not None:
        tally.unseen.append((page.unable, f"{piece.url}：{LABELS[page.unable]}"))
    elif page.record and page.record == piece.record:
        tally.there.append(piece)
    elif page.is_file or _squeezed(wrong) not in (text := _squeezed(page.text)):
        where = "附件内容已变" if page.is_file else "页面正文"
        tally.fixed.append(Evidence(page.url, "", where, page.record))
    elif _context(piece.quote, wrong) in text:
        tally.there.append(Evidence(page.url, piece.quote, "页面正文", page.record))
    else:
        tally.near.append(Evidence(page.url, _around(page.text, wrong), "页面正文", page.record))


def _moved(finding: Finding, outcome: Outcome | None) -> Finding | None:
    """A finding of the same words in the same sentence, on a page the item did not stand on."""
    pages = {page_key(piece.url) for piece in finding.evidence}
    sentences = {_context(piece.quote, finding.observed) for piece in finding.evidence}
    for one in outcome.findings if outcome is not None else ():
        if one.observed == finding.observed:
            for piece in one.evidence:
                same = _context(piece.quote, one.observed) in sentences
                if same and page_key(piece.url) not in pages:
                    return one
    return None


def _column(finding: Finding, outcome: Outcome | None, newest: Newest) -> Shown:
    if outcome is None:
        return _as_a_whole(None)
    if outcome.result is Result.UNABLE and not newest.columns:
        return _as_a_whole(outcome)
    column = _column_of(finding, newest.columns)
    if column is None:
        return _unable(UnableClass.NOT_VISITED, "本次访问没有看到这个栏目")
    proof = (Evidence(column.url, column.quote or column.reason, "栏目页", column.record),)
    if column.state is ColumnState.FRESH:
        day = f"，最新发布 {column.newest}" if column.newest else ""
        return Shown(Seen.FIXED, f"栏目“{column.name}”正常更新{day}", None, proof)
    if column.state is ColumnState.UNABLE:
        said = column.reason or LABELS[ColumnState.UNABLE]
        return _unable(UnableClass.NEEDS_PERSON, f"栏目“{column.name}”无法查看：{said}")
    if column.state is ColumnState.EXEMPT:
        return _unable(UnableClass.NEEDS_PERSON, f"栏目“{column.name}”本次豁免，未作判断")
    return Shown(Seen.STILL, f"栏目“{column.name}”{LABELS[column.state]}", None, proof)


def _column_of(finding: Finding, columns: Iterable[ColumnSeen]) -> ColumnSeen | None:
    """The column a finding is about: the same address, else the same name where it is the only
    one."""
    pages = {page_key(piece.url) for piece in finding.evidence}
    rows = list(columns)
    at = [one for one in rows if page_key(one.url) in pages]
    if at:
        return at[0]
    name = finding.key.removeprefix(COLUMN).partition("|")[0]
    named = [one for one in rows if one.name == name]
    return named[0] if len(named) == 1 else None


def _defect_gone(finding: Finding, outcome: Outcome | None, newest: Newest) -> Shown:
    """A defect of a page or of the whole target that the newest look does not report any more."""
    if outcome is None or outcome.result in (Result.UNABLE, Result.EXEMPT):
        return _as_a_whole(outcome)
    if newest.page is None:
        if outcome.result is Result.CLEAR and not outcome.findings:
            return _as_a_whole(outcome)
        said = "没有本次访问的取证包，无法确认原页面是否看过"
        return _unable(UnableClass.NOT_VISITED, said)
    looks = [(piece, newest.page(piece.url)) for piece in finding.evidence if piece.url]
    opened = [page for _, page in looks if page and not page.is_gone and page.unable is None]
    gone = [page for _, page in looks if page and page.is_gone]
    if opened or not looks:
        proof = tuple(Evidence(page.url, "", "页面", page.record) for page in opened[:3])
        return Shown(Seen.FIXED, f"本次没有再发现：{outcome.reason}", None, proof)
    if gone and len(gone) == len(looks):
        proof = tuple(Evidence(page.url, "", "页面", page.record) for page in gone[:3])
        return Shown(Seen.DELETED, "原页面已经删除", None, proof)
    return _unable(UnableClass.NOT_VISITED, f"本次没有看到 {looks[0][0].url}")


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _context(quote: str, wrong: str) -> str:
    """The wrong words with a few characters on either side, blanks left out; the words alone where
    the quote does not hold them."""
    text, words = _squeezed(quote), _squeezed(wrong)
    at = text.find(words)
    if at < 0:
        return words
    return text[max(0, at - NEAR) : at + len(words) + NEAR]


def _around(text: str, wrong: str) -> str:
    line = next((one for one in text.splitlines() if _squeezed(wrong) in _squeezed(one)), "")
    return line[:400]
