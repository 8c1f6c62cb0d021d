"""Who gets which wording errors, which were repaired, and where the look-alikes go."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from xuncha.sample import plants
from xuncha.sample.chance import stream
from xuncha.sample.model import Account, Site
from xuncha.sample.plants import LAST_CHECK, Planted, Planter
from xuncha.sample.prose import Writer
from xuncha.sample.scenario import Scenario, Seat
from xuncha.sample.seats import GOVERNMENT_THEMES

REPAIRED_ACCOUNTS = 2
POSTS_PER_LURE = 30


@dataclass(slots=True)
class Planting:
    """What was planted."""

    wording: list[Planted] = field(default_factory=list)
    repaired: list[Planted] = field(default_factory=list)
    lures: list[str] = field(default_factory=list)


def plant(
    plan: Scenario, sites: Mapping[Seat, Site], accounts: list[Account], writer: Writer
) -> Planting:
    """Plant everything; sites behind walls get nothing."""
    done = Planting()
    reachable = [s for s in sites.values() if not s.wall]
    plant_sites(plan, reachable, writer, done)
    plant_accounts(plan, accounts, writer, done)
    plant_lures(plan, reachable, writer, done)
    plant_post_lures(plan, accounts, writer, done)
    return done


def plant_sites(plan: Scenario, sites: list[Site], writer: Writer, done: Planting) -> None:
    """Wording errors on sites, some of them named last quarter already."""
    rng = stream(plan.name, "wording sites")
    planter = Planter(rng)
    aged = [s for s in sites if plants.open_articles(s, LAST_CHECK)]
    chosen = rng.sample(aged, plan.wording_sites)
    for index, site in enumerate(chosen):
        carries = index < plan.wording_carried
        scene = writer.scene(site.body, stream(plan.name, "slips", site.code))
        slips = planter.choose(rng.randint(3, 5))
        done.wording.extend(plants.plant_site(site, scene, writer, slips, carries))
    others = [s for s in aged if s not in chosen[: plan.wording_carried] and s is not chosen[-1]]
    repaired = rng.sample(others, min(len(others), plan.wording_carried + 4))
    for site in (chosen[-1], *repaired):
        scene = writer.scene(site.body, stream(plan.name, "repaired", site.code))
        slip = planter.take(set())
        if site is chosen[-1]:
            slip = next(s for s in planter.slips if s.wrong == done.wording[-1].wrong)
        done.repaired.append(plants.put_right_site(site, scene, writer, slip))
    gone = done.repaired[-1]
    done.repaired[-1] = replace(gone, url=gone.url.rsplit("/", 1)[0] + "/gone.html")


def plant_accounts(plan: Scenario, accounts: list[Account], writer: Writer, done: Planting) -> None:
    """Wording errors in posts; carried-over ones in a post that stays on top for months."""
    rng = stream(plan.name, "wording accounts")
    planter = Planter(rng)
    free = [a for a in accounts if len(a.posts) >= 5 and a.role != "silent"]
    chosen = rng.sample(free, plan.wording_accounts + REPAIRED_ACCOUNTS)
    for index, account in enumerate(chosen):
        theme = account.body.theme or rng.choice(GOVERNMENT_THEMES)
        scene = writer.scene(account.body, stream(plan.name, "slips", account.code))
        carries = index < plan.wording_accounts_carried
        repaired = index >= plan.wording_accounts
        if carries or repaired:
            plants.keep_an_old_post(account, scene, writer, theme)
        if repaired:
            slip = planter.take({"punctuation"})
            item = plants.put_right_account(account, scene, writer, slip, theme)
            done.repaired.append(item)
            continue
        slips = planter.choose(rng.choice([3, 3, 4]))
        items = plants.plant_account(account, scene, writer, slips, theme)
        if carries:
            items[0] = replace(items[0], carried_over=True)
        done.wording.extend(items)


def plant_lures(plan: Scenario, sites: list[Site], writer: Writer, done: Planting) -> None:
    """Look-alikes on sites all over the province."""
    for number, lure in enumerate(plants.lures() * (1 if len(sites) < 50 else 2)):
        site = sites[number * 11 % len(sites)]
        scene = writer.scene(site.body, stream(plan.name, "lure", number))
        sentence = plants.plant_lure(site, scene, writer, lure)
        if sentence:
            done.lures.append(sentence)
            site.traps.append("look-alike-words")


def plant_post_lures(
    plan: Scenario, accounts: list[Account], writer: Writer, done: Planting
) -> None:
    """Look-alikes in posts of accounts."""
    rng = stream(plan.name, "post lures")
    free = [a for a in accounts if a.posts]
    for account in rng.sample(free, len(free) // POSTS_PER_LURE):
        post = rng.choice(account.posts)
        scene = writer.scene(account.body, rng)
        scene.at("meeting", post.at.date())
        sentence = writer.grammar.fill(rng.choice(plants.lures()), rng, scene.slots)
        post.text += sentence
        done.lures.append(sentence)
        account.traps = sorted({*account.traps, "look-alike-words"})
