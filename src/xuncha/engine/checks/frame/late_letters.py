"""Letters of a back office's export that wait too long: the plain ones, and those to look into."""

from datetime import date

from xuncha.engine.checks.frame.declaration import Check
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.letters import Letter, Letters
from xuncha.engine.domain.outcomes import Evidence, Finding

_SHOWN = 10
"""Numbers named in the reason; each has a finding of its own."""


def letters_told(letters: Letters, certain: list[Finding], suspected: list[Finding]) -> str:
    """What a reason says of the exports, in Chinese: which files, which days, how many letters."""
    names = "、".join(f"“{one.name}”" for one in letters.files)
    span = f"{letters.since} 至 {letters.until}" if letters.since else "没有写明起止日期"
    said = (
        f"；后台导出{names}（{span}）留言 {len(letters.rows)} 件，"
        f"超过期限未答复的有效留言 {len(certain)} 件"
    )
    if suspected:
        numbers = "、".join(one.key.partition("|")[2] for one in suspected[:_SHOWN])
        rest = "等" if len(suspected) > _SHOWN else ""
        said += f"，标为无效或者说法不一、须核对的 {len(suspected)} 件（{numbers}{rest}）"
    return said


def exports_cited(facts: SiteFacts, letters: Letters | None) -> tuple[Evidence, ...]:
    """The files the letters were read from; empty without any."""
    files = letters.files if letters is not None else ()
    return tuple(
        Evidence(facts.plan.url, f"后台导出“{one.name}”", "留言的后台导出", one.record)
        for one in files
    )


def late_letters(
    check: Check,
    facts: SiteFacts,
    letters: Letters | None,
    days: tuple[date, date, date],
    limit: str,
) -> tuple[list[Finding], list[Finding]]:
    """The letters of an export that were not answered in time: those that all rows of a number say
    so of, and those the unit calls invalid or some row contradicts. What was answered after the
    day of the look was not answered then. ``days``: the first that counts, the first that is not
    late yet, the day of the look."""
    first, late, today = days
    rows: dict[str, list[Letter]] = {}
    for one in letters.rows if letters is not None else ():
        rows.setdefault(one.number, []).append(one)
    certain: list[Finding] = []
    suspected: list[Finding] = []
    for number, several in rows.items():
        waiting = [
            one
            for one in several
            if first <= one.received < late and (one.answered is None or one.answered > today)
        ]
        if not waiting:
            continue
        finding = Finding(
            check=check.slug,
            target=facts.plan.code,
            key=f"letter|{number}",
            title=f"留言 {number} 超过期限未答复",
            observed=f"{waiting[0].received} 收到，到监测时间点没有答复",
            limit=limit,
            confidence=check.confidence,
            evidence=tuple(_row_of(facts, one) for one in several),
        )
        is_plain = waiting == several and all(one.is_valid is not False for one in several)
        (certain if is_plain else suspected).append(finding)
    return certain, suspected


def _row_of(facts: SiteFacts, one: Letter) -> Evidence:
    invalid = "　标为无效" if one.is_valid is False else ""
    return Evidence(
        facts.plan.url,
        f"编号 {one.number}　收到 {one.received}　答复 {one.answered or '无'}{invalid}",
        f"后台导出“{one.file.name}”{one.where}",
        one.file.record,
    )
