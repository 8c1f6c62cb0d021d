"""``xuncha notice``: check a notice that exists, issue those of this installation's rounds."""

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from xuncha.cli.errors import complain
from xuncha.cli.issuing import issue, list_issued, repeat
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.domain.attachments import AttachmentKind, AttachmentLimits
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.attachments.kinds import is_web_page, kind_by_name, kind_of
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.extract.page import read_page
from xuncha.engine.noticecheck.document import (
    NoticeText,
    check_notice,
    notice_of_file,
    notice_of_page,
    notice_of_text,
)
from xuncha.engine.noticecheck.figures import CheckedFigure, FigureVerdict

DOCUMENTS = frozenset(AttachmentKind) - {AttachmentKind.TXT, AttachmentKind.CSV}
PAGE = "http://saved.invalid/"
"""Stands for the address of a saved page, which nobody knows; no link of it is followed."""
app = typer.Typer(help="通报：印发、更正，核对已有通报中的数字。", no_args_is_help=True)

app.command("issue")(issue)
app.command("list")(list_issued)
app.command("repeat")(repeat)

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
    """通报：印发、更正，核对已有通报中的数字。"""


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="通报文件：文本、DOCX、PDF 或保存下来的网页")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
) -> None:
    """核对一份通报：合格率、比例、增减、合计、得分和名单个数逐一重算，不符的列在前面，每项附算式。

    复制时损坏的文字先行还原。JSON 中的结论（verdict）：

    agrees 相符；truncated 截去尾数，没有四舍五入；differs 不符；

    impossible 不可能，这个总数下任何整数都得不出；

    overlap 各项可能重叠，不能相加；list_mismatch 名单与数不符；

    hint 提示，如“等”字后没有列全；unchecked 无从核对，附近没有可以对照的数。

    有不符也以 0 退出，文件读不出文字时以 2 退出。
    """
    found = check_notice(_notice_of(file))
    if as_json:
        typer.echo(json.dumps({"figures": [asdict(one) for one in found]}, ensure_ascii=False))
        return
    typer.echo("\n".join(_told(found)) if found else "没有找到可以核对的数字")


def _notice_of(file: Path) -> NoticeText:
    """The notice in a file; one line on stderr where only a part of it could be read.

    Raises InputError for a file that holds no notice that can be read.
    """
    limits = load_settings("default").attachments
    assert limits is not None
    data = _bytes_of(file, limits.max_bytes)
    if is_web_page(data):
        facts = read_page(data, PAGE, content_type="", as_of=_today(), kind=PageKind.ARTICLE)
        notice = notice_of_page(facts.blocks)
    elif kind_of(data, file.name) in DOCUMENTS:
        notice = _document(data, file, limits)
    elif kind_by_name(file.name) in DOCUMENTS:
        remedy = "重新取得文件，或另存为 DOCX 后重试"
        raise InputError("文件已损坏，或者不是文件名所说的格式", str(file), remedy)
    else:
        notice = notice_of_text(_text_of(data, file))
    text = "".join(
        one if isinstance(one, str) else "".join(map("".join, one)) for one in notice.blocks
    )
    if not text.strip():
        raise InputError("通报文件里没有文字", str(file), "换成有文字的文本、DOCX 或 PDF 文件")
    if len(text) > limits.characters:
        remedy = f"拆成 {limits.characters} 字以内的文件"
        raise InputError("通报文件太长", str(file), remedy)
    return notice


def _bytes_of(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "文件名有误"
        raise InputError("通报文件打不开", f"{file}（{why}）", "核对路径和权限") from None
    if len(data) > most:
        raise InputError("通报文件太大", str(file), f"拆成 {most} 字节以内的文件")
    return data


def _document(data: bytes, file: Path, limits: AttachmentLimits) -> NoticeText:
    with AttachmentReader(limits) as reader:
        read = reader.read(data, file.name)
    if read.unable is not None and not read.blocks:
        raise InputError("通报文件读不出文字", f"{file}（{read.reason}）", "另存为 DOCX 后重试")
    if read.reason:
        where = f"{file}（{read.reason}）"
        complain(f"只核对了读得出的部分；位置：{where}；处理办法：另存为 DOCX 后重试")
    return notice_of_file(read)


def _text_of(data: bytes, file: Path) -> str:
    wide = data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for charset in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(charset)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError("认不出这是什么文件", str(file), "存为 UTF-8 文本、DOCX 或 PDF 后重试")


def _today() -> date:
    return local_day(datetime.now(SHANGHAI))


def _told(found: list[CheckedFigure]) -> list[str]:
    order = list(SAID)
    ranked = sorted(found, key=lambda one: (order.index(one.verdict), one.line, one.start))
    return [
        f"[{SAID[one.verdict]}] 第 {one.line} 行 {one.what} {one.stated}"
        + (f"（{one.computed}）" if one.computed else "")
        + f"：{one.quote}"
        for one in ranked
    ]
