"""The Chinese sentences of a notice: every figure and every list taken from its content."""

from collections import Counter
from collections.abc import Sequence

from xuncha.engine.domain.words import LABELS, Judge, TargetKind
from xuncha.office.notices.backing import (
    DECIDED,
    FAILED,
    OPEN,
    PASSED,
    Listed,
    backed,
    listing,
    share,
    targets,
)
from xuncha.office.notices.content import (
    CouldNotLook,
    FailingAccount,
    FailingSite,
    Figures,
    FollowUp,
    Letterhead,
    NoticeContent,
)
from xuncha.office.notices.phrases import (
    chinese_date,
    chinese_moment,
    counted,
    naming,
    quoted,
    touched,
)
from xuncha.office.notices.references import (
    ACCOUNTS,
    METHOD,
    SITES,
    STANDARD,
    TEXT_ERRORS,
    See,
)


def addressees(head: Letterhead) -> str:
    """The line of addressees with its colon."""
    return "，".join(head.addressees) + "："


def opening(content: NoticeContent) -> str:
    """The sentence naming the basis and the subject."""
    head = content.head
    return (
        f"{head.basis}，现将{head.period}{head.territory}政府网站和政务新媒体监测检查有关情况"
        "通报如下。"
    )


def overall(content: NoticeContent) -> str:
    """What was inspected, how many passed, how many failed, how many have text errors."""
    head, count = content.head, content.text_tally
    figures = "；".join(_figures(content, f) for f in (content.sites, content.accounts))
    sites, accounts = TargetKind.SITE, TargetKind.ACCOUNT
    failed = (
        f"{backed(content.sites.unqualified, targets(sites, state=FAILED))}个政府网站、"
        f"{backed(content.accounts.unqualified, targets(accounts, state=FAILED))}个政务新媒体"
    )
    worded = (
        f"{backed(count.sites, targets(sites, worded=1))}个政府网站和"
        f"{backed(count.accounts, targets(accounts, worded=1))}个政务新媒体存在文字表述错误"
    )
    return f"{head.period_short}，{figures}。其中，{failed}检查结果不合格；{worded}。"


def _figures(content: NoticeContent, figures: Figures) -> str:
    """The clause of one kind of target: what was inspected, how many passed, of what base."""
    where = content.head.territory if figures.kind is TargetKind.SITE else ""
    everything = targets(figures.kind)
    is_whole = figures.inspected == figures.running
    registered = backed(figures.running, everything if is_whole else None)
    running = f"{where}正常运行的{registered}个{figures.subject}"
    seen = (
        f"{running}全部接受检查"
        if is_whole
        else f"{running}中抽查{backed(figures.inspected, everything)}个"
    )
    rate = figures.rate(content.style)
    passed, decided = (targets(figures.kind, state=one) for one in (PASSED, DECIDED))
    qualified = backed(figures.qualified, passed)
    if rate is None:
        return f"{seen}，均未能作出判定，不计算合格率"
    if not figures.undecided:
        return f"{seen}，{qualified}个合格，总体合格率为{share(rate, passed, decided)}"
    undecided = backed(figures.undecided, targets(figures.kind, state=OPEN))
    return (
        f"{seen}，{undecided}个待定，不作合格或不合格处理；"
        f"以已作出判定的{backed(figures.decided, decided)}个为基数，{qualified}个合格，"
        f"合格率为{share(rate, passed, decided)}"
    )


def method(content: NoticeContent, see: See = STANDARD) -> str:
    """How the round looked, in one paragraph; the rows are listed in the last annex."""
    rows, rest = content.method.in_force, content.method.not_examined
    book = content.rulebook
    text = (
        f"本次检查以{chinese_moment(content.moment)}为监测时间点，"
        f"依据{quoted(book.title)}，检查{backed(len(rows), listing(Listed.ROWS, force=1))}项指标"
    )
    if rest:
        left = backed(len(rest), listing(Listed.ROWS, force=0))
        text += f"，其余{left}项未检查、不作评价"
    text += f"{see(METHOD)}。"
    if any(row.judge is not Judge.AUTO for row in rows):
        text += "需人工确认的问题，均由检查人员逐条确认后计入；"
    text += "无法查看的，不作合格或不合格处理。"
    return text + content.method.statement


