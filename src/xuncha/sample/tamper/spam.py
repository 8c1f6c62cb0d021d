"""The hand that writes spam: invented hosts, words, links plain and disguised."""

import base64
import json
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from random import Random
from typing import TypeVar

from xuncha.sample.chance import stream
from xuncha.sample.model import Site
from xuncha.sample.variety.forms import SLOT, Form

PATHS = ("/", "/", "/", "/app/", "/ssc/", "/index.php", "/reg.html")
Link = tuple[str, str]
T = TypeVar("T")


@cache
def words() -> dict[str, list[str]]:
    """The word lists of the plants."""
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return lists


class Hand:
    """Fills the slots of a form; remembers in ``targets`` where its links lead.

    ``spam`` and ``steady`` collect all outside hosts ever drawn; ``turn`` starts a new plant.
    """

    def __init__(self, sites: Sequence[Site]) -> None:
        """Know the sites, so that innocent links can lead to them."""
        self.sites = sites
        self.spam: dict[str, str] = {}
        self.steady: dict[str, str] = {}
        self.rng = stream()
        self.site = self.office = sites[0]
        self.sort = "gambling"
        self.hosts: list[str] = []
        self.targets: list[str] = []
        self.slots: dict[str, Callable[[str], str]] = {
            "links": lambda join: (join or " ").join(self.anchor(*x) for x in self.links()),
            "items": lambda _: "".join(f"<li>{self.anchor(*x)}</li>" for x in self.links()),
            "writes": lambda _: "\n".join(
                f"document.write(\"<a href='{u}'>{w}</a>\");" for u, w in self.links()
            ),
            "coloured": self.coloured,
            "dots": lambda _: "".join(
                f'<a href="{u}" title="{w}" style="text-decoration:none;color:inherit">.</a>'
                for u, w in self.links()
            ),
            "codes": lambda _: ",".join(str(ord(c)) for c in self.written()),
            "percent": lambda _: "".join(map(percent, self.block())),
            "hex": lambda _: "".join(map(hexadecimal, self.block())),
            "base64": lambda _: base64.b64encode(self.block().encode()).decode(),
            "reversed": lambda _: self.block()[::-1],
            "pieces": lambda _: self.pieces(),
            "entities": lambda _: "".join(f"&#{ord(c)};" for c in self.bad()),
            "bad": lambda _: self.bad(),
            "host": lambda _: self.bad().split("/")[2],
            "word": lambda _: self.word(),
            "slogan": lambda _: self.slogan(),
            "brand": lambda _: self.pick(words()["brands"]),
            "n": lambda ends: str(self.rng.randint(*map(int, ends.split("|")))),
            "office": lambda _: self.pick(self.sites).body.name,
            "officeurl": lambda _: self.office_url(),
            "officename": lambda _: self.office.body.name,
            "site": lambda _: self.site.name,
            "self": lambda _: self.site.host,
            "steady": lambda _: self.steady_link()[0],
            "steadyname": lambda _: self.steady_link()[1],
            "offices": lambda _: self.offices(),
            "outside": lambda _: "".join(f"<li>{self.anchor(*x)}</li>" for x in self.outside()),
            "options": lambda _: "".join(
                f'<option value="{u}">{n}</option>' for u, n in self.outside()
            ),
        }

    def turn(self, rng: Random, site: Site, sort: str = "") -> None:
        """Start a plant on a site, advertising ``sort``."""
        self.rng, self.site, self.sort = rng, site, sort
        self.hosts, self.targets = [], []

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[int(self.rng.random() * len(choices))]

    def fill(self, markup: str) -> str:
        """The markup with every slot drawn; ``[[id]]`` is the same all through."""
        name = "".join(self.rng.choice("abcdefghjkmnpqrstuvwxyz") for _ in range(6))
        markup = markup.replace("[[id]]", name)
        return SLOT.sub(lambda m: self.slots[m[1]](m[2] or ""), markup)

    def page(self, forms: Sequence[Form], name: str) -> bytes:
        """A whole page of one of the forms."""
        form = next(f for f in forms if f.name == name)
        return self.fill(form.markup).encode()

    def word(self) -> str:
        """A word of what is advertised."""
        return self.pick(words()[self.sort])

    def new_host(self) -> str:
        """An invented host nobody else has."""
        heads = words()["trade_syllables" if self.sort == "trade" else "syllables"]
        while True:
            name = self.pick(heads) + self.pick(["", "-", self.pick(heads)])
            number = self.rng.randint(2, 9999)
            host = f"{self.pick(['www.', 'www.', '', 'm.'])}{name.strip('-')}{number}.example"
            if host not in self.spam:
                self.spam[host] = self.sort
                return host

    def bad(self) -> str:
        """An address the plant leads to."""
        if not self.hosts or (len(self.hosts) < 4 and self.rng.random() < 0.4):
            self.hosts.append(self.new_host())
        url = f"http://{self.pick(self.hosts)}/"
        if url not in self.targets:
            self.targets.append(url)
        return url

    def links(self) -> list[Link]:
        """The links of a plant: address and word."""
        found = []
        for _ in range(self.rng.randint(3, 16)):
            url = self.bad().removesuffix("/") + self.pick(PATHS)
            found.append((url, self.word()))
        self.targets = list(dict.fromkeys([*self.targets, *(u for u, _ in found)]))
        return found

    @staticmethod
    def anchor(url: str, word: str) -> str:
        """A link."""
        return f'<a href="{url}" target="_blank">{escape(word)}</a>'

    def coloured(self, how: str) -> str:
        """Links in a colour, set by style or by FONT tags."""
        colour, _, manner = how.partition("|")
        if manner == "font":
            return " ".join(
                f'<a href="{u}"><font color="{colour}">{w}</font></a>' for u, w in self.links()
            )
        return " ".join(
            f'<a href="{u}" style="color:{colour};text-decoration:none">{w}</a>'
            for u, w in self.links()
        )

    def block(self) -> str:
        """Hidden links in one line without double quotes, to be disguised."""
        links = " ".join(f"<a href='{u}'>{w}</a>" for u, w in self.links())
        return f"<div style='display:none'>{links}</div>"

    def written(self) -> str:
        """A script that writes them."""
        return f'document.write("{self.block()}");'

    def pieces(self) -> str:
        """The block cut into short strings."""
        text, step = self.block(), self.rng.randint(5, 9)
        parts = [text[i : i + step] for i in range(0, len(text), step)]
        return json.dumps(parts, ensure_ascii=False)

    def slogan(self) -> str:
        """One sentence of advertisement."""
        choice = self.pick(words()["adult_slogans" if self.sort == "adult" else "slogans"])
        return choice.format(
            brand=self.pick(words()["brands"]),
            word=self.word(),
            word2=self.word(),
            n=self.rng.randint(3, 99),
            host=self.bad().split("/")[2] if "{host}" in choice else "",
        )

    def steady_link(self) -> Link:
        """A harmless outside site: address and name."""
        index = int(self.rng.random() * len(words()["steady_hosts"]))
        host, name = f"www.{words()['steady_hosts'][index]}.example", words()["steady_names"][index]
        self.steady[host] = name
        return f"http://{host}/", name

    def office_url(self) -> str:
        """The address of another public body; its name is ``officename``."""
        self.office = self.pick(self.sites)
        return self.office.url

    def outside(self) -> list[Link]:
        """Several of them."""
        return [self.steady_link() for _ in range(self.rng.randint(3, 9))]

    def offices(self) -> str:
        """A list of links to other public bodies."""
        some = self.rng.sample(list(self.sites), self.rng.randint(4, 12))
        return "".join(f'<li><a href="{s.url}">{s.body.name}</a></li>' for s in some)


def percent(sign: str) -> str:
    """As JavaScript's ``escape`` writes it."""
    return f"%{ord(sign):02X}" if ord(sign) < 256 else f"%u{ord(sign):04X}"


def hexadecimal(sign: str) -> str:
    """As obfuscated scripts write it."""
    return f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"
