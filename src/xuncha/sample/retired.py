"""Sites that stand in the register but are not in operation and are not inspected."""

from xuncha.sample.model import Site
from xuncha.sample.places import Province
from xuncha.sample.scenario import Scenario

RETIRED = (
    ("霁川省中小企业服务网", "zxqy", "永久下线"),
    ("霁川省农业信息网", "nyxx", "永久下线"),
    ("霁川省人才服务网", "rcfw", "永久下线"),
    ("霁川省公共资源交易专网", "ggzy", "临时下线"),
    ("霁川省地方志网", "dfz", "临时下线"),
)


def retired_sites(plan: Scenario, land: Province) -> list[Site]:
    """Register rows only: nobody serves these hosts. A small scenario has two of them."""
    rows = RETIRED if plan.accounts > 400 else RETIRED[2:4]
    return [
        Site(
            code=f"{land.portal.area.code}{600 + index:04d}",
            name=name,
            host=f"{host}.{land.portal.area.host}.example",
            body=land.departments[index],
            kind="其他",
            level="省级",
            scope="dept",
            themes=(),
            status=status,
        )
        for index, (name, host, status) in enumerate(rows)
    ]
