"""Small sites on loopback, visited once, read and held against the four update rows."""

from dataclasses import dataclass, replace

import pytest

from tests.acquire.conftest import AS_OF, SETTINGS
from tests.acquire.zoo import Zoo
from tests.examine import sites
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.checks.frame.declaration import load_checks
from xuncha.engine.domain.facts import SiteFacts
from xuncha.engine.domain.fetches import History
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.words import Level
from xuncha.engine.extract.site import read_site
from xuncha.engine.rulebook.load import load_rulebook

ROWS = ("W-V3", "W-V4.1", "W-V4.2", "W-V4.3")


@dataclass(frozen=True)
class Looked:
    """What one visit to a site gave: its facts and the outcome of each row."""

    facts: SiteFacts
    outcomes: dict[str, Outcome]

    @property
    def results(self) -> list[str]:
        """The results in the order of ``ROWS``."""
        return [self.outcomes[row].result.value for row in ROWS]


@pytest.fixture(scope="session")
def looked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Looked]:
    """Every site of ``sites.SITES`` by its first label."""
    out = tmp_path_factory.mktemp("examine")
    with Zoo() as zoo:
        for host, pages in sites.SITES.items():
            for path, exhibit in pages.items():
                zoo.show(host, path, exhibit)
        plans = tuple(_plan(host) for host in sites.SITES)
        settings = replace(SETTINGS, articles_per_column=2)
        visit_shard(ShardOrder(plans, settings, zoo.host_map, AS_OF, out))
    return {plan.code.split(".")[0]: _look(Bundle.open(out / plan.code)) for plan in plans}


def _plan(host: str) -> SitePlan:
    return SitePlan(host, host, f"http://{host}/", Level.COUNTY, True, True)


def _look(bundle: Bundle) -> Looked:
    facts = read_site(bundle, bundle.as_of)
    book = load_rulebook("national-2019")
    outcomes = {}
    for name in ROWS:
        row = book.row(name)
        check = load_checks()[row.check]
        params = check.params_from(row.id, row.params, row.condition.value)
        outcomes[name] = check.run(facts, History(), params, bundle.as_of)
    return Looked(facts, outcomes)
