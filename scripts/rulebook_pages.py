"""The pages of the rulebooks: what each says, with how certain it is."""

from xuncha.engine.domain.words import LABELS
from xuncha.engine.rulebook.book import KNOWN, Row, Rulebook, Scoring
from xuncha.engine.rulebook.load import list_names, load_rulebook
from xuncha.engine.rulebook.spans import Window, WindowUnit

_UNITS = {WindowUnit.DAYS: "天", WindowUnit.WORKING_DAYS: "个工作日"}


def rulebook_pages() -> dict[str, str]:
    """Path under docs/ → the page of each shipped book, and their list."""
    books = [load_rulebook(name) for name in list_names()]
    found = {f"rulebooks/{book.name}.md": _page(book) for book in books}
    rows = [
        f"| [{book.name}]({book.name}.md) | {book.title} | {book.extends or '—'} "
        f"| {len(book.rows)} | `{book.digest[:16]}` |"
        for book in books
    ]
    head = "| 指标集 | 名称 | 继承 | 行数 | 摘要 |\n| --- | --- | --- | --- | --- |\n"
    found["rulebooks/README.md"] = "# 指标集\n\n" + head + "\n".join(rows)
    return found


def _page(book: Rulebook) -> str:
    parts = [
        f"# {book.title}",
        f"文件：{book.document}。发布：{book.issuer}。自 {book.valid_from} 起。",
        f"摘要 `{book.digest}`。",
    ]
    if book.extends:
        parts.append(f"继承 [{book.extends}]({book.extends}.md)。")
    parts += [_frame(one) for one in (book.scoring, *book.scales) if one is not None]
    if book.groups:
        head = "| 分组 | 名称 | 分值 | 核实程度 |\n| --- | --- | --- | --- |\n"
        rows = (
            f"| {g.id} | {g.name} | {g.points:g} | {LABELS[g.confidence]} |" for g in book.groups
        )
        parts.append("## 分组\n\n" + head + "\n".join(rows))
    head = "| 编号 | 名称 | 条文 | 条件 | 类别 | 判断 | 分值 | 核实程度 |\n" + "| --- " * 8 + "|\n"
    parts.append("## 指标\n\n" + head + "\n".join(_row(row) for row in book.rows))
    return "\n\n".join([*parts, *_practice(book)])


def _frame(frame: Scoring) -> str:
    name = f"评分表 {frame.id}" if frame.id else "评分"
    text = f"满分 {frame.full:g}，低于 {frame.pass_line:g} 不合格"
    if frame.bonus_group:
        text += f"，高于 {frame.bonus_gate:g} 进入加分，加分至多 {frame.bonus_cap:g}"
    if frame.veto_score is not None:
        text += f"，单项否决记 {frame.veto_score:g} 分"
    return f"## {name}\n\n{text}（{LABELS[frame.confidence]}）。"


def _row(row: Row) -> str:
    cells = (
        row.id,
        row.name,
        row.rule,
        "；".join(_conditions(row)) or "—",
        LABELS[row.kind],
        LABELS[row.judge],
        _points(row),
        LABELS[row.confidence],
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _conditions(row: Row) -> list[str]:
    found = [row.condition.text()] if row.condition else []
    found += [f"窗口 {_window(window)}" for window in row.windows.values()]
    if row.finding_kinds:
        found.append("、".join(LABELS[kind] for kind in row.finding_kinds))
    if row.free:
        found.append(f"前 {row.free:g} 处不计分")
    if row.near is not None:
        found.append(f"到 {row.near:g} 为接近")
    if row.not_twice:
        found.append(f"{'、'.join(row.not_twice)} 已计的不再计")
    return found


def _window(window: Window) -> str:
    if window.unit is WindowUnit.FIXED:
        return f"{window.start} 至 {window.end}"
    first = "" if window.inclusive else "（首日不含）"
    return f"{window.number} {_UNITS[window.unit]}{first}"


def _points(row: Row) -> str:
    if row.points is None and row.cap is None:
        return "—"
    each = "每次 " if row.each else ""
    parts = []
    if row.points is not None:
        sure = "" if row.points_confidence in KNOWN else "（未核实）"
        parts.append(f"{each}{row.points:g}{sure}")
    if row.cap is not None:
        parts.append(f"至多 {row.cap:g}{'' if row.cap_confidence in KNOWN else '（未核实）'}")
    return "，".join(parts)


def _practice(book: Rulebook) -> list[str]:
    lines = [f"- 等次 {band.name}" for band in book.bands]
    lines += [f"- 清单 {tier.name}" for tier in book.tiers]
    lines += [f"- 豁免 {'、'.join(one.rows)}：{one.reason}" for one in book.exemptions]
    for part in book.compositions:
        weights = "、".join(f"{name} {weight:g}%" for name, weight in part.weights.items())
        lines.append(f"- {part.name}：{weights}")
    for stratum in book.strata:
        lines.append(f"- 抽查 {stratum.name}：{stratum.ratio:g}%，至少 {stratum.least} 个")
    return ["## 其他规定\n\n" + "\n".join(lines)] if lines else []
