"""Engine results for the tests: findings, outcomes, summaries."""

from xuncha.engine.domain.looked import ColumnSeen
from xuncha.engine.domain.outcomes import Evidence, Finding, Outcome
from xuncha.engine.domain.words import ColumnState, Result, TextErrorKind
from xuncha.office.casework.taking_in import FactsSummary


def column_finding(code, name, check="columns-blank"):
    return Finding(
        check=check,
        target=code,
        key=f"column|{name}",
        title=f"栏目“{name}”空白",
        observed="栏目没有任何内容",
        limit="超过（含）5 个即不合格",
        confidence=1.0,
        evidence=(
            Evidence(f"http://qs.example/{name}/", "（列表中没有条目）", "栏目页", "sha256:ab"),
        ),
    )


def wording_finding(code, wrong, url="http://qs.example/a.html"):
    return Finding(
        check="wording",
        target=code,
        key=f"{url}|{wrong}",
        title=f"“{wrong}”",
        observed=wrong,
        limit="own-word-test",
        confidence=0.9,
        evidence=(Evidence(url, f"前文{wrong}后文", "正文第1段", "sha256:cd"),),
        kind=TextErrorKind.TYPO,
        suggestion="改正",
        why="常见错别字",
    )


def blank_outcome(code, blank=5):
    findings = tuple(column_finding(code, f"栏目{n}") for n in range(blank))
    return Outcome(
        indicator="W-V4.3",
        check="columns-blank",
        result=Result.HIT if blank >= 5 else Result.CLEAR,
        count=blank,
        count_with_open=blank,
        reason=f"空白栏目 {blank} 个",
        findings=findings,
    )


def wording_outcome(code, wrongs, indicator="W-N1"):
    return Outcome(
        indicator=indicator,
        check="wording",
        result=Result.HIT if wrongs else Result.CLEAR,
        count=len(wrongs),
        count_with_open=len(wrongs),
        reason=f"表述错误 {len(wrongs)} 处",
        findings=tuple(wording_finding(code, wrong) for wrong in wrongs),
    )


def unable_outcome(indicator, check, unable):
    return Outcome(
        indicator=indicator,
        check=check,
        result=Result.UNABLE,
        count=0,
        count_with_open=0,
        reason="看不到",
        unable_class=unable,
    )


def summary(columns=(), unable=None):
    return FactsSummary(
        bundle_path="bundles/x",
        manifest_digest="sha256:ef",
        pages=12,
        unable=unable,
        reason="",
        columns=columns,
        engine_digest="sha256:01",
    )


def column(name, state=ColumnState.FRESH):
    return ColumnSeen(name, f"http://qs.example/{name}/", None, 1, state, None, 3)
