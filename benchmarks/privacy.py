"""Personal data: made-up valid numbers in many contexts and forms, and what must stay unflagged.

Prints recall by kind and form (band A, bands A and B), false flags by sort of trap, hits on the
statutes, flags on random digits, and speed. Numbers are made here by the published rules, not by
the code under test. Run it from the project folder: ``python -m benchmarks.privacy``; the corpus
is ../shared/corpus beside the checkout.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from benchmarks.proofread import CORPUS
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.privacy.layer import PersonalData

SEED = 20261123
REGIONS = ("110101", "130105", "310115", "440305", "510104", "610113", "622923", "630102", "632801")
MOBILE = ("133", "135", "138", "139", "147", "150", "159", "166", "177", "186", "189", "191", "199")
CARDS = {
    16: ("622588", "621483", "622521", "622690", "622660", "622622"),
    19: ("622202", "621700", "622848", "621799", "621660", "622700"),
}
NAMES = ("张三", "李某某", "王小明", "才让卓玛", "马某", "欧阳某", "赵建国")
PERSONS = (
    "{who}，男，汉族，{what}{n}，符合条件。",
    "拟录用人员：{who}，{what}：{n}。",
    "低保对象{who}（{what}{n}）家庭人均收入低于标准。",
    "当事人{who}，{what}为{n}，现予公告送达。",
    "被执行人{who}，{what}：{n}，未履行义务。",
    "留言人：{who}　{what}：{n}　反映供暖问题。",
    "补贴对象 {who} {what} {n} 已核实。",
    "姓名：{who}；{what}：{n}；住址：某某村。",
    "{who}\t{what}\t{n}\t女",
    "1\t{who}\t{n}\t某某村三组",
    "| {who} | {n} | 合格 |",
    "经查，{who}（{what}：{n}）系该房屋承租人。",
    "申请人{who}提交材料，{what}{n}。",
    "准考证领取名单：{who}，{what}{n}，考生须本人到场。",
    "请业主{who}尽快缴费，{what}:{n}",
    "住户{who}（{n}）已搬迁。",
)
NEUTRAL = (
    "{n}",
    "{who} {n}",
    "{who}（{n}）",
    "名单如下：{who}，{n}；其余另行通知。",
    "如需帮助可找{who}，{n}。",
    "{what}：{n}",
    "见附件（{what}{n}）。",
)
CALLED = {
    "id": ("身份证号", "公民身份号码", "身份证号码", "证件号码"),
    "mobile": ("手机", "手机号码", "联系电话", "电话"),
    "card": ("银行卡号", "卡号", "账号", "工资卡"),
}
LINES = ("监督举报电话", "咨询电话", "服务热线", "办公电话", "值班电话", "举报电话", "投诉电话")


@dataclass(frozen=True, slots=True)
class Recall:
    """Numbers planted in one form, and how many bands A and B find whole."""

    kind: str
    form: str
    planted: int
    sure: int
    found: int


@dataclass(frozen=True, slots=True)
class Traps:
    """Texts of one sort in which nothing is personal, and how many are flagged."""

    sort: str
    texts: int
    sure: int
    flagged: int
    shown: tuple[str, ...]


def identity(rng: random.Random) -> str:
    """A valid citizen's number (GB 11643: ISO 7064 MOD 11-2)."""
    born = date(1940, 1, 1) + timedelta(days=rng.randrange(28_000))
    body = rng.choice(REGIONS) + born.strftime("%Y%m%d") + f"{rng.randrange(1, 999):03}"
    weights = [2 ** (17 - at) % 11 for at in range(17)]
    rest = sum(int(one) * weight for one, weight in zip(body, weights, strict=True)) % 11
    return body + "10X98765432"[rest]


def mobile(rng: random.Random) -> str:
    """A mobile number with a prefix in use."""
    return rng.choice(MOBILE) + f"{rng.randrange(10**8):08}"


def card(rng: random.Random) -> str:
    """A bank card with a known issuer and a right check digit (Luhn)."""
    length = rng.choice(sorted(CARDS))
    body = rng.choice(CARDS[length]).ljust(6)
    body += "".join(rng.choices("0123456789", k=length - 7))
    total = 0
    for at, one in enumerate(reversed(body)):
        double = int(one) * (2 if at % 2 == 0 else 1)
        total += double - 9 if double > 9 else double
    return body + str(-total % 10)


MAKERS: dict[str, Callable[[random.Random], str]] = {"id": identity, "mobile": mobile, "card": card}
GROUPS = {"id": (6, 8, 4), "mobile": (3, 4, 4), "card": (4, 4, 4, 4, 3)}
_WIDE = {ord(one): ord(one) + 0xFEE0 for one in "0123456789X-"}


def _grouped(number: str, sizes: tuple[int, ...], mark: str) -> str:
    pieces, at = [], 0
    for size in sizes:
        pieces.append(number[at : at + size])
        at += size
    return mark.join(piece for piece in pieces if piece)


def _cut_once(number: str, rng: random.Random, mark: str) -> str:
    at = rng.choice((3, 7) if len(number) == 11 else range(4, len(number) - 3))
    return number[:at] + mark + number[at:]


