"""Marked documents in sixty disguises, by somebody who wants them kept: each with a secret of its
own, looked for afterwards in every spelling.

The author knows what sites do, not how the reader finds marks.
"""

import base64
import gzip
import html
import json
import quopri
from urllib.parse import quote

from tests.secrecy import plants_files
from tests.secrecy.desk import HTML, MAKERS, Desk, Plant, page, paragraphs, plant

FILES = plants_files.__name__
"""Its plants are among the makers once it is imported."""


@plant()
def plain(desk):
    return page(paragraphs(desk.lines))


@plant()
def gbk(desk):
    return page(paragraphs(desk.lines), "gbk").encode("gbk"), "text/html"


@plant()
def gbk_that_says_utf8(desk):
    return page(paragraphs(desk.lines), "utf-8").encode("gbk"), HTML


@plant()
def utf16(desk):
    return page(paragraphs(desk.lines), "utf-16").encode("utf-16"), "text/html"


@plant()
def entities(desk):
    spelled = ["".join(f"&#{ord(one)};" for one in line) for line in desk.lines]
    return page(paragraphs(spelled))


@plant()
def hex_entities(desk):
    spelled = ["".join(f"&#x{ord(one):X};" for one in line) for line in desk.lines]
    return page(paragraphs(spelled))


@plant()
def traditional(desk):
    lines = [
        desk.mark.replace("机", "機").replace("绝", "絕"),
        "關於邊境部署情況的報告",
        *desk.text,
    ]
    return page(paragraphs(lines))


@plant()
def in_spans(desk):
    pieces = "".join(f"<span>{one}</span>" for one in desk.mark)
    return page(f"<p>{pieces}</p>{paragraphs(desk.lines[1:])}")


@plant()
def in_boxes(desk):
    pieces = "".join(f"<div>{one}</div>" for one in (desk.mark[:2], "★", desk.mark[3:]))
    return page(pieces + paragraphs(desk.lines[1:]))


@plant()
def in_cells(desk):
    pieces = "".join(f"<td>{one}</td>" for one in (desk.mark[:2], "★", desk.mark[3:]))
    return page(f"<table><tr>{pieces}</tr></table>{paragraphs(desk.lines[1:])}")


@plant()
def spaced(desk):
    return page(paragraphs(["　".join(desk.mark), *desk.lines[1:]]))


@plant()
def zero_width(desk):
    return page(paragraphs(["\u200b".join(desk.mark), *desk.lines[1:]]))


@plant()
def broken_lines(desk):
    return page("<br>".join(desk.lines))


@plant()
def preformatted(desk):
    return page("<pre>" + "\n".join(desk.lines) + "</pre>")


@plant()
def bracketed_title(desk):
    return page(paragraphs([f"（{desk.mark}）{desk.title}", *desk.text]))


@plant()
def title_then_mark(desk):
    return page(paragraphs([f"{desk.title}【{desk.mark}】", *desk.text]))


@plant()
def copy_number_line(desk):
    return page(paragraphs([f"000012　　{desk.mark}　　特急", *desk.lines[1:]]))


@plant()
def without_head(desk):
    return page(paragraphs([desk.mark, desk.name + "方向人员分布情况", *desk.text]))


@plant()
def rules_with_chapters(desk):
    lines = [desk.mark, "边境管控应急预案", "第一章 总则", "第一条 为加强管控，制定本预案。"]
    return page(paragraphs([*lines, *desk.text]))


@plant()
def about_an_examination(desk):
    lines = [desk.mark, "关于2026年高考试卷押运安全的方案", "各考点、全体考务人员："]
    return page(paragraphs([*lines, *desk.text]))


@plant()
def in_a_script(desk):
    text = json.dumps(paragraphs(desk.lines), ensure_ascii=False)
    return page(f"<div id=c></div><script>document.getElementById('c').innerHTML={text}</script>")


@plant()
def in_a_script_escaped(desk):
    text = json.dumps({"title": "动态", "content": "\n".join(desk.lines)})
    return page(f"<script>var article={text};show(article)</script>")


