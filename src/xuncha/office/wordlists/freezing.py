"""Everything an office adds to the proofreader at one moment, kept under its digest."""

import hashlib
import json
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone
from pydantic import TypeAdapter

from xuncha.engine.domain.own_words import (
    NO_WORDS,
    Allowance,
    DoubtedRule,
    ListVersion,
    OwnWords,
)
from xuncha.engine.domain.words import LABELS, AllowanceScope, OwnList
from xuncha.office.people.models import Office
from xuncha.office.wordlists import allowances, lists, rule_bands
from xuncha.office.wordlists.models import FrozenWords, WordListVersion

_OWN = TypeAdapter(OwnWords)


def freeze(office: Office, on: date) -> FrozenWords | None:
    """What the office's lists, allowances and doubted rules are now; None where it has none.

    Allowances from a later day than ``on`` are not in it. The same content is kept once.
    """
    own = _now(office, on)
    if own.is_empty:
        return None
    content = json.dumps(
        _OWN.dump_python(own, mode="json", exclude={"digest"}),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    digest = hashlib.sha256(content.encode()).hexdigest()
    existing = FrozenWords.objects.filter(office=office, digest=digest).first()
    if existing is not None:
        return existing
    row = FrozenWords(office=office, digest=digest, content=content, at=timezone.now())
    row.save(force_insert=True)
    return row


def own_words_of(frozen: FrozenWords | None) -> OwnWords:
    """What was frozen, as the engine takes it; nothing at all for None."""
    return NO_WORDS if frozen is None else _parsed(frozen.content, frozen.digest)


def statement_of(own: OwnWords) -> str:
    """What a notice says of it in its method statement; empty where there is nothing."""
    if own.is_empty:
        return ""
    said = {
        one.kind: f"“{LABELS[one.kind]}”第{one.number}版（{one.rows}条）" for one in own.versions
    }
    reposts = said.pop(OwnList.REPOSTS, "")
    text = f"文字校对同时使用本单位词库{'、'.join(said.values())}" if said else ""
    if own.allowances:
        text += ("，" if text else "文字校对") + f"按白名单{len(own.allowances)}条略去已核实的写法"
    text += "。" if text else ""
    text += f"转载情况按本单位清单{reposts}核对。" if reposts else ""
    if own.doubted:
        rates = "、".join(f"{one.rule}（{one.confirmed}/{one.decided}）" for one in own.doubted)
        text += f"{len(own.doubted)}条规则因此前采纳率偏低，本次只作存疑提示：{rates}。"
    return text


@lru_cache(maxsize=4)
def _parsed(content: str, digest: str) -> OwnWords:
    return replace(_OWN.validate_json(content), digest=digest)


def _now(office: Office, on: date) -> OwnWords:
    newest = {kind: lists.current(office, kind) for kind in OwnList}
    standing = allowances.standing(office, on).order_by("id")
    return OwnWords(
        words=_rows(newest, OwnList.WORDS),
        terms=_rows(newest, OwnList.TERMS),
        names=_rows(newest, OwnList.NAMES),
        leaders=_rows(newest, OwnList.LEADERS),
        reposts=_rows(newest, OwnList.REPOSTS),
        allowances=tuple(
            Allowance(
                text=row.text,
                scope=AllowanceScope(row.scope),
                reason=row.reason,
                by=row.by_name,
                since=row.since,
                target=row.target_code,
                rule=row.rule,
            )
            for row in standing
        ),
        doubted=tuple(
            DoubtedRule(row.rule, row.confirmed, row.decided) for row in rule_bands.doubted(office)
        ),
        versions=tuple(
            ListVersion(kind, version.number, version.row_count)
            for kind, version in newest.items()
            if version is not None and version.row_count
        ),
    )


def _rows(newest: dict[OwnList, WordListVersion | None], kind: OwnList) -> tuple[Any, ...]:
    return lists.rows_of(newest[kind], kind)
