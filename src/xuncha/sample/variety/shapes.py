"""What a body is made of, before markup: paragraphs, tables, pictures, signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from xuncha.sample.variety.days import han_number, shown
from xuncha.sample.variety.pen import words
from xuncha.sample.variety.truth import OtherDate

if TYPE_CHECKING:
    from xuncha.sample.variety.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Block:
    """``kind``: p, h, sign, center, fig, att, table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    url: str = ""

    @property
    def lines(self) -> list[str]:
        """The block's lines in the truth."""
        if self.kind == "table":
            return ["\t".join(row) for row in self.rows]
        return [self.text] if self.text else []


Shape = Callable[["Sheet"], list[Block]]


def plain(sheet: Sheet) -> list[Block]:
    """The paragraphs of the story."""
    return [Block("p", text) for text in sheet.story.paragraphs]


def signed(sheet: Sheet) -> list[Block]:
    """A notice with its signature and signing date at the end."""
    pen, story = sheet.pen, sheet.story
    day = story.published - timedelta(days=pen.number(0, 12))
    sheet.row.other_dates.append(OtherDate("signed", day))
    style = pen.pick(["cn", "cn", "han", "han_ring", "cn_spaced", "full_cn"])
    head = [Block("p", "各有关单位：")] if pen.chance(0.6) else []
    tail = [Block("sign", sheet.place.body.name), Block("sign", shown(day, style))]
    return [*head, *plain(sheet), *tail]


def deadline(sheet: Sheet) -> list[Block]:
    """A notice with a deadline in the future."""
    pen = sheet.pen
    day = sheet.story.published + timedelta(days=pen.number(10, 200))
    sheet.row.other_dates.append(OtherDate("deadline", day))
    words_ = pen.pick(
        ["报名截止时间：{}17时。", "请于{}前报送。", "征集时间截止{}。", "有效期至{}。"]
    )
    blocks = plain(sheet)
    blocks.insert(pen.number(1, len(blocks)), Block("p", words_.format(shown(day, "cn"))))
    return blocks


def retold(sheet: Sheet) -> list[Block]:
    """An article that opens with a day long past."""
    pen = sheet.pen
    day = sheet.story.published - timedelta(days=pen.number(400, 5000))
    sheet.row.other_dates.append(OtherDate("retold", day))
    opening = pen.pick(
        ["早在{}，这项工作就已启动。", "{}，第一批群众搬进新居。", "自{}挂牌以来，窗口共办件{}件。"]
    )
    text = opening.format(shown(day, pen.pick(["cn", "cn0", "dot"])), pen.number(900, 9000))
    return [Block("p", text), *plain(sheet)]


def effective(sheet: Sheet) -> list[Block]:
    """A document that says from when it applies and until when."""
    start = sheet.story.published + timedelta(days=30)
    end = start + timedelta(days=1825)
    sheet.row.other_dates += [OtherDate("effective", start), OtherDate("deadline", end)]
    text = f"本办法自{shown(start, 'cn')}起施行，有效期至{shown(end, 'cn')}。"
    return [*plain(sheet), Block("p", text)]


def names(sheet: Sheet) -> list[Block]:
    """A list of sixty names in a table."""
    pen, place = sheet.pen, sheet.place
    scene = pen.writer.scene(place.body, pen.rng)
    rows = [("序号", "姓名", "单位", "准考证号")]
    for i in range(60):
        number = f"{pen.number(2019, 2026)}{pen.number(100000, 999999)}"
        rows.append((str(i + 1), scene.person(), scene.school(), number))
    return [*plain(sheet)[:2], Block("table", rows=tuple(rows))]


def budget(sheet: Sheet) -> list[Block]:
    """A table of sums between paragraphs."""
    pen = sheet.pen
    rows = [("项目", "预算数（万元）", "执行数（万元）", "完成率")]
    for name in pen.some(words()["themes"], 7):
        plan = pen.number(100, 9000)
        rows.append((name, f"{plan:,}", f"{plan * 0.97:.2f}", f"{pen.number(60, 110)}%"))
    blocks = plain(sheet)
    table = [Block("center", "表1 收支情况"), Block("table", rows=tuple(rows))]
    return blocks[:2] + table + blocks[2:]


