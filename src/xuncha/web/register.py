"""The register as its pages show it: the four sorts of row, their lists, their forms."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from xuncha.engine.domain.words import LABELS, Level
from xuncha.office.registry.cells import heads_of
from xuncha.office.registry.lifecycle import with_standing
from xuncha.office.registry.models import Account, Body, Column, Site
from xuncha.office.registry.register_rows import (
    ACCOUNTS,
    BODIES,
    CATEGORIES,
    CHANNELS,
    COLUMNS,
    FUNCTIONS,
    KINDS,
    LEVELS,
    SHAPES,
    SITE_TYPES,
    SITES,
)
from xuncha.office.registry.words import OPERATING_STATUS_LABELS
from xuncha.web.pages import whole


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of row: its name in addresses, its sheet, its rows."""

    slug: str
    sheet: str
    model: Any

    @property
    def has_life(self) -> bool:
        """Whether its rows have events and a standing on a day."""
        return self.model in (Site, Account)


SORTS = {
    one.slug: one
    for one in (
        Sort("bodies", BODIES, Body),
        Sort("sites", SITES, Site),
        Sort("columns", COLUMNS, Column),
        Sort("accounts", ACCOUNTS, Account),
    )
}
SLUGS = {one.model: one.slug for one in SORTS.values()}


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What to list; empty fields do not filter. ``body`` takes its subtree of the territory tree;
    ``open`` names what a clerk has still to settle."""

    words: str = ""
    status: str = ""
    level: str = ""
    platform: str = ""
    body: str = ""
    site: str = ""
    open: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: its head, what stands in it, what may, what is wrong with it."""

    head: str
    value: str
    choices: tuple[str, ...] = ()
    required: bool = False
    fixed: bool = False
    hint: str = ""
    fault: str = ""
    kind: str = "text"


YES_NO = ("", "是", "否")
NOWHERE = "-"
"""A path no body has."""
CHOICES: dict[tuple[str, str], Iterable[str]] = {
    (BODIES, "层级"): LEVELS,
    (BODIES, "类别"): CATEGORIES,
    (SITES, "类型"): SITE_TYPES,
    (SITES, "层级"): LEVELS,
    (SITES, "对外服务"): YES_NO[1:],
    (SITES, "运行状态"): OPERATING_STATUS_LABELS.values(),
    (COLUMNS, "类别"): ("", *KINDS),
    (COLUMNS, "更新义务"): YES_NO,
    (COLUMNS, "计入考核"): YES_NO[1:],
    (ACCOUNTS, "功能"): FUNCTIONS,
    (ACCOUNTS, "层级"): LEVELS,
    (ACCOUNTS, "采集方式"): CHANNELS,
    (ACCOUNTS, "运行状态"): OPERATING_STATUS_LABELS.values(),
}
HINTS = {
    "主办单位编码": "填写单位编码；单位全称在台账中只有一个时，也可以填全称",
    "属地上级编码": "块上的上级，填编码或全称；没有则留空",
    "条线上级编码": "条上的上级，填编码或全称；没有则留空",
    "网站标识码": "10 位数字，或 bm 加 8 位数字",
    "更新义务": "未确认的留空；为“是”的须填确认人",
    "更新周期天": "本栏目自定的更新周期；留空按指标集",
    "豁免理由": "豁免四项须同时填写，最长 12 个月",
    "语言": "zh；有民族语言栏目的写成 zh;bo",
    "订阅地址": "采集方式为“订阅”时必填",
}
OPTIONAL = frozenset({(COLUMNS, "类别"), (COLUMNS, "级别"), (COLUMNS, "更新义务")})
"""Heads a file must have whose cells may stay empty."""
DAYS = frozenset({"豁免起", "豁免止"})


def sort_of(slug: str) -> Sort:
    """The sort of that name in an address; 404 for any other."""
    if slug not in SORTS:
        raise Http404
    return SORTS[slug]


def own_row(request: HttpRequest, sort: Sort, key: str) -> Any:
    """The row of the user's office with that key; else 404."""
    rows = sort.model.objects.visible_to(request.user)
    if sort.model is Column:
        found = rows.select_related("site")
        return get_object_or_404(found, pk=whole(key))
    related = ("office",) if sort.model is Body else ("office", "body")
    return get_object_or_404(rows.select_related(*related), code=key)


def rows_of(request: HttpRequest, sort: Sort, wanted: RegisterFilter, day: date) -> QuerySet[Any]:
    """The rows of one sort as the filter asks for them, by code."""
    rows = sort.model.objects.visible_to(request.user)
    if wanted.body:
        bodies = Body.objects.visible_to(request.user).filter(code=wanted.body)
        path = bodies.values_list("territory_path", flat=True).first()
        wanted = replace(wanted, body=path or NOWHERE)
    return _LISTS[sort.slug](rows, wanted, day)


