"""The DOCX as LibreOffice lays it out: lines, characters, pages."""

import os
import re
import shutil
import subprocess
from importlib.resources import files

import pytest

from tests.notices.sample_notice import sample_notice
from xuncha.office.notices.gongwen import write_docx
from xuncha.office.notices.script import standard_script

MISSING = [tool for tool in ("soffice", "pdftotext", "fc-match") if shutil.which(tool) is None]
FONTS = files("xuncha.data").joinpath("fonts", "xuncha-office-fonts.conf")


def fonts():
    return {**os.environ, "FONTCONFIG_FILE": str(FONTS)}


def matched(name):
    found = subprocess.run(
        ["fc-match", "-f", "%{family[0]}", name],
        env=fonts(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return found.stdout


if MISSING:
    pytestmark = pytest.mark.skip(reason=f"缺少 {'、'.join(MISSING)}，未检查排版")
elif "CJK" not in matched("Noto Serif CJK SC"):
    pytestmark = pytest.mark.skip(reason="缺少 Noto Serif CJK SC 字体，未检查排版")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The text of every page, line by line, without blank lines."""
    folder = tmp_path_factory.mktemp("rendered")
    (folder / "notice.docx").write_bytes(
        write_docx(sample_notice(), standard_script(sample_notice()))
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "notice.docx"],
        cwd=folder, env=fonts(), capture_output=True, timeout=180, check=True,
    )  # fmt: skip
    read = subprocess.run(
        ["pdftotext", "-layout", "notice.pdf", "-"],
        cwd=folder, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [[li for li in page.splitlines() if li.strip()] for page in read.stdout.split("\f")]


def test_a_full_page_has_twenty_two_lines(pages):
    second = pages[1]
    assert second[-1].replace(" ", "") == "—2—"
    assert len(second) - 1 == 22


def test_a_line_of_plain_characters_has_twenty_eight(pages):
    lines = [line.strip() for page in pages[1:4] for line in page]
    plain = [line for line in lines if re.fullmatch(r"[\u4e00-\u9fff、，；。]+", line)]
    assert max(len(line) for line in plain) == 28


def test_the_first_page_carries_head_title_and_text(pages):
    first = "\n".join(pages[0])
    assert "沱政办函〔2026〕88" in first
    assert "一、检查情况" in first


def test_annexes_follow_on_pages_of_their_own(pages):
    heads = [page[0].replace(" ", "") for page in pages if page]
    assert [head for head in heads if head.startswith("附件")] == [
        "附件1", "附件2", "附件3", "附件4",
    ]  # fmt: skip


def test_the_foot_closes_the_last_page(pages):
    last = [page for page in pages if page][-1]
    assert last[-3].strip().startswith("抄送：")
    assert last[-2].replace(" ", "").endswith("2026年10月16日印发")


@pytest.mark.parametrize("name", ["方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"])
def test_every_office_font_has_a_chinese_stand_in(name):
    assert matched(name) != matched("no such font at all")
