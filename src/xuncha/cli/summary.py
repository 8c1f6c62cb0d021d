"""The result of a demonstration as contracts.md names it, and as a person reads it."""

from pathlib import Path
from typing import Any

from django.db.models import Sum

from xuncha.cli.truth_table import truth_table
from xuncha.engine.domain.words import TargetKind
from xuncha.flow.documents import Written
from xuncha.office.casework import queue
from xuncha.office.casework.models import Round, VisitRecord
from xuncha.office.notices.content import Figures, NoticeContent
from xuncha.sample.truth import Truth

CHECK_LINE = "  {check}：样例中 {planted} 处，查出 {found} 处，错报 {wrong} 处"


def summarise(inspection: Round, written: Written, truth: Truth, bundles: Path) -> dict[str, Any]:
    """Every figure of the round, taken from the records and the compiled notice."""
    notice = written.report.notice
    carried = notice.follow_up.tally if notice.follow_up else None
    work = queue.work_of(inspection)
    pages = VisitRecord.objects.filter(target__round=inspection).aggregate(total=Sum("pages"))
    return {
        "round": inspection.title,
        "sites": _figures(notice, notice.sites),
        "accounts": _figures(notice, notice.accounts),
        "text_errors": {
            "sites": notice.text_tally.sites,
            "accounts": notice.text_tally.accounts,
            "items": notice.text_tally.items,
        },
        "carried_over": {
            "sites": carried.sites if carried else 0,
            "accounts": carried.accounts if carried else 0,
        },
        "review": {
            "findings": work.findings,
            "decisions": work.decisions,
            "second_persons": work.seconds,
        },
        "truth": truth_table(inspection, truth),
        "pages": pages["total"] or 0,
        "files": {
            "notice": str(written.notice),
            "annexes": str(written.annexes),
            "report": str(written.page),
            "bundles": str(bundles),
        },
    }


def _figures(notice: NoticeContent, figures: Figures) -> dict[str, Any]:
    rate = figures.rate(notice.style)
    return {
        "inspected": figures.inspected,
        "qualified": figures.qualified,
        "unqualified": figures.unqualified,
        "undecided": figures.undecided,
        "rate": rate.percent if rate else None,
    }


def as_text(result: dict[str, Any]) -> str:
    """The summary in Chinese, a line per figure."""
    lines = [result["round"]]
    for kind in TargetKind:
        f = result[f"{kind.value}s"]
        lines.append(
            f"  {'政府网站' if kind is TargetKind.SITE else '政务新媒体'}：检查 {f['inspected']}，"
            f"合格 {f['qualified']}，不合格 {f['unqualified']}，待定 {f['undecided']}，"
            f"合格率 {f['rate'] or '无'}"
        )
    errors, carried = result["text_errors"], result["carried_over"]
    lines.append(
        f"  文字表述错误：网站 {errors['sites']}，账号 {errors['accounts']}，"
        f"共 {errors['items']} 处；"
        f"上季度未整改：网站 {carried['sites']}，账号 {carried['accounts']}"
    )
    review = result["review"]
    lines.append(
        f"  人工认定：线索 {review['findings']} 条，归组后须认定 {review['decisions']} 次，"
        f"其中第二人 {review['second_persons']} 次"
    )
    lines.append("与样例答案核对（文字错误允许漏查，漏查如实列出）：")
    lines += [
        CHECK_LINE.format(check=check, **counts)
        for check, counts in result["truth"].items()
        if any(counts.values())
    ]
    lines.append(f"访问 {result['pages']} 页（条），用时 {result['seconds']} 秒")
    rendering = result["rendering"]
    lines.append(f"浏览器渲染：{rendering['reason'] or str(rendering['sites']) + ' 个网站'}")
    names = {"notice": "通报", "annexes": "附件", "report": "检查报告", "bundles": "取证包"}
    lines += [f"  {names[key]}：{path}" for key, path in result["files"].items()]
    return "\n".join(lines)