def could_not_look(entries: Sequence[CouldNotLook], see: See = STANDARD) -> str:
    """What the program could not see and who looked instead."""
    reasons = [name for name, _ in Counter(entry.class_label for entry in entries).most_common()]
    cause = f"{'、'.join(reasons)}等原因" if len(reasons) > 1 else reasons[0]
    settled = [entry for entry in entries if entry.settled]
    unseen = listing(Listed.UNSEEN)
    text = (
        f"{touched(((e.kind, e.code) for e in entries), targets(unseen=1))}因{cause}，"
        f"共有{backed(len(entries), unseen)}项次指标未能由程序查看{see(METHOD)}"
    )
    if len(settled) == len(entries):
        return text + "，均由检查人员人工查看后作出判定。"
    if settled:
        text += f"，其中{backed(len(settled), unseen.narrowed(settled=1))}项次已由检查人员人工查看"
    left = backed(len(entries) - len(settled), unseen.narrowed(settled=0))
    return text + f"，{left}项次尚未查看。"


def site_problems(content: NoticeContent, see: See = STANDARD) -> str:
    """Failing sites, grouped by the reason the rulebook gives."""
    failing = content.failing_sites
    if not failing:
        return "检查未发现不合格的政府网站。"
    groups = _by_reason(failing)
    indicators = list(dict.fromkeys(r.name for site in failing for r in site.reasons))
    count = backed(len(failing), targets(TargetKind.SITE, state=FAILED))
    text = (
        f"{count}个不合格政府网站{see(SITES)}存在的主要问题包括"
        f"{'、'.join(indicators)}等单项否决指标问题。"
    )
    if len(indicators) == 1:
        text = f"{count}个不合格政府网站{see(SITES)}存在的主要问题为{indicators[0]}。"
    kind = TargetKind.SITE
    return text + _grouped(content, groups, kind) + _overlap(failing, groups, kind)


def account_problems(content: NoticeContent, see: See = STANDARD) -> str:
    """Failing accounts, by reason and by platform."""
    failing = content.failing_accounts
    if not failing:
        return "检查未发现不合格的政务新媒体。"
    failed = targets(TargetKind.ACCOUNT, state=FAILED)
    platforms = Counter(account.platform for account in failing).most_common()
    split = counted(platforms, behind=lambda name: failed.narrowed(by="platform", group=name))
    groups = _by_reason(failing)
    text = f"{backed(len(failing), failed)}个不合格政务新媒体{see(ACCOUNTS)}"
    text += f"中，{split}。" if len(platforms) > 1 else f"均为{platforms[0][0]}账号。"
    kind = TargetKind.ACCOUNT
    return text + _grouped(content, groups, kind) + _overlap(failing, groups, kind)


def text_problems(content: NoticeContent, see: See = STANDARD) -> str:
    """Text errors: subjects, items and kinds."""
    count = content.text_tally
    if not count.items:
        return "检查未发现已确认的文字表述错误。"
    kinds = Counter(error.error_kind for error in content.text_errors)
    errors = listing(Listed.TEXT_ERRORS)
    split = "、".join(
        f"{LABELS[kind]}{backed(kinds[kind], errors.narrowed(text_kind=kind))}处"
        for kind in sorted(kinds, key=lambda k: (-kinds[k], k.value))
    )
    sites = backed(count.sites, targets(TargetKind.SITE, worded=1))
    accounts = backed(count.accounts, targets(TargetKind.ACCOUNT, worded=1))
    return (
        f"{sites}个政府网站、{accounts}个政务新媒体存在文字表述错误{see(TEXT_ERRORS)}，"
        f"共{backed(count.items, errors)}处，其中{split}。"
        "文字表述错误单独列出，未计入不合格判定。"
    )


