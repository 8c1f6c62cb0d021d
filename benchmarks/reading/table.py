"""The figures of page reading as text for a terminal and as the page docs/reading.md."""

import platform
from collections import Counter
from datetime import date
from pathlib import Path
from string import Template

from benchmarks.reading.compare import Compared
from benchmarks.reading.labelled import REAL
from benchmarks.reading.ours import ARTICLES, BEHIND_LISTS, HOMES, LARGE, LISTS, SMALL
from benchmarks.reading.scoring import (
    CLAIMED,
    FALSE_BLANK,
    MEASURES,
    NEWER,
    OLDER,
    Measure,
    Misread,
    Score,
)

OURS = "xuncha"
CHINESE = {"government": "政府", "news": "新闻", "old": "旧 GBK"}
GROUPS = {
    ARTICLES: "文章（由网页自己说明是什么）",
    BEHIND_LISTS: "列表后面的文章（检查时的读法）",
    LISTS: "列表（全部）",
    SMALL: "列表（40 kB 以下）",
    LARGE: "列表（更大：240–580 kB，整个门户在一页）",
    HOMES: "首页",
}


def chinese(family: str) -> str:
    """What a family is called in Chinese; generated families keep their own name."""
    return CHINESE.get(family, family)


def families_of(score: Score, measure: Measure) -> list[str]:
    """Families in which a measure was taken, the real ones first."""
    seen = {family for family, _, what in score.marks if what is measure}
    return [one for one in REAL if one in seen] + sorted(seen - set(REAL))


def _cell(pair: list[int]) -> str:
    return f"{pair[0]}/{pair[1]}" if pair[1] else "–"


def _bodies(score: Score, family: str) -> str:
    if family not in score.bodies:
        return "–"
    return " ".join(f"{score.mean(family, part):.3f}" for part in (2, 0, 1))


def tool_rows(ours: Score, tools: list[Compared], speed: float) -> list[list[str]]:
    """The corpus, a row a reader: dates, titles, bodies per family, articles a second."""
    rows = [[*_tool_head(ours), "篇/秒"], [*_tool_row(OURS, "dtb", ours, ours, 0), f"{speed:.0f}"]]
    for one in tools:
        name = f"{one.name} {one.version}"
        row = _tool_row(name, one.gives, one.score, ours, one.failed)
        rows.append([*row, f"{one.speed:.0f}"])
    return rows


def generated_rows(ours: Score, tools: list[Compared]) -> list[list[str]]:
    """The generated articles, a row a reader, untimed."""
    rows = [_tool_head(ours), _tool_row(OURS, "dtb", ours, ours, 0)]
    for one in tools:
        name = f"{one.name} {one.version}"
        rows.append(_tool_row(name, one.gives, one.generated, ours, one.generated_failed))
    return rows


def _tool_head(ours: Score) -> list[str]:
    head = ["工具"]
    head += [f"日期 {chinese(one)}" for one in families_of(ours, Measure.DATE)]
    head += [f"标题 {chinese(one)}" for one in families_of(ours, Measure.TITLE)]
    head += [f"正文 {chinese(one)} F1 P R" for one in families_of(ours, Measure.BODY)]
    return [*head, "读不了的页"]


def _tool_row(name: str, gives: str, score: Score, ours: Score, failed: int) -> list[str]:
    row = [name]
    for letter, measure in (("d", Measure.DATE), ("t", Measure.TITLE)):
        families = families_of(ours, measure)
        row += [_cell(score.pair(measure, one)) if letter in gives else "–" for one in families]
    bodies = families_of(ours, Measure.BODY)
    row += [_bodies(score, one) if "b" in gives else "–" for one in bodies]
    return [*row, str(failed)]


def measure_rows(score: Score, *, by_form: bool = False) -> list[list[str]]:
    """Header and a row a family (or form): every measure as right/of, bodies as F1 P R."""
    keys = sorted({(family, form if by_form else "") for family, form, _ in score.marks})
    keys.sort(key=lambda key: (key[0] not in REAL, key))
    taken = [one for one in Measure if score.pair(one)[1]]
    rows = [
        ["族", *(["版式"] if by_form else []), *(MEASURES[one] for one in taken), "正文 F1 P R"]
    ]
    for family, form in keys:
        cells = [chinese(family), *([form] if by_form else [])]
        cells += [_cell(score.pair(one, family, form)) for one in taken]
        bodies = score.forms.get((family, form), []) if by_form else score.bodies.get(family, [])
        means = [sum(row[part] for row in bodies) / len(bodies) for part in (2, 0, 1) if bodies]
        rows.append([*cells, " ".join(f"{mean:.3f}" for mean in means) or "–"])
    return rows


