"""How many were inspected, how many failed, at what rate: the sentences every notice has."""

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.notices import numbers
from benchmarks.notices.page import ACCUSING, QUIET, Page

SITES = ("政府网站", "网站")
ACCOUNTS = ("政务新媒体", "账号")
LETTERS = {SITES: "网站", ACCOUNTS: "新媒体"}
QUARTERS = ("三季度", "第三季度", "2023年第三季度", "本季度", "此次检查中")


@dataclass(frozen=True)
class Round:
    """What one round of inspection of sites or of accounts found."""

    subject: tuple[str, str]
    registered: int
    inspected: int
    failed: int
    after: int | None = None
    """Failures left after the recheck."""
    before: int | None = None
    """Failures of the round before, on the same base."""

    @property
    def passed(self) -> int:
        """Those inspected that did not fail."""
        return self.inspected - self.failed


def change(page: Page) -> str:
    """A movement against a rate that the notice does not give."""
    points = page.random.choice(("0.6", "1.1", "2.35", "0.08"))
    shown = page.figure(points, "change.alone", QUIET)
    return page.random.choice(
        (
            f"较上季度提高{shown}个百分点",
            f"环比上升{shown}个百分点",
            f"同比下降{shown}个百分点",
            f"比上一季度提高{shown}个百分点",
            "与上季度基本持平",
        )
    )


def inspected(page: Page, one: Round, kind: str = "", told: Mapping[str, str] | None = None) -> str:
    """A sentence on a round: ``full``, ``lone`` (base alone), ``sample`` or ``bare`` (no base).

    ``told`` has figures already made for R, RF or S; then a sentence with those is taken.
    """
    random = page.random
    kind = kind or ("sample" if one.inspected < one.registered else "full")
    texts = page.sentences("inspected", kind)
    if told:
        slots = {slot for slot in ("R", "RF", "S") if any("{" + slot + "}" in t for t in texts)}
        fitting = [t for t in texts if {s for s in slots if "{" + s + "}" in t} == set(told)]
        texts = fitting or texts
    text = random.choice(texts)
    label = "rate." + {"full": "counts", "lone": "lone", "sample": "sampled", "bare": "bare"}[kind]
    words = {
        "scope": page.scope,
        "sub": page.scope.removeprefix("全"),
        "u": page.unit,
        "bare": one.subject[0],
        "short": one.subject[1],
        "quarter": random.choice(QUARTERS),
        "N": numbers.count(one.registered, page),
        "f": numbers.count(one.failed, page),
        "p": numbers.count(one.passed, page),
    }
    n = numbers.count(one.inspected, page)
    lazy = {
        "change": lambda: change(page),
        "R": lambda: _rate(page, one, kind, label),
        "RF": lambda: numbers.rate(page, one.failed, one.inspected, label + ".failed"),
        "S": lambda: numbers.rate(page, one.inspected, one.registered, "rate.sampling", "agrees"),
    }
    for name, make in lazy.items():
        if "{" + name + "}" in text:
            words[name] = told[name] if told and name in told else make()
    if "{p}" in text and "{f}" in text and "不合格" in text:
        words["p"] = str(one.passed)
    noun = one.subject[0]
    return text.format(
        **words, n=n, n0=n + page.unit, subject=page.unit + noun, subject0=page.unit + noun
    ).replace(f"{n}{noun}", f"{n}{page.unit}{noun}")


def _rate(page: Page, one: Round, kind: str, label: str) -> str:
    if kind == "bare":
        value = numbers.rounded(one.passed, one.inspected, page.random.choice((1, 2)))
        return page.figure(numbers.written_rate(value, page), label, QUIET | {"agrees"})
    if kind == "lone":
        return numbers.lone_rate(page, one.passed, one.inspected, label)
    return numbers.rate(page, one.passed, one.inspected, label)


def joint(page: Page, sites: Round, accounts: Round, *, lone: bool = False) -> str:
    """Sites and accounts in one breath."""
    made = []
    for one in (sites, accounts):
        if lone:
            made.append(numbers.lone_rate(page, one.passed, one.inspected, "rate.joint.lone"))
        else:
            made.append(numbers.rate(page, one.passed, one.inspected, "rate.joint"))
    texts = page.sentences("joint", "lone" if lone else "full")
    return page.random.choice(texts).format(
        scope=page.scope,
        q=page.random.choice(QUARTERS),
        n1=numbers.count(sites.inspected, page),
        n2=numbers.count(accounts.inspected, page),
        f1=sites.failed,
        f2=accounts.failed,
        p1=sites.passed,
        p2=accounts.passed,
        R1=made[0],
        R2=made[1],
    )