def follow_up(content: NoticeContent, see: See = STANDARD) -> str:
    """What became of the problems named last time; names all where annex 3 does not."""
    follow = content.follow_up
    if follow is None:
        return "本次检查没有上一期通报的问题需要复查。"
    named = listing(Listed.NAMED)
    fates = {
        fate: backed(count, named.narrowed(fate=fate))
        for fate, count in (
            ("gone", follow.gone),
            ("unchecked", follow.unchecked),
            ("still", follow.tally.items),
        )
    }
    text = f"对{follow.period}通报的{backed(follow.named, named)}项问题进行复查，"
    text += f"{fates['gone']}项未再发现"
    if follow.unchecked:
        text += f"，{fates['unchecked']}项未能查看、不作结论"
    if not follow.still:
        return text + ("。" if follow.unchecked else "，没有仍未整改的问题。")
    marked = {(e.kind, e.code) for e in content.text_errors if e.carried_over}
    is_listed = bool(see(TEXT_ERRORS)) and all(
        (item.kind, item.code) in marked for item in follow.still
    )
    subjects = touched(((i.kind, i.code) for i in follow.still), targets(still=1))
    listed = see(TEXT_ERRORS) if is_listed else ""
    text += f"，{fates['still']}项仍未整改，涉及{subjects}{listed}。"
    limit = content.named_in_text if is_listed else len(follow.still)
    return (
        f"{text}其中，{_still_named(follow, limit)}的问题系{follow.period_short}通报后未整改问题。"
    )


def _still_named(follow: FollowUp, limit: int) -> str:
    """The targets whose problems were seen again, sites first."""
    parts = []
    for kind in TargetKind:
        names = list({i.code: i.name for i in follow.still if i.kind is kind}.values())
        if names:
            parts.append(naming(names, limit, kind, targets(kind, still=1)))
    return "和".join(parts)


def requirements(content: NoticeContent) -> tuple[tuple[str, str], ...]:
    """Section three as (heading, text) pairs; the deadline and the recipient stand last."""
    head = content.head
    contact = f"（{head.contact}）" if head.contact else ""
    last = (
        f"本次检查发现的问题须于{chinese_date(head.deadline)}前完成整改，整改情况同时报送"
        f"{head.recipient}{contact}。"
    )
    if content.follow_up and content.follow_up.still:
        last += f"{content.follow_up.period_short}通报后仍未整改的，须一并说明原因。"
    general = tuple((r.heading, r.text) for r in content.requirements)
    return (*general, ("认真做好问题整改工作", last))


def _by_reason(
    failing: Sequence[FailingSite] | Sequence[FailingAccount],
) -> dict[str, list[str]]:
    """Names by reason text, in the order of the list; a name used twice carries its platform. Two
    rows with one text are one problem of a target."""
    same_name = Counter(target.name for target in failing)
    groups: dict[str, list[str]] = {}
    for target in failing:
        name = target.name
        if isinstance(target, FailingAccount) and same_name[name] > 1:
            name = f"{name}（{target.platform}）"
        for text in dict.fromkeys(reason.text for reason in target.reasons):
            groups.setdefault(text, []).append(name)
    return groups


def _grouped(content: NoticeContent, groups: dict[str, list[str]], kind: TargetKind) -> str:
    failed = targets(kind, state=FAILED)
    named = (
        naming(names, content.named_in_text, kind, failed.narrowed(reason=reason)) + reason
        for reason, names in groups.items()
    )
    return f"其中，{'；'.join(named)}。"


def _overlap(
    failing: Sequence[FailingSite] | Sequence[FailingAccount],
    groups: dict[str, list[str]],
    kind: TargetKind,
) -> str:
    """A sentence where categories add up to more than the failures, else nothing."""
    total = sum(len(names) for names in groups.values())
    if total == len(failing):
        return ""
    listed = backed(total, listing(Listed.REASONS, kind=kind))
    return f"部分对象存在多项问题，各类合计{listed}个次，多于不合格数。"