def pictures(sheet: Sheet) -> list[Block]:
    """A story in pictures with captions."""
    pen, blocks = sheet.pen, plain(sheet)
    out = []
    for block in blocks:
        if pen.chance(0.7):
            caption = pen.word("captions") if pen.chance(0.8) else ""
            out.append(Block("fig", caption, url=f"./W0{pen.number(10**8, 10**9)}.jpg"))
        out.append(block)
    by = pen.writer.scene(sheet.place.body, pen.rng).person()
    return [*out, Block("p", f"（{pen.word('photographers')} {by} 文/图）")]


def law(sheet: Sheet) -> list[Block]:
    """Chapters and articles of a regulation."""
    pen = sheet.pen
    texts = words()["laws"][:]
    texts[2:2] = [p for p in sheet.story.paragraphs if len(p) > 20]
    chapters = {0: "第一章　总　则", 3: "第二章　管理与服务", len(texts) - 3: "第三章　附　则"}
    blocks = []
    for i, text in enumerate(texts):
        if i in chapters:
            blocks.append(Block("center", chapters[i]))
        blocks.append(Block("p", f"第{han_number(i + 1)}条{pen.pick(['　', ' '])}{text}"))
    return blocks


def interview(sheet: Sheet) -> list[Block]:
    """Questions and answers."""
    pen, story = sheet.pen, sheet.story
    blocks = [Block("p", "编者按：近日，记者就有关问题采访了相关负责人。")]
    host = pen.pick(["问：", "记者：", "主持人：", "【网友提问】"])
    guest = pen.pick(["答：", "负责人：", "嘉宾：", "【回复】"])
    for question, text in zip(pen.some(words()["questions"], 9), story.paragraphs, strict=False):
        blocks += [Block("h", host + question), Block("p", guest + text)]
    return blocks


def short(sheet: Sheet) -> list[Block]:
    """One short sentence and links to attachments."""
    blocks = [Block("p", pen_short(sheet))]
    return blocks + attached(sheet, sheet.pen.number(1, 4))


def pen_short(sheet: Sheet) -> str:
    """The one sentence of a page that only hands over files."""
    return sheet.pen.pick(
        [
            "现将有关文件印发给你们，请遵照执行。",
            "详见附件。",
            "现予公布，请查阅附件。",
            "请点击下载附件。",
        ]
    )


def attached(sheet: Sheet, count: int) -> list[Block]:
    """Lines with links to files."""
    pen = sheet.pen
    blocks = []
    for i in range(count):
        kind = pen.word("attachment_types")
        name = f"附件{i + 1}：{pen.word('attachments')}.{kind}"
        if pen.chance(0.3):
            name = f"{i + 1}.{sheet.story.title[:20]}{pen.word('attachments')}.{kind}"
        blocks.append(Block("att", name, url=f"./P0{pen.number(10**9, 10**10)}.{kind}"))
    return blocks


def long(sheet: Sheet) -> list[Block]:
    """A long document with headings."""
    pen = sheet.pen
    blocks = []
    for part in range(1, 4):
        blocks.append(Block("h", f"{han_number(part)}、{pen.word('themes')}"))
        more = pen.story(sheet.place, pen.pick(["policy", "plan", "news"]), sheet.story.published)
        blocks += [Block("p", text) for text in more.paragraphs]
    return plain(sheet)[:1] + blocks


def with_files(sheet: Sheet) -> list[Block]:
    """A signed notice with files below."""
    return signed(sheet) + attached(sheet, sheet.pen.number(1, 3))


def bilingual(sheet: Sheet) -> list[Block]:
    """Chinese and English in turn."""
    blocks = []
    for text, english in zip(sheet.story.paragraphs, words()["english"], strict=False):
        blocks += [Block("p", text), Block("p", english)]
    return blocks


SHAPES: dict[str, Shape] = {
    "plain": plain,
    "signed": signed,
    "deadline": deadline,
    "retold": retold,
    "effective": effective,
    "names": names,
    "budget": budget,
    "pictures": pictures,
    "law": law,
    "interview": interview,
    "short": short,
    "long": long,
    "with_files": with_files,
    "bilingual": bilingual,
}
NEWS = ("plain", "plain", "retold", "pictures", "pictures", "interview")
USUAL = (
    *("plain", "signed", "signed", "deadline", "budget", "long"),
    *("with_files", "short", "effective", "names"),
)