RECHECKED = (
    "初查{noun}{size}，不合格{failed}，合格率{first}；经督促整改，复查仍不合格{left}，整改后合格率达到{shown}。",
    "检查{noun}{size}，初次检查合格率{first}（不合格{failed}），整改后仍有{left}不合格，复查合格率{shown}。",
    "{size}{noun}中，{failed}不合格，合格率{first}。已整改到位{mended}，仍有{left}未整改，整改后合格率为{shown}。",
)
RECHECKED_ALONE = (
    "抽查{noun}{size}，合格率{first}，整改后合格率达到{shown}。",
    "{scope}{size}{noun}初查合格率为{first}，经整改复查，合格率提高到{shown}。",
    "对{scope}{size}{noun}进行检查，合格率为{first}。各地各部门立行立改，整改后合格率达{shown}。",
)


def rechecked(page: Page, one: Round) -> str:
    """The second result, after the recheck; the sentence names the base itself."""
    random, u, left = page.random, page.unit, one.after or 0
    noun = one.subject[0]
    passed = one.inspected - left
    if random.random() < 0.5:
        shown = numbers.rate(page, passed, one.inspected, "rate.recheck")
        first = numbers.rate(page, one.passed, one.inspected, "rate.counts")
        size, failed = one.inspected, one.failed
        return random.choice(RECHECKED).format(
            size=f"{size}{u}",
            failed=f"{failed}{u}",
            left=f"{left}{u}",
            mended=f"{failed - left}{u}",
            noun=noun,
            scope=page.scope,
            first=first,
            shown=shown,
        )
    first = numbers.lone_rate(page, one.passed, one.inspected, "rate.lone")
    shown = numbers.lone_rate(page, passed, one.inspected, "rate.recheck.lone")
    return random.choice(RECHECKED_ALONE).format(
        size=f"{one.inspected}{u}", noun=noun, scope=page.scope, first=first, shown=shown
    )


def moved(page: Page, one: Round) -> str:
    """The rate of this round against a stated rate of the round before."""
    random = page.random
    now = numbers.rounded(one.passed, one.inspected, 2)
    then = numbers.rounded(one.inspected - (one.before or 0), one.inspected, 2)
    points = abs(now - then)
    verdict = "agrees"
    if random.random() < page.sloppy:
        points, verdict = points + random.choice((1, 2, numbers.Decimal("0.5"))), "differs"
    shown = page.figure(str(points), "change.points", verdict)
    word, to = ("提高", "上升到") if now >= then else ("下降", "下降到")
    noun, u = one.subject[0], page.unit
    bare = frozenset(QUIET | {"agrees"})
    before = page.figure(f"{then}%", "rate.before", bare)
    current = numbers.written_rate(now, page)
    counts = random.random() < 0.5
    current = page.figure(
        current, "rate.counts" if counts else "rate.bare", "agrees" if counts else bare
    )
    base = (
        f"检查{noun}{one.inspected}{u}，不合格{one.failed}{u}，"
        if counts
        else f"{page.scope}{noun}"
    )
    return random.choice(
        (
            f"{base}合格率{current}，较上季度的{before}{word}{shown}个百分点。",
            f"{base}合格率由上季度的{before}{to}{current}，{word}{shown}个百分点。",
            f"{base}合格率为{current}，比上一季度（{before}）{word}{shown}个百分点。",
        )
    )


def about(page: Page, one: Round) -> str:
    """A rate on a base that is only about right: nothing to hold it against."""
    value = numbers.rounded(one.passed, one.inspected, 1)
    near = one.inspected // 100 * 100
    right = (QUIET | {"agrees"}) - ACCUSING
    noun = one.subject[0]
    over = page.figure("95%", "rate.bound", right)
    shown = page.figure(f"{value}%", "rate.about", right)
    return page.random.choice(
        (
            f"{page.scope}近{near + 100}个{noun}总体合格率为{shown}，不合格{one.failed}个。",
            f"共检查{one.subject[0]}{near}余个，不合格{one.failed}个，合格率约{shown}。",
            f"{one.subject[0]}合格率连续三个季度保持在{over}以上。",
            f"检查{one.subject[0]}{max(near, 100)}多个，合格率超过{over}。",
        )
    )
