"""A round over a hundred and twelve sites on two platforms, with a week of looks."""

from datetime import date, timedelta

import pytest

from tests.incidents.weeks import DOWN, take_in, week
from tests.office.conftest import AS_OF, SETTINGS, neighbour, office, other_office, reviewer
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import SilentReporter
from xuncha.office.casework import rounds
from xuncha.office.registry.models import Body, Site
from xuncha.office.registry.trees import rebuild

__all__ = ["neighbour", "office", "other_office", "reviewer"]
SHARED, OWN = "全省集约化平台", "自建"
NIGHT = AS_OF - timedelta(days=3, hours=2)
NINE_HOURS = timedelta(hours=9)
OUTAGE = (NIGHT, NINE_HOURS)


def code_of(number: int) -> str:
    """The code of a site by its number."""
    return f"11{number:08d}"


@pytest.fixture
def province(office, reviewer):
    """A round of so many sites on the shared platform and so many of their own."""

    def opened(shared: int, own: int, platforms: tuple[str, str] = (SHARED, OWN)):
        body = Body.objects.create(
            office=office, code="P", name="呼兰省", short_name="呼兰", level="province"
        )
        body.category = "government"
        body.save()
        rebuild(office)
        Site.objects.bulk_create(
            Site(
                office=office,
                code=code_of(number),
                name=f"第{number}号网站",
                url=f"http://www.s{number}.gov.cn/",
                body=body,
                site_type="department",
                level="province",
                has_services=False,
                status="running",
                platform=platforms[number >= shared],
            )
            for number in range(shared + own)
        )
        order = rounds.RoundOrder(
            title="测试检查",
            period_label="2024年第三季度",
            as_of=AS_OF,
            book=load_rulebook("national-2019"),
            rows_in_force=("W-V2",),
            settings=SETTINGS,
            scope_source="测试台账",
            scope_date=date(2024, 9, 1),
        )
        return rounds.open_round(office, order, reviewer)

    return opened


@pytest.fixture
def judged(province):
    """The round judged, given the spells each site was down in, how, and the address it answered
    from, by number."""

    def made(shared: int, own: int, spells: dict[int, tuple], failures=None, at=None, **given):
        inspection = province(shared, own, **given)
        failures, at = failures or {}, at or {}
        weeks = {
            code_of(one): week(
                AS_OF,
                str(one),
                spells.get(one, ()),
                failures.get(one, DOWN),
                at.get(one, ""),
            )
            for one in range(shared + own)
        }
        take_in(inspection, weeks)
        judge_round(inspection, SilentReporter())
        return inspection

    return made
