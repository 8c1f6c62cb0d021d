"""``xuncha proofread``: a text in, one JSON object per finding out."""

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from xuncha.cli.errors import complain
from xuncha.cli.opinion import findings_after_opinion, show_sent
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.own_words import NO_WORDS, OwnWords
from xuncha.engine.domain.words import LABELS, Band
from xuncha.engine.proofread import allowances, check
from xuncha.engine.proofread.findings import Passage, TextFinding

KEYS = ("start", "end", "text", "suggestion", "kind", "rule", "band", "confidence", "why")


def proofread(
    file: Annotated[str, typer.Argument(help="文本文件，- 表示标准输入")] = "-",
    as_json: Annotated[bool, typer.Option("--json", help="每处一行 JSON")] = False,
    band: Annotated[Band, typer.Option(help="A 只列有把握的；B 连同存疑的")] = Band.A,
    published: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="发布日期，如 2024-09-30")
    ] = None,
    opinion: Annotated[
        Path | None,
        typer.Option(help="第二意见的设置文件（TOML）；不给出时不征求第二意见，不送出任何内容"),
    ] = None,
    show_what_is_sent: Annotated[
        bool,
        typer.Option("--show-what-is-sent", help="与 --opinion 同用：只列出将送出的内容，不送出"),
    ] = False,
    wordlist: Annotated[
        list[Path] | None,
        typer.Option(help="本单位词库文件（XLSX、CSV、TSV），可以给出多个"),
    ] = None,
) -> None:
    """校对一个文本：错别字、漏字多字、名称、表述、标点、数字。一行一段。"""
    day: date | None = published.date() if published else None
    count = 0
    lines = [Passage(line.rstrip("\r"), day, file) for line in _text_of(file).split("\n")]
    own = _own_words(wordlist or [])
    if show_what_is_sent:
        if opinion is None:
            raise InputError("没有指明第二意见", "选项 --show-what-is-sent", "一并给出 --opinion")
        show_sent(opinion, lines, band, own)
        return
    checked = (
        findings_after_opinion(opinion, lines, band, own)
        if opinion
        else check.proofread_all(lines, band=band, own=own)
    )
    for number, findings in enumerate(allowances.apply(lines, checked, own).kept, 1):
        for found in findings:
            count += 1
            typer.echo(_json(number, found) if as_json else _text(number, found))
    if not as_json and count == 0:
        typer.echo("没有发现问题")


def _own_words(files: list[Path]) -> OwnWords:
    """The lists of the files; rows with faults are left out and told on stderr."""
    if not files:
        return NO_WORDS
    from xuncha.office.wordlists.files import own_words_in, read_lists

    read = [read_lists(path) for path in files]
    for fault in (fault for one in read for part in one.lists for fault in part.faults):
        complain(f"没有读入：{fault.text()}")
    return own_words_in(read)


def _text_of(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise InputError("文件打不开", f"{file}（{error.strerror}）", "核对路径和权限") from None
    for charset in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError as error:
            place = f"{file} 第 {error.start + 1} 字节"
    raise InputError("文件既不是 UTF-8 也不是 GBK 编码", place, "另存为 UTF-8 后重试")


def _json(number: int, found: TextFinding) -> str:
    fields = {**asdict(found), "suggestion": found.suggestion or None}
    return json.dumps({"line": number, **{key: fields[key] for key in KEYS}}, ensure_ascii=False)


def _text(number: int, found: TextFinding) -> str:
    text = found.text.replace("\n", " ")
    right = f"，建议改为“{found.suggestion}”" if found.suggestion else ""
    return (
        f"第 {number} 行第 {found.start + 1} 字 [{LABELS[found.kind]}·{found.band}] "
        f"“{text}”{right}：{found.why}"
    )
