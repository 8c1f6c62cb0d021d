"""List files as offices write them."""

import csv

import pytest
from openpyxl import Workbook

from tests.office.conftest import (  # noqa: F401
    inspection,
    neighbour,
    office,
    order,
    other_office,
    register,
    reviewer,
)

WORDS = ("错误写法", "正确写法", "理由", "类别", "等级", "例外", "起", "止")


@pytest.fixture
def sheet(tmp_path):
    """Writes rows as a CSV (or TSV, by the suffix of its name) with the headers of 易错词."""

    def write(*rows, headers=WORDS, name="词库.csv", encoding="utf-8"):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter="," if name.endswith(".csv") else "\t")
            writer.writerow(headers)
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def workbook(tmp_path):
    """Writes an XLSX of sheets, each a list of rows with its headers first."""

    def write(sheets, name="词库.xlsx"):
        book = Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            page = book.create_sheet(title)
            for row in rows:
                page.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write
