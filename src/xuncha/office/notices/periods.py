"""How notices speak of quarters: 2026年第三季度, 三季度, and the quarter before."""

import re

QUARTERS = "一二三四"
PERIOD = re.compile(rf"(\d{{4}})年第([{QUARTERS}])季度")


def short_of(period: str) -> str:
    """三季度 for 2026年第三季度; any other period stays as it is."""
    found = PERIOD.fullmatch(period)
    return f"{found[2]}季度" if found else period


def quarter_before(period: str) -> str:
    """2026年第二季度 for 2026年第三季度; 上期 for a period that is no quarter."""
    found = PERIOD.fullmatch(period)
    if found is None:
        return "上期"
    year, quarter = int(found[1]), QUARTERS.index(found[2])
    return f"{year if quarter else year - 1}年第{QUARTERS[quarter - 1]}季度"


def called_before(period: str) -> str:
    """What the running text calls the period before: 上季度, or 上期."""
    return "上季度" if PERIOD.fullmatch(period) else "上期"