def markdown(rows: list[list[str]]) -> str:
    """Rows as a Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def plain(rows: list[list[str]]) -> str:
    """Rows in columns for a terminal; a Chinese character takes two places."""
    widths = [max(_width(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell + " " * (widths[at] - _width(cell)) for at, cell in enumerate(row)).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)


def one_line(wrong: Misread) -> str:
    """A misread page on one line."""
    page = wrong.page
    said = f"{page.family}/{page.form} {page.name}: {wrong.measure} {wrong.error}: "
    said += f"read {str(wrong.read)!r}"
    said += f", stands {str(wrong.wanted)!r}" if wrong.wanted or wrong.measure != "body" else ""
    return said + (f"; {wrong.why}" if wrong.why else "")


def confusions(misread: list[Misread]) -> list[list[str]]:
    """Header and a row a class of mistake: family, measure, error, pages, forms with counts."""
    classes: dict[tuple[str, str, str], list[Misread]] = {}
    for one in misread:
        classes.setdefault((one.page.family, MEASURES[one.measure], one.error), []).append(one)
    rows = [["族", "读什么", "错法", "页", "版式"]]
    for (family, measure, error), ones in sorted(
        classes.items(), key=lambda pair: (pair[0][0], -len(pair[1]))
    ):
        forms = Counter(one.page.form for one in ones)
        told = "，".join(f"{form} {count}" for form, count in forms.most_common())
        rows.append([chinese(family), measure, error, str(len(ones)), told])
    return rows


def harm_rows(score: Score) -> list[list[str]]:
    """Header and a row a family: mistakes that would turn a verdict, not only a figure.

    Dates of articles and newest dates of lists read too new or out of nothing make the still look
    fresh; too old, the fresh look still; a list with items called blank fails an honest office.
    """
    rows = [["族", "显得更新（偏新或凭空）", "显得不更新（偏旧）", "误作空白"]]
    for family in dict.fromkeys(one.page.family for one in score.misread):
        ones = [one for one in score.misread if one.page.family == family]
        dated = [one for one in ones if one.measure in (Measure.DATE, Measure.NEWEST)]
        counts = [
            sum(one.error in (NEWER, CLAIMED) for one in dated),
            sum(one.error == OLDER for one in dated),
            sum(one.error == FALSE_BLANK for one in ones),
        ]
        if any(counts):
            rows.append([chinese(family), *map(str, counts)])
    return rows


def machine() -> str:
    """Processor, Python and day of a run."""
    name = platform.processor() or platform.machine()
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8") as lines:
            name = next(line.split(":")[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        pass
    return f"{name}，Python {platform.python_version()}，{date.today().isoformat()}"  # noqa: DTZ011


def page(
    real: Score, generated: Score | None, tools: list[Compared], speeds: dict[str, float], seed: str
) -> str:
    """docs/reading.md. ``seed`` says in words where the generated pages come from."""
    html = next((one.speed for one in tools if one.name == "htmldate"), 0.0)
    speed_rows = [["读什么", "页/秒（一个核）", "对 htmldate 的倍数"]]
    speed_rows += [
        [GROUPS[key], f"{speeds[key]:.0f}", f"{speeds[key] / html:.1f}" if html else "–"]
        for key in GROUPS
        if key in speeds
    ]
    text = _template("page").substitute(
        machine=machine(),
        tools=markdown(tool_rows(real, tools, speeds.get(ARTICLES, 0.0))),
        lists=markdown(_list_rows(real)),
        speeds=markdown(speed_rows),
        misread="\n".join(f"- {one_line(one)}" for one in real.misread) or "没有。",
    )
    if generated is not None:
        text += _template("generated").substitute(
            seed=seed,
            pages=sum(generated.pages.get(key, 0) for key in (ARTICLES, LISTS)),
            measures=markdown(measure_rows(generated)),
            tools=markdown(by_measure(generated, tools)),
            harm=markdown(harm_rows(generated)),
            classes=markdown(confusions(generated.misread)),
        )
    return text


def _template(name: str) -> Template:
    return Template((Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8"))


def by_measure(generated: Score, tools: list[Compared]) -> list[list[str]]:
    """Generated families turned: a row a family and measure, a column a reader."""
    rows = generated_rows(generated, tools)
    return [list(column) for column in zip(*rows, strict=True)]


def _list_rows(score: Score) -> list[list[str]]:
    lists, newest, blank = score.lists, score.newest, score.blanks
    return [
        ["列表和首页", "条目全对", "最新日期对", "误作空白"],
        [OURS, _cell(lists), _cell(newest), _cell(blank)],
    ]
