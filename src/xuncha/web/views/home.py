"""Home: this round at a glance, and what waits for the person who looks."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from xuncha.engine.domain.words import LABELS, TargetKind
from xuncha.office.casework import overview, queue, trend
from xuncha.office.casework.models import Round
from xuncha.office.casework.overview import KindFigures
from xuncha.office.casework.trend import RegionLine, RoundLine, Verdicts
from xuncha.office.notices.house_style import load_house_style
from xuncha.office.notices.rates import Rate
from xuncha.office.people.models import User
from xuncha.office.people.rights import Right
from xuncha.office.rectification import lists
from xuncha.office.rectification.states import WITH_UNIT
from xuncha.web.doors import needs
from xuncha.web.views.rounds import rate_of

WIDTH, HEIGHT, EDGE = 640, 180, 44
"""The drawing of the trend, in units of its own view box."""
OTHER_HOMES = (
    (Right.ANSWER, "unit"),
    (Right.KEEP_USERS, "people"),
    (Right.SEE_AUDIT, "audit"),
    (Right.RUN_SYSTEM, "messengers"),
)
"""Where those begin who see no rounds."""


@dataclass(frozen=True, slots=True)
class Task:
    """So many things wait; ``url`` leads to them."""

    name: str
    count: int
    url: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of target at a glance; ``rate`` None where nothing is decided."""

    figures: KindFigures
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class Point:
    """One round in the drawing of the trend; ``percent`` empty where there is no rate."""

    x: float
    y: float
    percent: str


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of target in the drawing."""

    name: str
    style: str
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The points as an SVG polyline takes them."""
        return " ".join(f"{one.x:g},{one.y:g}" for one in self.points)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The trend as lines over the rounds; the lower end of the scale is printed."""

    lines: tuple[Line, ...]
    labels: tuple[tuple[float, str], ...]
    floor: int
    width: int = WIDTH
    height: int = HEIGHT
    edge: int = EDGE


@needs()
def show(request: HttpRequest) -> HttpResponse:
    """The newest round of the office; without one, what to do first. Who sees no rounds is led to
    the page of their own work."""
    user = request.user
    if not user.may(Right.SEE_WORK):
        return redirect(_own_home(user))
    newest = Round.objects.visible_to(user).filter(imported=False).first()
    if newest is None:
        return render(request, "web/welcome.html")
    lines = trend.of_last_rounds(newest.office)
    regions = trend.of_regions(newest)
    return render(
        request,
        "web/home.html",
        {
            "round": newest,
            "parts": [Part(one, rate_of(one)) for one in overview.kind_figures(newest)],
            "unseen": overview.unseen_classes(newest),
            "tasks": list(_tasks(user, newest)),
            "overturned": queue.overturned_share(newest.office),
            "trend": [(one, _rates(one)) for one in reversed(lines)],
            "drawing": _drawn(lines),
            "regions": [(one, _rates(one)) for one in regions],
            "kinds": [(kind.value, LABELS[kind]) for kind in TargetKind],
        },
    )


def _own_home(user: User) -> str:
    for right, name in OTHER_HOMES:
        if user.may(right):
            return name
    return "password"


def _tasks(user: User, newest: Round) -> Iterator[Task]:
    """What waits for a person with this one's rights; nothing where nothing waits."""
    today = timezone.localdate()
    if user.may(Right.PROPOSE):
        left = queue.left(newest, user)
        yield from _task("待认定（一次认定一组线索）", left, reverse("queue", args=(newest.pk,)))
    if user.may(Right.SEE_PAPERS):
        orders = lists.office_orders(user).filter(state__in=WITH_UNIT)
        late = lists.overdue(orders, today).count()
        address = f"{reverse('orders')}?wants={lists.OVERDUE}"
        yield from _task("逾期未答复的整改单", late, address, is_late=True)
        yield from _task("等待单位答复的整改单", orders.count() - late, reverse("orders"))
    if user.may(Right.DECIDE):
        contests = lists.open_contests(user).count()
        yield from _task("待裁定的申诉", contests, reverse("contests"))


def _task(name: str, count: int, url: str, *, is_late: bool = False) -> Iterator[Task]:
    if count:
        yield Task(name, count, url, is_late)


def _rate(found: Verdicts | None) -> Rate | None:
    if found is None or not found.decided:
        return None
    style = load_house_style("default").percent
    return Rate(found.qualified, found.decided, "已作出判定的数量", style)


def _rates(line: RoundLine | RegionLine) -> list[tuple[str, Verdicts | None, Rate | None]]:
    return [
        (kind.value, line.verdicts.get(kind), _rate(line.verdicts.get(kind))) for kind in TargetKind
    ]


def _drawn(lines: tuple[RoundLine, ...]) -> Drawing | None:
    """The trend; None where fewer than two rounds have a rate."""
    rates = {kind: [_rate(one.verdicts.get(kind)) for one in lines] for kind in TargetKind}
    shares = [_share(rate) for row in rates.values() for rate in row if rate is not None]
    if max((sum(rate is not None for rate in row) for row in rates.values()), default=0) < 2:
        return None
    floor = min(90, int(min(shares) // 10 * 10))
    step = (WIDTH - 2 * EDGE) / max(1, len(lines) - 1)

    def height(share: float) -> float:
        return round(EDGE / 2 + (100 - share) / (100 - floor) * (HEIGHT - EDGE * 1.5), 1)

    def place(number: int) -> float:
        return round(EDGE + number * step, 1)

    return Drawing(
        lines=tuple(
            Line(
                LABELS[kind],
                kind.value,
                tuple(
                    Point(place(number), height(_share(rate)), rate.percent)
                    for number, rate in enumerate(row)
                    if rate is not None
                ),
            )
            for kind, row in rates.items()
            if any(row)
        ),
        labels=tuple((place(number), one.period_label) for number, one in enumerate(lines)),
        floor=floor,
    )


def _share(rate: Rate) -> float:
    return 100 * rate.numerator / rate.denominator
