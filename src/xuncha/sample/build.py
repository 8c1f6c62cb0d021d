"""Builds a sample web: pages, raw exports, truth and the description of the scenario."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

from xuncha.sample import judged, pages, plants, previous, traps
from xuncha.sample.accounts import fill_accounts, give_roles, make_accounts
from xuncha.sample.chance import stream
from xuncha.sample.cms import FAMILIES
from xuncha.sample.content import fill_site
from xuncha.sample.exports import write_csv, write_posts, write_register
from xuncha.sample.model import Account, Site
from xuncha.sample.pack import PackWriter
from xuncha.sample.places import Province, province
from xuncha.sample.plants import Planted, Planter
from xuncha.sample.probes import PROBE_HEAD, probe_rows
from xuncha.sample.prose import Writer
from xuncha.sample.retired import retired_sites
from xuncha.sample.scenario import Scenario, Seat, scenario
from xuncha.sample.seats import GOVERNMENT_THEMES, make_sites
from xuncha.sample.truth import Truth, WordingTruth, dump

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
        self.wording: list[Planted] = []
        self.repaired: list[Planted] = []
        self.previous_rows: list[previous.Row] = []
        self.lures: list[str] = []

    def compose(self) -> None:
        """Write all articles and posts, then plant what is to be found and what is not."""
        for seat, site in self.sites.items():
            rng = stream(self.plan.name, "articles", site.code)
            fill_site(site, self.writer, self.today, rng)
            scene = self.writer.scene(site.body, rng)
            traps.apply(site, scene, self.writer, self.today, rng, self.trap_rate(seat))
            judged.settle_newest(site, self.today)
            FAMILIES[site.family].place(site)
        give_roles(self.plan, self.accounts)
        fill_accounts(self.plan, self.accounts, self.writer)
        self.plant_sites()
        self.plant_accounts()
        self.plant_lures()
        for site in self.sites.values():
            traps.note_traps(site)

    def trap_rate(self, seat: Seat) -> float:
        """How likely each random trap is; walls hide everything, so none is set behind them."""
        return 0.0 if self.sites[seat].wall else self.plan.trap_rate

    def plant_sites(self) -> None:
        """Wording errors on sites, some of them named last quarter already."""
        plan = self.plan
        rng = stream(plan.name, "wording sites")
        planter = Planter(rng)
        free = [s for s in self.sites.values() if not s.wall and "tibetan" not in s.traps]
        chosen = rng.sample(free, plan.wording_sites)
        for index, site in enumerate(chosen):
            carried = index < plan.wording_carried
            scene = self.writer.scene(site.body, stream(plan.name, "slips", site.code))
            slips = planter.choose(rng.randint(3, 5), carried)
            items = plants.plant_site(site, scene, self.writer, slips)
            if carried:
                items[0] = replace(items[0], carried_over=True)
            self.wording.extend(items)
        repaired_on = [s for s in free if s not in chosen[: plan.wording_carried]]
        wanted = rng.sample(repaired_on, min(len(repaired_on), plan.wording_carried + 4))
        elsewhere = chosen[-1]
        for site in [elsewhere, *(s for s in wanted if s is not elsewhere)]:
            scene = self.writer.scene(site.body, stream(plan.name, "repaired", site.code))
            slip = planter.take(set())
            if site is elsewhere:
                last = self.wording[-1]
                slip = next(s for s in planter.slips if s.wrong == last.wrong)
            self.repaired.append(plants.put_right(site, scene, self.writer, slip))
        gone = self.repaired[-1]
        self.repaired[-1] = replace(gone, url=gone.url.rsplit("/", 1)[0] + "/gone.html")

    def plant_accounts(self) -> None:
        """Wording errors in posts."""
        plan = self.plan
        rng = stream(plan.name, "wording accounts")
        planter = Planter(rng)
        free = [a for a in self.accounts if len(a.posts) >= 5 and a.role != "silent"]
        chosen = rng.sample(free, plan.wording_accounts + 2)
        for index, account in enumerate(chosen):
            theme = account.body.theme or rng.choice(GOVERNMENT_THEMES)
            scene = self.writer.scene(account.body, stream(plan.name, "slips", account.code))
            if index >= plan.wording_accounts:
                slip = planter.take({"punctuation"})
                post = account.posts[-1]
                scene.at(theme, post.at.date())
                bad, good, wrong, right = plants.spell(slip, scene, self.writer)
                post.text += good
                self.repaired.append(
                    Planted(
                        account.code,
                        post.url,
                        wrong,
                        right,
                        bad,
                        slip.kind,
                        slip.sort,
                        carried_over=False,
                    )
                )
                continue
            carried = index < plan.wording_accounts_carried
            slips = planter.choose(rng.choice([3, 3, 4]), carried)
            items = plants.plant_account(account, scene, self.writer, slips, theme)
            if carried:
                items[0] = replace(items[0], carried_over=True)
            self.wording.extend(items)

    def plant_lures(self) -> None:
        """Look-alikes on sites all over the province."""
        rng = stream(self.plan.name, "lures")
        free = [s for s in self.sites.values() if not s.wall]
        for number, lure in enumerate(plants.lures() * (1 if len(free) < 50 else 2)):
            site = free[number * 11 % len(free)]
            scene = self.writer.scene(site.body, stream(self.plan.name, "lure", number))
            sentence = plants.plant_lure(site, scene, self.writer, lure)
            if sentence:
                self.lures.append(sentence)
                site.traps.append("look-alike-words")
        self.plant_post_lures(rng)

    def plant_post_lures(self, rng: Random) -> None:
        """Look-alikes in posts of accounts."""
        free = [a for a in self.accounts if a.posts]
        for account in rng.sample(free, len(free) // 30):
            post = rng.choice(account.posts)
            scene = self.writer.scene(account.body, rng)
            scene.at("meeting", post.at.date())
            sentence = self.writer.grammar.fill(rng.choice(plants.lures()), rng, scene.slots)
            post.text += sentence
            self.lures.append(sentence)
            account.traps = sorted({*account.traps, "look-alike-words"})

    def write(self, out: Path) -> None:
        """Write the folder."""
        raw = out / "raw"
        raw.mkdir(parents=True, exist_ok=True)
        sites = list(self.sites.values())
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
        carried = [w for w in self.wording if w.carried_over]
        rows = previous.wording_rows([*carried, *self.repaired], names, rng)
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
        for item in self.wording:
            by_target.setdefault(item.target, []).append(item)
        targets = [
            judged.site_truth(site, self.today, seat, self.plan, by_target.get(site.code, []))
            for seat, site in self.sites.items()
        ]
        targets += [
            judged.account_truth(a, by_target.get(a.code, [])) for a in self.accounts if a.posts
        ]
        return Truth(
            scenario=self.plan.name,
            as_of=self.plan.as_of.isoformat(),
            reviewer=REVIEWER,
            targets=tuple(targets),
            wording=tuple(as_truth(w) for w in self.wording),
            hand_looks=tuple(judged.hand_look(s) for s in self.sites.values() if s.wall),
            repaired=tuple(as_truth(w) for w in self.repaired),
            lures=tuple(self.lures),
        )

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
            "rulebook": "qinghai",
            "in_force": list(plan.in_force),
            "repair_deadline": plan.repair_deadline,
            "notice_number": plan.notice_number,
            "reviewer": REVIEWER,
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


def build(scenario_name: str, out: Path) -> Path:
    """Write the sample web of a scenario into ``out`` and return it; the same bytes each time.

    Raises ``SampleError`` with one clear line when there is no such scenario.
    """
    work = Build(scenario(scenario_name))
    work.compose()
    work.write(out)
    return out
