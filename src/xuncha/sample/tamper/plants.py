"""Plants that stand in the markup of a page: hidden links, scripts, frames, redirects."""

from dataclasses import dataclass, field, replace
from random import Random

from xuncha.sample.chance import stream
from xuncha.sample.model import Site
from xuncha.sample.tamper.desk import Desk, insert
from xuncha.sample.tamper.ground import Ground
from xuncha.sample.tamper.spam import Hand
from xuncha.sample.tamper.truth import Seen, TamperPlant
from xuncha.sample.variety.forms import Form, read_forms

FILE_MARK = "\n@@file "
LINK_KINDS = frozenset(
    {
        *("style-hidden", "zero-size", "off-screen", "same-colour", "clipped", "behind"),
        *("noscript", "comment-script", "marquee", "footer-box", "script-written"),
    }
)
"""Kinds that hide links for search engines: these advertise ordinary trades too."""
OLD_SHARE = 0.3
"""How many of the plants stood there a quarter ago already."""


@dataclass(slots=True)
class Field:
    """What plants are put into: both webs, the free pages, the hand and the plants so far."""

    now: Desk
    before: Desk
    ground: Ground
    hand: Hand
    plants: list[TamperPlant] = field(default_factory=list)

    def note(self, plant: TamperPlant) -> None:
        """Remember a plant."""
        self.plants.append(plant)


def forms(name: str) -> tuple[Form, ...]:
    """The forms of one of this room's files."""
    return read_forms(name, __package__)


def advertised(kind: str, rng: Random) -> str:
    """What a plant of this kind advertises."""
    draw = rng.random()
    if kind in LINK_KINDS and draw < 0.25:
        return "trade"
    return "adult" if draw > 0.8 else "gambling"


def plant_markup(work: Field) -> None:
    """Every form of the files ``hidden`` and ``scripts`` on a page of its own."""
    for form in (*forms("hidden"), *forms("scripts")):
        kind = form.settings["kind"]
        rng = stream("tamper", "markup", kind, form.name)
        site, path = work.ground.take()
        work.hand.turn(rng, site, advertised(kind, rng))
        desks = [work.now]
        if rng.random() < OLD_SHARE and work.before.has(site.host, path):
            desks.append(work.before)
        put(form, site, path, desks, work.hand)
        work.note(
            TamperPlant(
                kind=kind,
                form=form.name,
                site=site.code,
                url=f"http://{site.host}{path}",
                targets=tuple(work.hand.targets),
                words=work.hand.sort,
                seen=Seen.PHONE if kind == "mobile-redirect" else Seen.EVERYBODY,
                since="before" if len(desks) > 1 else "now",
            )
        )


def put(form: Form, site: Site, path: str, desks: list[Desk], hand: Hand) -> None:
    """Put a form on a page of every desk, with the files it brings along."""
    if "refresh" in form.settings:
        url = hand.bad()
        for desk in desks:
            for twin in desk.twins(site.host, path):
                page = desk.web[site.host][twin]
                headers = (*page.headers, ("Refresh", f"0;url={url}"))
                desk.web[site.host][twin] = replace(page, headers=headers)
        return
    fragment, *brought = hand.fill(form.markup).split(FILE_MARK)
    for desk in desks:
        rng = stream("tamper", "room", form.name, path)
        text = insert(desk.text(site.host, path), form.settings["place"], fragment, rng)
        desk.write_text(site.host, path, text)
        for file in brought:
            head, _, content = file.partition("\n")
            where, kind = head.split(" ")
            desk.add_file(site.host, where, content, kind)