FORMS: dict[str, Callable[[str, str, random.Random], str]] = {
    "plain": lambda n, kind, rng: n,
    "lower x": lambda n, kind, rng: n.lower(),
    "full width": lambda n, kind, rng: n.translate(_WIDE),
    "groups": lambda n, kind, rng: _grouped(n, GROUPS[kind], " "),
    "groups, wide space": lambda n, kind, rng: _grouped(n.translate(_WIDE), GROUPS[kind], "\u3000"),
    "groups, no-break": lambda n, kind, rng: _grouped(n, GROUPS[kind], "\u00a0"),
    "hyphens": lambda n, kind, rng: _grouped(n, GROUPS[kind], "-"),
    "long dashes": lambda n, kind, rng: _grouped(n, GROUPS[kind], "—"),
    "one space": lambda n, kind, rng: _cut_once(n, rng, " "),
    "unseen": lambda n, kind, rng: _cut_once(n, rng, "\u200b"),
    "digit by digit": lambda n, kind, rng: " ".join(n),
    "bars": lambda n, kind, rng: _grouped(n, GROUPS[kind], " | "),
    "tabs": lambda n, kind, rng: _grouped(n, GROUPS[kind], "\t"),
    "lines": lambda n, kind, rng: _grouped(n, GROUPS[kind], "\n"),
    "points": lambda n, kind, rng: _grouped(n, GROUPS[kind], "."),
    "+86": lambda n, kind, rng: f"+86 {n}" if kind == "mobile" else n,
}
IN_CELLS = frozenset({"bars", "tabs", "lines"})


def contexts(kind: str, form: str) -> Iterator[str]:
    """Every frame with every name and word for the number; a number cut over cells only where the
    text says that it speaks of a person."""
    frames = PERSONS if form in IN_CELLS else PERSONS + NEUTRAL
    for frame, who, what in product(frames, NAMES, CALLED[kind]):
        yield frame.replace("{who}", who).replace("{what}", what)


def measure_recall() -> list[Recall]:
    """Recall of every kind in every form; a number counts when one finding holds all of it."""
    layer, rng, rows = PersonalData(), random.Random(SEED), []  # noqa: S311 - a seed, no secret
    for kind, form in product(MAKERS, FORMS):
        planted = sure = some = 0
        for frame in contexts(kind, form):
            number = FORMS[form](MAKERS[kind](rng), kind, rng)
            at = frame.index("{n}")
            text = frame.replace("{n}", number)
            start = at + (4 if number.startswith("+86 ") else 0)
            hits = [
                one
                for one in layer.findings(text, None, Band.B)
                if one.start == start and one.end == at + len(number)
            ]
            planted += 1
            some += bool(hits)
            sure += any(one.band is Band.A for one in hits)
        rows.append(Recall(kind, form, planted, sure, some))
    return rows


def traps(rng: random.Random) -> Iterator[tuple[str, str]]:
    """(sort, text): published office lines, and numbers that are nobody's."""
    digits = lambda k: "".join(rng.choices("0123456789", k=k))  # noqa: E731 - local shorthand
    area, local = rng.choice(("0971", "010", "0972", "021")), f"{rng.choice('2345678')}{digits(6)}"
    line = f"{area}-{local}"
    day = date(2015, 1, 1) + timedelta(days=rng.randrange(3600))
    for name in LINES:
        yield "fixed line", f"{name}：{line}，传真：{area}-{local}。"
        yield "fixed line", f"{name}：{line}、{local}（工作日 9:00-17:00）"
        yield "office mobile", f"{name}：{mobile(rng)}（24小时）。"
        yield "office mobile", f"西宁市某某局{name}：{mobile(rng)}、{mobile(rng)}。"
        yield "office mobile", f"如发现违法线索，请拨打{name} {mobile(rng)}。"
    yield "fixed line", f"联系人：办公室　联系电话：（{area}）{local}-8001"
    yield "fixed line", f"西宁市教育局　{area} {local}　青海省西宁市"
    yield "hotline", f"拨打12345或400-{digits(3)}-{digits(4)}、800{digits(7)}、96{digits(3)}咨询。"
    yield "code", f"统一社会信用代码：91{rng.choice(REGIONS)}MA{digits(7)}X"
    yield "code", f"统一社会信用代码：12{rng.choice(REGIONS)}{digits(10)}"
    yield "code", f"组织机构代码：{digits(8)}-{digits(1)}"
    yield "code", f"项目代码：{day.year}-{rng.choice(REGIONS)}-{digits(2)}-{digits(2)}-{digits(6)}"
    yield "code", f"订单号：{digits(18)}，运单号：1{digits(12)}"
    yield "code", f"招标编号：QHTC{day:%Y%m%d}{digits(4)}；采购编号 {day:%Y}{digits(12)}"
    yield "code", f"互联网新闻信息服务许可证：{digits(11)}　青公网安备 {digits(14)}号"
    yield "code", f"QQ群：{digits(9)}，微信公众号备案 {digits(11)}"
    yield "code", f"准考证号：1{rng.choice('3589')}{digits(9)}，考场 {digits(2)}。"
    yield "account", f"户名：西宁市财政局；开户行：某银行西宁支行；账号：{card(rng)}"
    yield "account", f"收款单位：某某招标代理有限公司，账号：{card(rng)}，投标保证金须在此前到账。"
    yield "account", f"对公账户：{digits(20)}"
    yield "book", f"ISBN 978-7-{digits(4)}-{digits(4)}-{digits(1)}，ISSN {digits(4)}-{digits(4)}"
    yield "place", f"东经101.{digits(10)}，北纬36.{digits(10)}"
    yield "time", f"{day:%Y%m%d}{digits(9)}；{day:%Y-%m-%d} 12:30:00.{digits(6)}"
    yield (
        "figures",
        f"完成投资1{rng.choice('3589')}{digits(9)}元，同比增长{digits(1)}.{digits(2)}%。",
    )
    yield "figures", f"合计 | 138 | {digits(4)} | {digits(4)} | {digits(3)}"
    yield "figures", f"2021 1{digits(3)} {digits(4)} {digits(4)} {digits(4)} {digits(3)}"
    yield "figures", f"1{digits(3)},{digits(3)},{digits(3)},{digits(3)}"
    yield (
        "masked",
        f"手机：{mobile(rng)[:3]}****{digits(4)}，身份证：{identity(rng)[:6]}********{digits(4)}",
    )
    yield "masked", f"卡号：{card(rng)[:6]}＊＊＊＊＊＊{digits(4)}，电话138XXXX{digits(4)}"
    yield "address", f"https://www.qinghai.gov.cn/zwgk/{day:%Y%m}/t{day:%Y%m%d}_{mobile(rng)}.html"
    yield "address", f"附件：{mobile(rng)}.pdf、{identity(rng)}.jpg"
    yield "hash", f"校验值 a{digits(11)}b{digits(18)}c{digits(4)}"
    yield "wrong id", f"如：身份证号{_wrong(identity(rng))}"
    yield "wrong card", f"卡号：{_wrong(card(rng))}"
    yield "no prefix", f"手机：1{rng.choice('012')}{digits(9)}"


