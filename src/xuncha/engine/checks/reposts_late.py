"""重要政策信息没有按期转载

测什么
    要求各网站转载的信息（国务院重要政策信息等），是不是在期限内转载了。

依据
    转载国务院重要政策信息的要求：首页设专栏，24 小时内转载。应转载哪些，
    由本单位的“应转载信息”清单写明；期限和看多少天由指标集写明。

判定
    清单中发布在期内、期限已过的，逐件按标题在首页、各栏目列表和文章中查找：不计空格和标点，
    列表截短的标题按开头比对。网站上一般只有日期，所以发布次日以前的都算按期。找到而日期更晚的、
    没有找到的，一律作为疑似，由人核对：可能改了标题，或者放在没有访问到的地方。
    没有找到时，须把应看的栏目看到该件发布那天（有国务院信息专栏的看专栏，没有的看动态要闻、
    通知公告、政策文件类栏目），没有看全的为“无法查看”；找到而没有日期的也是。没有清单的为“无法查看”。

证据
    查到的条目标题、日期、网址；看过的栏目和看到的日期；取证记录。

盲区
    只按标题比对，以图片、专题等形式转载的认不出来；同一天之内的先后看不出来。
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.checks.frame.faults import Faults, outcome_of, site_unseen, unable
from xuncha.engine.checks.frame.reprints import Shown, is_reprint, reached_back, shown_on
from xuncha.engine.domain.facts import SiteFacts, TargetFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.own_words import Repost
from xuncha.engine.domain.windows import days_before, local_day
from xuncha.engine.domain.words import TargetKind, UnableClass


@dataclass(frozen=True, slots=True)
class Params:
    """Items published in the last ``days`` days, each to be reprinted ``due_days`` days later."""

    indicator: str
    days: int
    due_days: int
    limit: float


CHECK = Check(
    slug="reposts-late",
    title="重要政策信息没有按期转载",
    topic="公开",
    targets=frozenset({TargetKind.SITE}),
    metric="reposts_late",
    needs="本单位的“应转载信息”清单、首页和栏目列表的标题与日期",
    since="0.3.0",
    status="stable",
    confidence=0.5,
    only_proposes=True,
)


def run(facts: TargetFacts, history: History, params: Params, as_of: datetime) -> Outcome:
    """The items of the office's list that are late or nowhere to be seen; suspected at most."""
    assert isinstance(facts, SiteFacts)
    nothing = site_unseen(CHECK, params, facts)
    if nothing is not None:
        return nothing
    today = local_day(as_of)
    first, last = days_before(today, params.days), today - timedelta(days=params.due_days + 1)
    due = [one for one in history.own.reposts if first <= one.published_on <= last]
    if not due:
        said = f"“应转载信息”清单中没有 {first} 至 {last} 发布的，请上传清单"
        return unable(CHECK, params, UnableClass.NO_HISTORY, said)
    shown = shown_on(facts, today)
    suspected, proof, unseen = [], [], []
    for one in due:
        found = [row for row in shown if is_reprint(row.title, one.title)]
        days = [row.day for row in found if row.day is not None]
        if days and min(days) <= one.published_on + timedelta(days=params.due_days):
            proof.append(_seen(next(row for row in found if row.day == min(days))))
        elif days:
            row = next(row for row in found if row.day == min(days))
            said = f"{one.published_on} 发布，网站上 {min(days)}"
            suspected.append(_finding(facts, one, params, (said, "转载晚于期限"), _seen(row)))
        elif found:
            unseen.append((UnableClass.UNDATED, f"《{one.title}》找到了，没有读到日期"))
        else:
            whole, why, seen = reached_back(facts, one.published_on)
            if whole:
                said = f"{one.published_on} 发布，{seen}，没有这个标题"
                place = Evidence(facts.home_url, seen, "栏目列表", facts.home_record)
                suspected.append(_finding(facts, one, params, (said, "没有找到转载"), place))
            else:
                unseen.append((why, f"《{one.title}》没有找到，而{seen}"))
    reason = f"{first} 以来应转载 {len(due)} 件：按期的 {len(proof)} 件"
    reason += f"，疑似未按期的 {len(suspected)} 件" if suspected else ""
    reason += f"，看不出的 {len(unseen)} 件：{unseen[0][1]}" if unseen else ""
    kind = unseen[0][0] if unseen else UnableClass.NEEDS_PERSON
    return outcome_of(CHECK, params, Faults((), suspected, len(unseen), kind, reason, tuple(proof)))


def _seen(row: Shown) -> Evidence:
    day: date | str = row.day or "没有日期"
    return Evidence(row.url, f"{row.title}　{day}", row.where, row.record)


def _finding(
    facts: SiteFacts, one: Repost, params: Params, said: tuple[str, str], proof: Evidence
) -> Finding:
    return Finding(
        check=CHECK.slug,
        target=facts.plan.code,
        key=f"repost|{one.title}|{one.published_on}",
        title=f"《{one.title}》{said[1]}",
        observed=said[0],
        limit=f"发布后 {params.due_days} 天内转载",
        confidence=CHECK.confidence,
        evidence=(proof,),
    )