def platforms_of(request: HttpRequest, sort: Sort) -> list[tuple[str, str]]:
    """The platforms registered, for a choice; none where a sort has none."""
    if not sort.has_life:
        return []
    rows = sort.model.objects.visible_to(request.user).exclude(platform="").order_by("platform")
    return [(name, name) for name in rows.values_list("platform", flat=True).distinct()]


def levels() -> list[tuple[str, str]]:
    """The levels, for a choice."""
    return [(word.value, LABELS[word]) for word in Level]


def fields_of(
    sort: Sort, values: dict[str, str], faults: dict[str, str], *, is_new: bool
) -> list[Field]:
    """The form of a row, in the order of its file."""
    heads = heads_of(sort.sheet)
    named = heads[0]
    found = []
    for head in heads:
        choices = tuple(CHOICES.get((sort.sheet, head), ()))
        found.append(
            Field(
                head=head,
                value=values.get(head, ""),
                choices=choices,
                required=_is_required(sort, head) and (is_new or head != named),
                fixed=head == named and not is_new,
                hint=HINTS.get(head, ""),
                fault=faults.get(head, ""),
                kind="date" if head in DAYS else "text",
            )
        )
    return found


def _is_required(sort: Sort, head: str) -> bool:
    return (
        head in SHAPES[sort.sheet]
        and not head.endswith("上级编码")
        and (sort.sheet, head) not in OPTIONAL
    )


def _bodies(rows: QuerySet[Any], wanted: RegisterFilter, day: date) -> QuerySet[Any]:
    del day
    rows = _of_words(rows, wanted.words, "name", "short_name", "code")
    rows = _below(rows, wanted.body, "")
    rows = rows.filter(level=wanted.level) if wanted.level else rows
    return rows.annotate(sites_here=_count(Site, "body"), accounts_here=_count(Account, "body"))


def _sites(rows: QuerySet[Any], wanted: RegisterFilter, day: date) -> QuerySet[Any]:
    rows = _of_words(rows, wanted.words, "name", "code", "url", "body__name")
    rows = _targets(rows, wanted, day)
    return rows.annotate(columns_here=_count(Column, "site"))


def _accounts(rows: QuerySet[Any], wanted: RegisterFilter, day: date) -> QuerySet[Any]:
    rows = _of_words(rows, wanted.words, "name", "code", "body__name")
    return _targets(rows, wanted, day)


def _columns(rows: QuerySet[Any], wanted: RegisterFilter, day: date) -> QuerySet[Any]:
    rows = _of_words(rows, wanted.words, "name", "url", "site__name")
    rows = _below(rows, wanted.body, "site__body__")
    rows = rows.filter(site__code=wanted.site) if wanted.site else rows
    if wanted.open == "duty":
        rows = rows.filter(has_duty__isnull=True)
    if wanted.open == "exempt":
        rows = rows.filter(exempt_until__gte=day)
    if wanted.open == "lapsed":
        rows = rows.filter(exempt_until__lt=day)
    return rows.select_related("site").order_by("site__code", "id")


def _targets(rows: QuerySet[Any], wanted: RegisterFilter, day: date) -> QuerySet[Any]:
    rows = with_standing(_below(rows, wanted.body, "body__"), day)
    for field, value in (
        ("day_status", wanted.status),
        ("level", wanted.level),
        ("platform", wanted.platform),
    ):
        if value:
            rows = rows.filter(**{field: value})
    return rows.select_related("body").order_by("code")


def _of_words(rows: QuerySet[Any], words: str, *fields: str) -> QuerySet[Any]:
    if not words:
        return rows
    asked = Q()
    for field in fields:
        asked |= Q(**{f"{field}__icontains": words})
    return rows.filter(asked)


def _below(rows: QuerySet[Any], path: str, field: str) -> QuerySet[Any]:
    """The rows of the body with that territory path and of all below it; all without a path."""
    return rows.filter(**{f"{field}territory_path__startswith": path}) if path else rows


def _count(model: Any, field: str) -> Coalesce:
    rows = model.objects.filter(**{field: OuterRef("pk")}).order_by().values(field)
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


_LISTS: dict[str, Callable[[QuerySet[Any], RegisterFilter, date], QuerySet[Any]]] = {
    "bodies": _bodies,
    "sites": _sites,
    "columns": _columns,
    "accounts": _accounts,
}
