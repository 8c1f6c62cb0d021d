"""``xuncha extract``: what one saved page says."""

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from xuncha.cli.attachments import attachment_json, attachment_text, is_attachment
from xuncha.cli.given import host_of_url, moment_of
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.domain.attachments import AttachmentText
from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.windows import SHANGHAI, local_day
from xuncha.engine.domain.words import LABELS, PageKind
from xuncha.engine.extract.attachments.process import AttachmentReader
from xuncha.engine.extract.charset import MAX_BYTES
from xuncha.engine.extract.page import read_page


class KindChoice(StrEnum):
    """What the caller says the page is."""

    AUTO = "auto"
    ARTICLE = "article"
    LIST = "list"
    HOME = "home"


def extract(
    file: Annotated[Path, typer.Argument(help="保存下来的网页或附件")],
    url: Annotated[str, typer.Option(help="该网页的网址（http 或 https）")],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出")] = False,
    kind: Annotated[KindChoice, typer.Option(help="网页类型，auto 为自动判断")] = KindChoice.AUTO,
    as_of: Annotated[str, typer.Option(help="以哪一天为准，如 2026-10-12；默认今天")] = "",
) -> None:
    """读出一个网页的标题、日期、正文、标签和列表条目；附件（PDF、Word、表格等）读出文字。"""
    if not host_of_url(url):
        raise InputError("网址不完整", url, "写成 http:// 或 https:// 开头的完整网址")
    moment = moment_of(as_of, "--as-of") if as_of else datetime.now(SHANGHAI)
    try:
        with file.open("rb") as opened:
            body = opened.read(MAX_BYTES)
    except OSError as fault:
        raise InputError(
            "网页文件打不开", f"{file}（{fault.strerror}）", "核对路径和权限"
        ) from None
    chosen = None if kind is KindChoice.AUTO else PageKind(kind.value)
    if is_attachment(body, file.name):
        read = _attachment(file)
        shown = json.dumps(attachment_json(read), ensure_ascii=False)
        typer.echo(shown if as_json else attachment_text(read))
        return
    facts = read_page(body, url, content_type="", as_of=local_day(moment), kind=chosen)
    typer.echo(json.dumps(_as_json(facts), ensure_ascii=False) if as_json else _text(facts))


def _attachment(file: Path) -> AttachmentText:
    """What the file says, read in a process of its own within the bounds of a visit."""
    limits = load_settings("default").attachments
    assert limits is not None
    with file.open("rb") as opened:
        body = opened.read(limits.max_bytes + 1)
    with AttachmentReader(limits) as reader:
        return reader.read(body, file.name)


def _as_json(facts: PageFacts) -> dict[str, Any]:
    """The keys of contracts.md, ``extract``, and a few more."""
    return {
        "kind": facts.kind,
        "charset": facts.charset,
        "language": facts.language or None,
        "title": facts.title,
        "publish_date": _day(facts.publish_date),
        "dates": [
            {"kind": one.kind, "place": one.place, "value": _day(one.value), "quote": one.quote}
            for one in facts.dates
        ],
        "disagreement_days": facts.disagreement_days,
        "body": facts.body,
        "labels": dict(facts.labels),
        "items": [
            {
                "title": item.title,
                "url": item.url,
                "date": _day(item.date),
                "date_kind": item.date_kind,
                "month_day": "{:02}-{:02}".format(*item.month_day) if item.month_day else None,
            }
            for item in facts.items
        ],
        "newest": _day(facts.newest),
        "blank": facts.blank,
        "needs_rendering": facts.needs_rendering,
        "challenge": facts.challenge,
    }


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _text(facts: PageFacts) -> str:
    lines = [
        f"类型：{LABELS[facts.kind]}",
        f"标题：{facts.title or '未读到'}",
        f"发布日期：{_day(facts.publish_date) or '未读到'}",
    ]
    if facts.disagreement_days:
        lines.append(f"不同位置的发布日期相差 {facts.disagreement_days} 天")
    lines += [
        f"日期：{LABELS[one.kind]}（{LABELS[one.place]}）{_day(one.value)}　{one.quote}"
        for one in facts.dates
    ]
    if facts.items:
        lines.append(f"条目：{len(facts.items)} 条，最新 {_day(facts.newest) or '未读到'}")
        lines += [f"  {_day(item.date) or '日期未知'}  {item.title}" for item in facts.items]
    if facts.blank:
        lines.append("空白栏目：没有条目")
    if facts.needs_rendering:
        lines.append("内容由脚本载入，需要浏览器渲染后再看")
    if facts.challenge:
        lines.append(f"不是正文页面：{LABELS[facts.challenge]}")
    if facts.body:
        lines += ["正文：", facts.body]
    return "\n".join(lines)
