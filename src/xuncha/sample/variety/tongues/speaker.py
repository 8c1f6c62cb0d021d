"""A pen that writes in one of the minorities' languages."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from xuncha.sample.variety.pen import AS_OF, FIRST_DAY, Pen, Place, Story


@cache
def tongues() -> dict[str, dict[str, Any]]:
    """The word material of each tongue."""
    text = files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


class Speaker(Pen):
    """Writes titles and stories in a tongue; everything else as any pen."""

    def __init__(self, seed: int, tongue: str) -> None:
        """Take the words of the tongue."""
        super().__init__(seed)
        self.tongue = tongue
        self.terms = tongues()[tongue]

    def term(self, name: str) -> str:
        """One of the tongue's words."""
        return str(self.pick(self.terms[name]))

    def say(self, template: str) -> str:
        """A template with place, number and year filled in."""
        return template.format(
            p=self.term("places"), n=self.number(11, 9999), y=self.number(2019, 2026)
        )

    def title(self, place: Place, day: date) -> str:
        """A title in the tongue."""
        return self.say(self.term("titles"))

    def story(self, place: Place, sort: str, first: date = FIRST_DAY, last: date = AS_OF) -> Story:
        """An article in the tongue."""
        day = self.day(first, last)
        paragraphs = [
            " ".join(self.say(s) for s in self.some(self.terms["sentences"], self.number(1, 3)))
            for _ in range(self.number(3, 6))
        ]
        serial = self.number(10_000, 9_999_999)
        return Story(self.title(place, day), paragraphs, day, self.clock(), place.name, serial)
