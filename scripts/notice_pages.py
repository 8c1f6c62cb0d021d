"""Writes docs/notices: a page for each function F01 to F40 and, with ``--pictures``, its picture.

Pages are part of ``make docs``. Pictures are drawn by LibreOffice from the invented province of the
tests: ``python -m scripts.notice_pages --pictures`` (needs soffice, pdftoppm and the fonts).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops

from xuncha.office.notices.functions import Function, functions
from xuncha.office.notices.section import all_sections
from xuncha.office.notices.template import load_template, template_names

DOCS = Path(__file__).parents[1] / "docs" / "notices"
FONTS = Path(__file__).parents[1] / "src/xuncha/data/fonts/xuncha-office-fonts.conf"
CONVERT = ("--headless", "--convert-to", "pdf")
DPI = 80
MARGIN = 16
SHADES = 16
PAGES_SHOWN = 2


EDITIONS = """

## 版本和印发

在“文件”页选一个模板拟写通报：略去、移动模板允许的部分，在旁边写自己的段落；由程序算出的文字不能改，
自拟段落里的数与通报对照，对不上的提醒。拟稿、核稿、审签须由不同的人办理，每一步都记下稿子的摘要；
以后改动稿子、或者检查的记录有了变化，都退回拟稿。
检查定稿以后才能审签、印发（在页面上，或者 `xuncha notice issue`）：
内部版和公开版同时生成，各有 DOCX 和 XLSX，编号、存档；
内部版里的每个数都可以点开，看它数的是哪些对象、线索和记录。
`xuncha notice repeat` 由记录重新生成，逐字节比对。
印发以后有错的，同样拟稿、核稿、审签，另印发更正通报：写明更正哪一份，附“更正事项”逐处对照。

公开版里的每一段文字都经过同一道关：台账中的名称、数字、限定用词可以写；错误写法只有普通错别字写出原文，
政治性表述、个人信息、姓名、网址一律不写；记录中的段落须在“是否公开”一列填“是”，再逐句查过才写；
拿不准的略去，印发的人会看到略去了几处、为什么。字样见 `data/lexicon/public_marks.tsv`，
各列写不写见 `data/notices/records.toml` 的 `discloses`。内部版写全部内容，个人信息遮盖。"""


def notice_pages() -> dict[str, str]:
    """Every page: path under docs/ → content."""
    found = {f"notices/{one.code}.md": _page(one) for one in functions()}
    rows = [f"| [{one.code}]({one.code}.md) | {one.title} | {_names(one)} |" for one in functions()]
    head = "| 编号 | 功能 | 模板中的部分 |\n| --- | --- | --- |\n"
    intro = (
        "# 通报的功能\n\n通报由模板（`data/notices/templates/*.toml`）按次序选用各部分生成，"
        "数字一律从检查记录算出。检查以外的数据（找错留言、通知单、模拟咨询等）按同名工作表导入，格式见"
        "`data/notices/records.toml`。\n\n"
    )
    shipped = "".join(f"\n- `{name}`：{load_template(name).title}" for name in template_names())
    found["notices/README.md"] = (
        f"{intro}## 模板\n{shipped}{EDITIONS}\n\n## 功能\n\n{head}" + "\n".join(rows)
    )
    return found


def _page(one: Function) -> str:
    parts = "\n".join(_snippet(part) for part in one.parts)
    titles = "\n".join(
        f"- `{part.section}`：{all_sections()[part.section].title}" for part in one.parts
    )
    return (
        f"# {one.code} {one.title}\n\n{one.note}\n\n## 部分\n\n{titles}\n\n"
        f"## 模板写法\n\n```toml\n{parts}\n```\n\n"
        f"## 样子\n\n以虚构的省为例。\n\n![{one.title}]({one.code}.png)\n"
    )


def _snippet(part: Any) -> str:
    options = ", ".join(f"{key} = {_toml(value)}" for key, value in part.options.items())
    return f'[[chapters.parts]]\nsection = "{part.section}"' + (
        f"\noptions = {{ {options} }}" if options else ""
    )


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(one)}' for key, one in value.items())} }}"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _names(one: Function) -> str:
    return "、".join(f"`{part.section}`" for part in one.parts)


def draw() -> None:
    """Draw every picture anew from rounds built in a database of their own."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XUNCHA_HOME"] = folder
        from xuncha.office.opening import open_office

        open_office()
        _documents(Path(folder))
        for one in functions():
            _picture(Path(folder), one.code)


def _documents(folder: Path) -> None:
    from tests.notices.built_round import (
        SAMPLING,
        build,
        build_department,
        example_of,
        site_code,
        take_in,
        with_columns,
        with_scores,
    )

    from xuncha.office.notices.excerpt import write_excerpt

    province, department = build(folder), build_department(folder)
    scores = {site_code(1): 95.5, site_code(2): 88, site_code(4): 88, site_code(6): 72.5}
    with_scores(province.inspection, scores)
    with_columns(province.inspection)
    codes = [one.code for one in functions()]
    for code in sorted(codes, key=lambda code: code == "F04"):
        if code == "F04":
            rows = {"sampling": SAMPLING}
            take_in(province.office, province.reviewer, folder / "抽查.xlsx", rows)
        facts, script = example_of(code, province, department)
        (folder / f"{code}.docx").write_bytes(write_excerpt(facts.content, script))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(  # noqa: S603 - a fixed command on our own files
        [
            _tool("soffice"),
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            *(f"{c}.docx" for c in codes),
        ],
        cwd=folder,
        env={**os.environ, "FONTCONFIG_FILE": str(FONTS)},
        capture_output=True,
        check=True,
    )


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"缺少 {name}；请先运行 make machine")
    return found


def _picture(folder: Path, code: str) -> None:
    """The first pages without their empty margins, under each other, in a few shades."""
    subprocess.run(  # noqa: S603 - a fixed command on our own files
        [_tool("pdftoppm"), "-r", str(DPI), "-gray", "-png", f"{code}.pdf", code],
        cwd=folder,
        check=True,
    )
    pages = [_trimmed(Image.open(path)) for path in sorted(folder.glob(f"{code}-*.png"))]
    shown = pages[:PAGES_SHOWN]
    width = max(page.width for page in shown)
    sheet = Image.new("L", (width, sum(page.height for page in shown)), 255)
    top = 0
    for page in shown:
        sheet.paste(page, (0, top))
        top += page.height
    sheet.quantize(SHADES).save(DOCS / f"{code}.png", optimize=True)


def _trimmed(page: Image.Image) -> Image.Image:
    """The page without the white around its text and without its page number."""
    body = page.convert("L").crop((0, 0, page.width, int(page.height * 0.9)))
    box = ImageChops.invert(body).getbbox() or (0, 0, body.width, MARGIN)
    return body.crop(
        (
            0,
            max(box[1] - MARGIN, 0),
            body.width,
            min(box[3] + MARGIN, body.height),
        )
    )


def main() -> int:
    """Draw the pictures; 0 when done."""
    if "--pictures" not in sys.argv[1:]:
        sys.stderr.write("用法：python -m scripts.notice_pages --pictures\n")
        return 2
    DOCS.mkdir(parents=True, exist_ok=True)
    draw()
    return 0


if __name__ == "__main__":
    sys.exit(main())
