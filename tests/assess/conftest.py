"""A year with rounds and records, from the offices and registers of tests/office."""

from datetime import date

import pytest
from django.utils import timezone

from tests.office.conftest import (  # noqa: F401
    inspection,
    neighbour,
    office,
    order,
    other_office,
    register,
    reviewer,
)
from tests.office.results import summary
from xuncha.engine.domain.words import Level, Result, TargetKind
from xuncha.engine.judge.ruling import Ruling
from xuncha.engine.judge.verdict import judge
from xuncha.engine.rulebook.scope import TargetFrame
from xuncha.office.assess import assessing
from xuncha.office.casework import verdicts
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.taking_in import store_target
from xuncha.office.notices.models import SideRecord

REGION, BUREAU = "青石市", "省直"
FRAME = TargetFrame(TargetKind.SITE, Level.CITY)


@pytest.fixture
def judged(inspection):  # noqa: F811
    """The round of the third quarter, issued: the city's site fails for being out of reach."""
    book = book_of(inspection)
    for target in inspection.targets.filter(kind="site"):
        store_target(target, summary(), [])
        failed = Result.HIT if target.region == REGION else Result.CLEAR
        verdicts.store(target, book, judge(FRAME, [Ruling("W-V2", failed)], book))
    inspection.state = "issued"
    inspection.save()
    return inspection


@pytest.fixture
def assessment(register, reviewer):  # noqa: F811
    return assessing.open_assessment(register, 2024, reviewer)


@pytest.fixture
def records(register, reviewer):  # noqa: F811
    """Three valid reports and one invalid of the year, one of the year before."""
    rows = (
        ("1", date(2024, 2, 1), "青石市人民政府", "有效", "未办结"),
        ("2", date(2024, 3, 1), "青石市人民政府", "有效", "逾期办结"),
        ("3", date(2024, 3, 2), "青石市人民政府", "有效", "按期办结"),
        ("4", date(2024, 3, 3), "青石市人民政府", "无效", "未办结"),
        ("5", date(2023, 3, 3), "青石市人民政府", "有效", "未办结"),
    )
    for at, (number, on, body, valid, state) in enumerate(rows, 1):
        SideRecord.objects.create(
            office=register,
            kind="fault-report",
            on=on,
            key=number,
            cells={"编号": number, "单位": body, "是否有效": valid, "办理情况": state},
            source="找错.xlsx",
            source_digest="0" * 64,
            row=at,
            by=reviewer,
            by_name=reviewer.name,
            at=timezone.now(),
        )
    return register
