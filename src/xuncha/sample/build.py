"""Builds a sample web: pages, raw exports, truth and the description of the scenario."""

import json
from pathlib import Path

from xuncha.sample import judged, pages, previous, traps
from xuncha.sample.accounts import fill_accounts, give_roles, make_accounts
from xuncha.sample.chance import seeded, stream
from xuncha.sample.cms import FAMILIES
from xuncha.sample.content import fill_site
from xuncha.sample.exports import PLATFORM_NAMES, write_csv, write_posts, write_register
from xuncha.sample.model import Account, Site
from xuncha.sample.pack import PackWriter
from xuncha.sample.places import Province, province
from xuncha.sample.planting import Planting, plant
from xuncha.sample.plants import Planted
from xuncha.sample.probes import PROBE_HEAD, probe_rows
from xuncha.sample.prose import Writer
from xuncha.sample.retired import retired_sites
from xuncha.sample.scenario import Scenario, Seat, scenario
from xuncha.sample.seats import make_sites
from xuncha.sample.tamper.disturb import Tampering
from xuncha.sample.tamper.judged import with_plants
from xuncha.sample.tamper.subjects import add_subjects, load_subjects
from xuncha.sample.tamper.truth import TamperPlant
from xuncha.sample.truth import OutageTruth, Truth, WordingTruth, dump

REVIEWER = "方志宁"