@plant()
def in_a_comment(desk):
    return page(f"<p>内容整理中</p><!-- {'<br>'.join(desk.lines)} -->")


@plant()
def in_a_template(desk):
    return page(f"<template>{paragraphs(desk.lines)}</template><p>加载中</p>")


@plant()
def in_a_textarea(desk):
    return page("<textarea>" + html.escape(paragraphs(desk.lines)) + "</textarea>")


@plant()
def in_the_description(desk):
    words = f"{desk.mark} {desk.title} {desk.text[1]}"
    return page("<p>正文</p>", head=f'<meta name="description" content="{words}">')


@plant()
def in_a_hidden_field(desk):
    return page(f'<input type="hidden" value="{quote(chr(10).join(desk.lines))}">')


@plant()
def not_found_page(desk):
    return page(paragraphs(desk.lines)), HTML, (), 404


@plant()
def redirecting(desk):
    return page(paragraphs(desk.lines)), HTML, (("Location", "/elsewhere.html"),), 302


@plant()
def packed_by_gzip(desk):
    return (
        gzip.compress(page(paragraphs(desk.lines)).encode()),
        HTML,
        (("Content-Encoding", "gzip"),),
    )


@plant(ending="json")
def data_for_scripts(desk):
    return json.dumps({"data": {"content": paragraphs(desk.lines)}}), "application/json"


@plant(ending="json")
def data_without_escapes(desk):
    told = json.dumps({"title": desk.title, "body": "\n".join(desk.lines)}, ensure_ascii=False)
    return told, "application/json"


@plant(ending="json")
def data_in_data(desk):
    inner = json.dumps({"body": "\n".join(desk.lines)})
    return json.dumps({"code": 0, "data": inner}), "application/json"


@plant()
def star_as_a_picture(desk):
    mark = f'{desk.mark[:2]}<img src="/s.png" alt="★">{desk.mark[3:]}'
    return page(paragraphs([mark, *desk.lines[1:]]))


@plant()
def frame_in_an_attribute(desk):
    return page(f'<iframe srcdoc="{html.escape(paragraphs(desk.lines))}"></iframe>')


@plant(ending="txt")
def text_gbk(desk):
    return "\r\n".join(desk.lines).encode("gbk"), "text/plain"


@plant(ending="mht")
def saved_as_mail(desk):
    quoted = quopri.encodestring(page(paragraphs(desk.lines)).encode())
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\n"
    kind = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
    return head + kind + b"\r\n\r\n" + quoted + b"\r\n--xx--\r\n", "message/rfc822"


@plant(ending="mht")
def saved_as_mail_base64(desk):
    packed = base64.encodebytes(page(paragraphs(desk.lines)).encode())
    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n"
    return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + packed, "message/rfc822"


@plant("robots", "txt")
def every_address_says_it(desk):
    return page(paragraphs(desk.lines))


@plant("feed", "xml")
def feed_escaped(desk):
    return _feed(html.escape(paragraphs(desk.lines)))


@plant("feed", "xml")
def feed_as_one_paragraph(desk):
    return _feed(" ".join(desk.lines))


@plant("feed", "xml")
def feed_in_cdata(desk):
    return _feed(f"<![CDATA[{paragraphs(desk.lines)}]]>")


def _feed(content: str) -> tuple[str, str]:
    date = "<pubDate>Tue, 15 Sep 2026 08:00:00 +0800</pubDate>"
    item = f"<item><title>动态</title>{date}<description>{content}</description></item>"
    return f'<rss version="2.0"><channel><title>号</title>{item}</channel></rss>', "text/xml"


@plant("export", "csv")
def export_row(desk):
    return "\n".join(desk.lines)


@plant("export", "csv")
def export_row_in_one_line(desk):
    return " ".join(desk.lines)


def plants(seed: int) -> list[Plant]:
    """Every disguise once, with secrets of its own."""
    return [make(Desk(f"{seed}.{number}")) for number, make in enumerate(MAKERS)]