def _wrong(number: str) -> str:
    last = number[-1]
    return number[:-1] + ("7" if last == "X" else str((int(last) + 5) % 10))


def measure_traps(rounds: int = 60) -> list[Traps]:
    """How often nothing personal is taken for personal, by sort."""
    layer, rng = PersonalData(), random.Random(SEED + 1)  # noqa: S311 - a seed, no secret
    counted: dict[str, list[int]] = {}
    shown: dict[str, list[str]] = {}
    for _ in range(rounds):
        for sort, text in traps(rng):
            found = list(layer.findings(text, None, Band.B))
            count = counted.setdefault(sort, [0, 0, 0])
            count[0] += 1
            count[1] += any(one.band is Band.A for one in found)
            count[2] += bool(found)
            if found:
                shown.setdefault(sort, []).append(f"{found[0].rule}: {text}")
    return [Traps(sort, *count, tuple(shown.get(sort, ())[:3])) for sort, count in counted.items()]


def measure_random(length: int, texts: int) -> tuple[int, int]:
    """How many of so many random digit strings in a neutral sentence bands A and B flag."""
    layer, sure, all_of = PersonalData(), 0, 0
    rng = random.Random(SEED + length)  # noqa: S311 - a seed, no secret
    for _ in range(texts):
        text = f"系统记录{''.join(rng.choices('0123456789', k=length))}，请知悉。"
        found = list(layer.findings(text, None, Band.B))
        sure += any(one.band is Band.A for one in found)
        all_of += bool(found)
    return sure, all_of


def measure_statutes(band: Band) -> tuple[int, float]:
    """Findings on all statutes, and megabytes a second."""
    from scripts.statistics_corpus import statutes

    layer = PersonalData()
    lines = [line for part in statutes().values() for line in part]
    begin = time.perf_counter()
    hits = sum(1 for line in lines for _ in layer.findings(line, None, band))
    seconds = time.perf_counter() - begin
    return hits, sum(len(line.encode()) for line in lines) / 1e6 / seconds


def main() -> int:
    """Print the tables."""
    print("kind    form                 planted   band A     A+B")
    for row in measure_recall():
        print(
            f"{row.kind:<8}{row.form:<20}{row.planted:>8}{row.sure / row.planted:>9.3f}"
            f"{row.found / row.planted:>8.3f}"
        )
    print("\ntrap            texts  band A     A+B")
    for trap in measure_traps():
        print(f"{trap.sort:<14}{trap.texts:>7}{trap.sure:>8}{trap.flagged:>8}")
        for text in trap.shown:
            print(f"    {text}")
    print("\nrandom digits  per million: band A     A+B")
    for length in (11, 15, 16, 18, 19):
        sure, all_of = measure_random(length, 200_000)
        print(f"{length:>13}{sure * 5:>23}{all_of * 5:>8}")
    if not CORPUS.is_dir():
        print(f"SKIPPED: no corpus at {CORPUS}")
        return 0
    for band in Band:
        hits, speed = measure_statutes(band)
        print(f"statutes, band {band}: {hits} hits, {speed:.0f} MB/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
