"""``xuncha rulebook confirm``: two persons read a book against the original, row by row."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from xuncha.cli.errors import complain
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import LABELS
from xuncha.engine.rulebook import confirmation as confirming
from xuncha.engine.rulebook.book import Row, Rulebook
from xuncha.engine.rulebook.confirmation import Confirmation, Entry, Reading
from xuncha.engine.rulebook.load import check_file, load_rulebook
from xuncha.engine.rulebook.schema import MOST_NUMBER

NOT_IN_ORDER = 1
STOP = "q"


def confirm_command(
    name: Annotated[str, typer.Argument(help="指标集名称，或 .toml 文件路径")],
    by: Annotated[str, typer.Option("--by", help="核对人姓名")] = "",
    file: Annotated[
        Path | None, typer.Option(help="核对记录文件，默认 指标集名称.核对.json")
    ] = None,
    row: Annotated[str, typer.Option(help="只核对这一行")] = "",
    on: Annotated[str, typer.Option(help="签署日期 YYYY-MM-DD，默认今天")] = "",
    publish: Annotated[Path | None, typer.Option(help="生成核对版指标集的目录")] = None,
) -> None:
    """对照原文逐行核对一册指标集：页码、原文、分值；两人先后签署才算核实。

    可以随时中断（输入 q），下次接着核对。--publish 把两人签过的行生成一册新版指标集。
    """
    book = load_rulebook(name)
    path = file or Path(f"{book.name}.核对.json")
    day = _day(on)
    if publish is not None:
        _publish(book, confirming.read(path, book), day, publish)
        return
    if not by.strip():
        raise InputError("没有写明核对人", "--by", "写明姓名，如 --by 张三")
    rows = _rows(book, row)
    _walk(book, path, rows, by.strip(), day)


def _rows(book: Rulebook, wanted: str) -> tuple[Row, ...]:
    rows = confirming.rows_to_confirm(book)
    if not wanted:
        return rows
    found = tuple(one for one in rows if one.id == wanted)
    if not found:
        raise InputError(f"{wanted} 不是待核对的行", f"--row {wanted}", "用不带 --row 的命令查看")
    return found


def _day(text: str) -> date:
    if not text:
        return local_day(datetime.now(SHANGHAI))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"日期不对：{text}", "--on", "写成 YYYY-MM-DD") from None


def _walk(book: Rulebook, path: Path, rows: tuple[Row, ...], by: str, day: date) -> None:
    kept = confirming.read(path, book)
    waiting = [one for one in rows if not _is_done(kept.entry(one.id), by)]
    if len(rows) == 1 and not waiting:
        entry = kept.entry(rows[0].id)
        assert entry is not None
        confirming.sign(kept, entry.reading, by, day)
    typer.echo(f"{book.title}：待核对 {len(rows)} 行，其中等您核对 {len(waiting)} 行。")
    typer.echo("页码直接回车：跳过本行；输入 q：停下，下次接着核对。")
    try:
        for at, row in enumerate(waiting, 1):
            typer.echo(f"\n[{at}/{len(waiting)}] {_told(row)}")
            reading = _ask(row, kept.entry(row.id))
            if reading is None:
                continue
            before = kept.entry(row.id)
            kept = confirming.sign(kept, reading, by, day)
            confirming.write(path, kept)
            typer.echo(_result(before, kept, row))
    except (typer.Abort, _StopError):
        pass
    done = len(confirming.confirmed(kept))
    typer.echo(f"\n已保存到 {path}；两人已签 {done} 行，共 {len(rows)} 行。")


class _StopError(Exception):
    """The person wants to go on another time."""


def _is_done(entry: Entry | None, by: str) -> bool:
    return entry is not None and (by in entry.signed_by or entry.is_confirmed)


def _told(row: Row) -> str:
    scored = row.kind in confirming.SCORED
    points = f"\n  本册暂记：{_said(row.points, row.cap)}（{LABELS[row.confidence]}）"
    return f"{row.id} {row.name}（{row.section}）\n  {row.rule}{points if scored else ''}"


def _said(points: float | None, cap: float | None) -> str:
    each = f"每次 {points:g} 分" if points is not None else "每次分值不详"
    return f"{each}，本项 {cap:g} 分" if cap is not None else f"{each}，本项分值不详"


def _ask(row: Row, before: Entry | None) -> Reading | None:
    """What the person reads in the original; None to pass the row over."""
    said = before.reading if before is not None else None
    if said is not None and before is not None:
        typer.echo(f"  {'、'.join(before.signed_by) or '前一人'}已录；请自己看原文再录分值。")
    page = typer.prompt(
        "  页码", default=said.page if said else "", show_default=bool(said)
    ).strip()
    if page == STOP:
        raise _StopError
    if not page:
        return None
    quote = typer.prompt("  原文", default=said.quote if said else None).strip()
    if quote == STOP:
        raise _StopError
    if row.kind not in confirming.SCORED:
        return Reading(row.id, page, quote, None, None)
    points = _number("  每次扣（加）几分（没有写就直接回车）")
    return Reading(row.id, page, quote, points, _number("  本项共几分（没有写就直接回车）"))


def _number(question: str) -> float | None:
    while True:
        text = typer.prompt(question, default="", show_default=False).strip()
        if text == STOP:
            raise _StopError
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = -1
        if 0 <= number <= MOST_NUMBER:
            return int(number) if number == int(number) else number
        typer.echo(f"  “{text}”不是分值；请写不小于 0 的数字")


def _result(before: Entry | None, kept: Confirmation, row: Row) -> str:
    entry = kept.entry(row.id)
    assert entry is not None
    if entry.is_confirmed:
        return f"  {row.id} 已由 {'、'.join(entry.signed_by)} 核实。"
    if before is not None and before.signed_by and before.reading != entry.reading:
        old, new = before.reading, entry.reading
        return (
            f"  与 {'、'.join(before.signed_by)} 所录不一致（前：{_said(old.points, old.cap)}，"
            f"今：{_said(new.points, new.cap)}）；前一人的签署作废，请其重新核对。"
        )
    return f"  {row.id} 已签，还差另一人。"


def _publish(book: Rulebook, kept: Confirmation, day: date, folder: Path) -> None:
    text = confirming.edition_text(book, kept, day)
    path = folder / f"{confirming.edition_name(book, day)}.toml"
    if path.exists():
        raise InputError("核对版已经存在，已发布的指标集不再修改", str(path), "换一个日期或目录")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError("核对版写不了", f"{path}（{error.strerror}）", "核对目录和权限") from None
    faults = check_file(path)
    if faults:
        for fault in faults:
            complain(fault.line_of_text())
        path.unlink()
        raise typer.Exit(NOT_IN_ORDER)
    made = load_rulebook(str(path))
    count = len(confirming.confirmed(kept))
    typer.echo(f"已生成 {path}：{count} 行核实，摘要 {made.digest}")