class Build:
    """One scenario in the making."""

    def __init__(self, plan: Scenario) -> None:
        """Invent the province, its sites and accounts; nothing is written yet."""
        self.plan = plan
        self.today = plan.as_of.date()
        self.land: Province = province()
        self.writer = Writer(self.land)
        self.sites: dict[Seat, Site] = make_sites(plan, self.land)
        self.accounts: list[Account] = make_accounts(plan, self.land)
        self.planting = Planting()
        self.tampered = plan.previous_as_of is not None
        self.tampered_with: list[TamperPlant] = []
        if self.tampered:
            load_subjects(self.writer)

    def compose(self) -> None:
        """Write all articles and posts, then plant what is to be found and what is not."""
        for seat, site in self.sites.items():
            rng = stream(self.plan.name, "articles", site.code)
            fill_site(site, self.writer, self.today, rng)
            scene = self.writer.scene(site.body, rng)
            traps.apply(site, scene, self.writer, self.today, rng, self.trap_rate(seat))
            if self.tampered:
                add_subjects(site, scene, self.writer, self.today, rng)
            judged.settle_newest(site, self.today)
            FAMILIES[site.family].place(site)
        give_roles(self.plan, self.accounts)
        fill_accounts(self.plan, self.accounts, self.writer)
        self.planting = plant(self.plan, self.sites, self.accounts, self.writer)
        for site in self.sites.values():
            traps.note_traps(site)

    def trap_rate(self, seat: Seat) -> float:
        """How likely each random trap is; walls hide everything, so none is set behind them."""
        return 0.0 if self.sites[seat].wall else self.plan.trap_rate

    def write(self, out: Path) -> None:
        """Write the folder."""
        raw = out / "raw"
        raw.mkdir(parents=True, exist_ok=True)
        sites = list(self.sites.values())
        if self.tampered:
            tampering = Tampering(self.plan, sites, self.writer)
            hosts = tampering.write(out, self.accounts)
            self.tampered_with = tampering.plants
        else:
            with PackWriter(out) as pack:
                for site in sites:
                    pages.write_site(pack, site, self.today)
                pages.write_feeds(pack, self.accounts)
                hosts = list(pack.hosts)
        (out / "hosts.json").write_text(json.dumps(hosts, indent=1) + "\n", encoding="utf-8")
        registered = [*sites, *retired_sites(self.plan, self.land)]
        write_register(raw / "register.xlsx", self.land.all(), registered, self.accounts)
        write_posts(raw / "exports", self.accounts)
        write_csv(raw / "probes.csv", PROBE_HEAD, probe_rows(self.plan, self.sites))
        write_csv(raw / "previous.csv", previous.PREVIOUS_HEAD, self.previous())
        dump(self.truth(), out / "truth.json")
        text = json.dumps(self.describe(), ensure_ascii=False, indent=1) + "\n"
        (out / "scenario.json").write_text(text, encoding="utf-8")

    def previous(self) -> list[previous.Row]:
        """Last quarter's confirmed findings, in the order of their targets."""
        rng = stream(self.plan.name, "previous")
        names = {s.code: (s.name, "网站") for s in self.sites.values()}
        names |= {a.code: (a.name, "账号") for a in self.accounts}
        carried = [w for w in self.planting.wording if w.carried_over]
        rows = previous.wording_rows([*carried, *self.planting.repaired], names, rng)
        calm = [s for s in self.sites.values() if not s.role and not s.wall]
        for site, indicator in zip(calm, ("W-V4.3", "W-V4.1"), strict=False):
            column = site.columns[0]
            url = f"http://{site.host}{column.path}"
            rows.append(
                previous.other_row(site.code, site.name, "网站", indicator, url, column.name)
            )
        quick = next(a for a in self.accounts if not a.role and a.posts and a.function == "发布")
        rows.append(
            previous.other_row(quick.code, quick.name, "账号", "N-V2.1", "", "两周内无更新")
        )
        return sorted(rows)

    def truth(self) -> Truth:
        """The truth of the whole scenario."""
        by_target: dict[str, list[Planted]] = {}
        for item in self.planting.wording:
            by_target.setdefault(item.target, []).append(item)
        targets = [
            judged.site_truth(site, self.today, seat, self.plan, by_target.get(site.code, []))
            for seat, site in self.sites.items()
        ]
        targets += [
            judged.account_truth(a, by_target.get(a.code, [])) for a in self.accounts if a.posts
        ]
        targets = with_plants(targets, self.tampered_with)
        return Truth(
            scenario=self.plan.name,
            as_of=self.plan.as_of.isoformat(),
            reviewer=REVIEWER,
            targets=tuple(targets),
            wording=tuple(as_truth(w) for w in self.planting.wording),
            hand_looks=tuple(judged.hand_look(s) for s in self.sites.values() if s.wall),
            repaired=tuple(as_truth(w) for w in self.planting.repaired),
            lures=tuple(self.planting.lures),
            outages=self.outages(),
        )

    def outages(self) -> tuple[OutageTruth, ...]:
        """The outage of the scenario, as the truth names it; none where it has none."""
        if self.plan.outage is None:
            return ()
        family = self.plan.outage.family
        codes = tuple(site.code for site in self.sites.values() if site.family == family)
        return (OutageTruth(PLATFORM_NAMES.get(family, ""), codes, "平台运维单位已书面说明"),)

    def describe(self) -> dict[str, object]:
        """``scenario.json``."""
        plan = self.plan
        return {
            "name": plan.name,
            "title": plan.title,
            "as_of": plan.as_of.isoformat(),
            "period": plan.period,
            "office": plan.office,
            "province": self.land.portal.area.name,
            "rulebook": plan.rulebook,
            "in_force": list(plan.in_force),
            "repair_deadline": plan.repair_deadline,
            "notice_number": plan.notice_number,
            "reviewer": REVIEWER,
            **self.looked_at_twice(),
        }

    def looked_at_twice(self) -> dict[str, str]:
        """What a scenario that is served twice says beside; nothing for the others."""
        earlier = self.plan.previous_as_of
        if earlier is None:
            return {}
        return {
            "visit_settings": self.plan.visit_settings,
            "previous_as_of": earlier.isoformat(),
        }


def as_truth(item: Planted) -> WordingTruth:
    """A planted error as the truth names it."""
    return WordingTruth(
        item.target,
        item.url,
        item.wrong,
        item.right,
        item.sentence,
        item.kind,
        item.sort,
        item.carried_over,
    )


def build(scenario_name: str, out: Path, seed: int = 0) -> Path:
    """Write the sample web of a scenario into ``out`` and return it; the same bytes each time.

    Another ``seed`` draws another web. Raises ``SampleError`` with one clear line when there is no
    such scenario.
    """
    with seeded(seed):
        work = Build(scenario(scenario_name))
        work.compose()
        work.write(out)
    return out
