"""``xuncha notice``: what can be done with a notice that already exists."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.domain.errors import InputError
from xuncha.engine.extract.attachments.kinds import kind_of
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.noticecheck.document import (
    NoticeText,
    check_notice,
    notice_of_file,
    notice_of_text,
)
from xuncha.engine.noticecheck.figures import CheckedFigure, FigureVerdict

app = typer.Typer(help="通报：核对已有通报中的数字。", no_args_is_help=True)

SAID = {
    FigureVerdict.DIFFERS: "不符",
    FigureVerdict.IMPOSSIBLE: "不可能",
    FigureVerdict.LIST_MISMATCH: "名单与数不符",
    FigureVerdict.TRUNCATED: "截去尾数",
    FigureVerdict.OVERLAP: "各项可能重叠",
    FigureVerdict.HINT: "提示",
    FigureVerdict.UNCHECKED: "无从核对",
    FigureVerdict.AGREES: "相符",
}


@app.callback()
def notice() -> None:
    """通报：核对已有通报中的数字。"""


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="通报文件：文本、DOCX 或 PDF")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """核对一份通报：合格率、比例、合计、名单个数逐一重算，不符的列在前面。"""
    found = check_notice(_notice_of(file))
    if as_json:
        typer.echo(json.dumps({"figures": [asdict(one) for one in found]}, ensure_ascii=False))
        return
    typer.echo("\n".join(_told(found)) if found else "没有找到可以核对的数字")


def _notice_of(file: Path) -> NoticeText:
    limits = load_settings("default").attachments
    assert limits is not None
    try:
        with file.open("rb") as opened:
            data = opened.read(limits.max_bytes + 1)
    except OSError as error:
        raise InputError(
            "通报文件打不开", f"{file}（{error.strerror}）", "核对路径和权限"
        ) from None
    if len(data) > limits.max_bytes:
        raise InputError("通报文件太大", str(file), f"拆成 {limits.max_bytes} 字节以内的文件")
    for charset in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return notice_of_text(text)
    if kind_of(data, file.name) is None:
        raise InputError("认不出这是什么文件", str(file), "存为 UTF-8 文本、DOCX 或 PDF 后重试")
    with AttachmentReader(limits) as reader:
        read = reader.read(data, file.name)
    if read.unable is not None and not read.blocks:
        raise InputError("通报文件读不出文字", f"{file}（{read.reason}）", "另存为 DOCX 后重试")
    return notice_of_file(read)


def _told(found: list[CheckedFigure]) -> list[str]:
    order = list(SAID)
    ranked = sorted(found, key=lambda one: (order.index(one.verdict), one.line, one.start))
    return [
        f"[{SAID[one.verdict]}] 第 {one.line} 行 {one.what} {one.stated}"
        + (f"（{one.computed}）" if one.computed else "")
        + f"：{one.quote}"
        for one in ranked
    ]
