"""The register of a scenario is one the product takes without a fault."""

import pytest
from openpyxl import load_workbook

from xuncha import sample


@pytest.mark.parametrize("scenario", ["hamlet", "notice"])
def test_no_two_columns_share_an_address(scenario, tmp_path):
    sample.build(scenario, tmp_path)
    sheet = load_workbook(tmp_path / "raw" / "register.xlsx", read_only=True)["栏目"]
    rows = list(sheet.iter_rows(values_only=True))
    at = rows[0].index("栏目网址")
    addresses = [row[at] for row in rows[1:]]
    assert len(addresses) == len(set(addresses))
