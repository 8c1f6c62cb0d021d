"""Personal data in the forms pages show it, and numbers that are no personal data."""

from random import Random

from benchmarks.trials.material import Case, Plant, column, filled
from benchmarks.trials.numbers import card, drawn, identity, mobile

EACH, TRAPS = 1000, 2000
MAKERS = {"id": identity, "phone": mobile, "card": card}
GROUPS = {"id": (6, 8, 4), "phone": (3, 4, 4), "card": (4, 4, 4, 4, 4)}
FORMS = {
    "id": (
        "plain",
        "plain",
        "lower x",
        "full width",
        "spaces",
        "cell",
        "tab split",
        "line split",
        "dashes",
    ),
    "phone": (
        "plain",
        "plain",
        "full width",
        "spaces",
        "cell",
        "tab split",
        "line split",
        "dashes",
        "+86",
    ),
    "card": ("plain", "plain", "full width", "spaces", "cell", "tab split", "line split", "dashes"),
}
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
SEPARATORS = {"spaces": " ", "tab split": "\t", "line split": "\n", "dashes": "-"}


def cases(random: Random, size: float = 1.0) -> list[Case]:
    """Texts with one number each, then traps."""
    found = []
    for kind, maker in MAKERS.items():
        for number in range(int(EACH * size)):
            form = FORMS[kind][number % len(FORMS[kind])]
            found.append(_planted(kind, form, maker(random), random))
    for _ in range(int(TRAPS * size)):
        text = drawn(random.choice(column("personal", "text", kind="trap")), random)
        found.append(Case(filled(text, random), "trap"))
    return found


def shaped(kind: str, form: str, number: str, random: Random) -> str:
    """The number as written in a form."""
    if form == "lower x":
        return number.replace("X", "x")
    if form == "full width":
        return number.translate(WIDE)
    if form not in SEPARATORS:
        return number
    separator = SEPARATORS[form]
    if form == "spaces":
        separator = random.choice((" ", "  ", "　", "\u00a0"))
    groups = _groups(kind, number, random)
    if form in ("line split", "tab split"):
        at = random.randrange(1, len(groups))
        return "".join(groups[:at]) + separator + "".join(groups[at:])
    return separator.join(groups)


def _groups(kind: str, number: str, random: Random) -> list[str]:
    if kind == "id" and random.random() < 0.3:
        return (
            list(number)
            if random.random() < 0.3
            else [number[:3], number[3:6], number[6:14], number[14:]]
        )
    parts, at = [], 0
    for length in GROUPS[kind]:
        if number[at : at + length]:
            parts.append(number[at : at + length])
        at += length
    return parts


def _planted(kind: str, form: str, number: str, random: Random) -> Case:
    written = shaped(kind, form, number, random)
    if form == "cell":
        before = random.choice(
            ("序号\t姓名\t号码\t备注\n1\t李大山\t", "| 1 | 陈小河 | ", "1\t王福\t男\t", "3,孙玉梅,")
        )
        after = random.choice(("\t已审核\n", " | 通过 |", "\t312.50", ",合格"))
        if kind == "card":
            before = (
                before.replace("号码", "银行卡号")
                if "号码" in before
                else "姓名\t银行卡号\n" + before
            )
    else:
        text = filled(random.choice(column("personal", "text", kind=kind)), random)
        before, after = text.split("{X}")
    if form == "+86":
        before += random.choice(("+86", "+86 ", "86-", "（+86）"))
    plant = Plant(0, len(written), "", form)
    return Case(written, kind, (plant,), kinds=("privacy",)).moved(before, after)
