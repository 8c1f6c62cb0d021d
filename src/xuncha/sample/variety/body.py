"""Body markup: the same blocks as editors, Word, and hand-written templates leave them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from xuncha.sample.variety.shapes import NEWS, SHAPES, USUAL, Block, attached

if TYPE_CHECKING:
    from xuncha.sample.variety.pen import Pen
    from xuncha.sample.variety.sheet import Sheet

Markup = Callable[["Pen", Block], str]
CENTER = ' style="text-align: center;"'
RIGHT = ' style="text-align: right;"'


def write(sheet: Sheet, style: str) -> str:
    """The body of the story in one markup; the row learns its paragraphs."""
    shape = sheet.shape or sheet.pen.pick(NEWS if sheet.story.sort == "news" else USUAL)
    blocks = SHAPES[sheet.pen.pick(shape.split(","))](sheet)
    style = sheet.pen.pick(style.split(",") if style else tuple(STYLES))
    note(sheet, blocks)
    return STYLES[style](sheet.pen, blocks)


def note(sheet: Sheet, blocks: list[Block]) -> None:
    """Tell the row what the body says."""
    lines = [line for block in blocks for line in block.lines]
    sheet.row.body = "\n".join(filter(None, [sheet.row.body, *lines]))
    files = [{"name": b.text, "url": b.url} for b in blocks if b.kind == "att"]
    sheet.row.attachments += files


def attachment_list(sheet: Sheet) -> str:
    """Links to files outside the content element: in the row's attachments, not in its body.

    Nothing where the body already carries its files.
    """
    if sheet.row.attachments:
        return ""
    blocks = attached(sheet, sheet.pen.number(1, 3))
    sheet.row.attachments += [{"name": b.text, "url": b.url} for b in blocks]
    return "\n".join(f"<li>{link(b)}</li>" for b in blocks)


def link(block: Block) -> str:
    """A link to a file."""
    return f'<a href="{block.url}" target="_blank">{escape(block.text)}</a>'


def table(pen: Pen, block: Block) -> str:
    """A data table, plain or as Word leaves it."""
    word = pen.chance(0.5)
    cell = '<p class="MsoNormal"><span>{}</span></p>' if word else "{}"
    edge = ' style="border:1px solid #000;padding:0 5px"' if word else ""
    rows = []
    for row in block.rows:
        cells = "".join(f"<td{edge}>{cell.format(escape(c))}</td>" for c in row)
        rows.append(f"<tr>{cells}</tr>")
    body = "\n".join(rows)
    return f'<table border="1" cellspacing="0" width="600"><tbody>\n{body}\n</tbody></table>'


def figure(pen: Pen, block: Block, tag: str) -> str:
    """A picture and its caption, in one of the usual ways."""
    image = f'<img src="{block.url}" alt="" title="" border="0" />'
    if not block.text:
        return f"<{tag}{CENTER}>{image}</{tag}>"
    words = escape(block.text)
    return pen.pick(
        [
            f"<{tag}{CENTER}>{image}</{tag}>\n<{tag}{CENTER}>{words}</{tag}>",
            f"<{tag} align=center>{image}<br/><font color=#808080>{words}</font></{tag}>",
        ]
    )


def odd(pen: Pen, block: Block, tag: str) -> str:
    """Blocks that look the same in most markups; empty for paragraphs."""
    if block.kind == "table":
        return table(pen, block)
    if block.kind == "fig":
        return figure(pen, block, tag)
    if block.kind == "att":
        icon = '<img src="/icons/doc.gif" />' if pen.chance(0.4) else ""
        return f"<{tag}>{icon}{link(block)}</{tag}>"
    return ""


def lined(paragraph: Callable[[str], str], tag: str = "p", glue: str = "\n") -> Callable[..., str]:
    """A markup where each block is one element."""

    def style(pen: Pen, blocks: list[Block]) -> str:
        out = []
        for block in blocks:
            text = escape(block.text)
            if special := odd(pen, block, tag):
                out.append(special)
            elif block.kind == "center":
                out.append(f"<{tag}{CENTER}><strong>{text}</strong></{tag}>")
            elif block.kind == "sign":
                out.append(f"<{tag}{RIGHT}>{text}</{tag}>")
            elif block.kind == "h":
                out.append(f"<{tag}><b>{text}</b></{tag}>")
            else:
                out.append(paragraph(text))
        return glue.join(out)

    return style


def runs(pen: Pen, blocks: list[Block]) -> str:
    """Word: every few characters in a span of their own."""
    out = []
    for block in blocks:
        if special := odd(pen, block, "p"):
            out.append(special)
            continue
        pieces, rest = [], block.text
        while rest:
            size = pen.number(1, 14)
            face = pen.pick(["仿宋_GB2312", "宋体", "Times New Roman", "黑体"])
            pieces.append(
                f'<span style="font-family:{face};font-size:16pt">{escape(rest[:size])}</span>'
            )
            rest = rest[size:]
        place = ";text-align:right" if block.kind == "sign" else ""
        out.append(
            f'<p class="MsoNormal" style="text-indent:32pt{place}">'
            + "".join(pieces)
            + '<span lang="EN-US"><o:p></o:p></span></p>'
        )
    return "\n".join(out)


def broken(pen: Pen, blocks: list[Block]) -> str:
    """Text parted by line breaks only."""
    out = []
    for block in blocks:
        if special := odd(pen, block, "div"):
            out.append(special)
        else:
            indent = "" if block.kind in {"center", "h"} else pen.pick(["　　", "&emsp;&emsp;"])
            out.append(f"{indent}{escape(block.text)}<br />" + "<br>" * pen.chance(0.5))
    return "\n".join(out)


def cells(pen: Pen, blocks: list[Block]) -> str:
    """A layout table, a row for each paragraph."""
    out = []
    for block in blocks:
        inner = odd(pen, block, "div") or "&nbsp;&nbsp;&nbsp;&nbsp;" + escape(block.text)
        out.append(f"<tr><td class=p14 height=26>{inner}</td></tr>")
    rows = "\n".join(out)
    return f"<table width=100% cellpadding=0 cellspacing=0>\n{rows}\n</table>"


def nested(pen: Pen, blocks: list[Block]) -> str:
    """Paragraphs as divs, a few levels deep."""
    half = max(1, len(blocks) // 2)
    inner = lined(lambda t: f"<div>&nbsp; &nbsp; {t}</div>", "div")
    first, second = inner(pen, blocks[:half]), inner(pen, blocks[half:])
    return f"<div><div>\n{first}\n<div><div>\n{second}\n</div></div></div></div>"


def blanks(pen: Pen, blocks: list[Block]) -> str:
    """Paragraphs with empty ones between them."""
    inner = lined(lambda t: f"<p>　　{t}</p>", "p", "\n<p>&nbsp;</p>\n")
    return inner(pen, blocks)


STYLES: dict[str, Callable[[Pen, list[Block]], str]] = {
    "p": lined(lambda t: f"<p>{t}</p>"),
    "indented": lined(lambda t: f'<p style="text-indent: 2em;">{t}</p>'),
    "emsp": lined(lambda t: f"<p>&emsp;&emsp;{t}</p>", glue=""),
    "wide": lined(lambda t: f"<P>　　{t}</P>"),
    "nbsp": lined(lambda t: f"<p>&nbsp;&nbsp;&nbsp; {t}</p>"),
    "aligned": lined(lambda t: f'<p align="justify">　　{t}</p>'),
    "font": lined(lambda t: f"<P><FONT face=宋体 size=3>　　{t}</FONT></P>"),
    "spanned": lined(lambda t: f'<p><span style="font-size: 16px;">{t}</span></p>'),
    "section": lined(lambda t: f'<section style="line-height:2"><p>{t}</p></section>', "section"),
    "divs": lined(lambda t: f'<div class="para">{t}</div>', "div"),
    "nested": nested,
    "blanks": blanks,
    "runs": runs,
    "broken": broken,
    "cells": cells,
}
