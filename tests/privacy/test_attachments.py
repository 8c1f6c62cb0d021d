"""A row of a workbook is one passage, so the row says whose number it is."""

import io

from openpyxl import Workbook

from tests.privacy.finding import CARD, ID, MOBILE, sure
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.extract.attachments.reading import read_file


def test_every_number_of_a_workbook_row_is_found() -> None:
    book = Workbook()
    book.active.append(["姓名", "身份证号", "手机号", "银行卡号"])
    book.active.append(["张某某", ID, int(MOBILE), f"{CARD[:4]} {CARD[4:8]} {CARD[8:]}"])
    file = io.BytesIO()
    book.save(file)
    limits = load_settings("default").attachments
    assert limits is not None
    _, row = read_file(file.getvalue(), "名单.xlsx", limits).blocks
    assert row.language == "zh"
    assert sure(row.text) == [ID, MOBILE, f"{CARD[:4]} {CARD[4:8]} {CARD[8:]}"]
