"""Who runs an account, and its other accounts, as a round's scope names them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xuncha.engine.domain.targets import AccountPlan, KnownAccount
from xuncha.engine.domain.words import AccountFunction, TargetKind
from xuncha.engine.rulebook.instruments import Metric
from xuncha.office.casework.frozen import book_of, plan_of
from xuncha.office.casework.models import Round


@dataclass(frozen=True, slots=True)
class Kin:
    """The sponsor of an account, and its other accounts of the same function."""

    sponsor: str
    siblings: tuple[KnownAccount, ...]


def kin_of(inspection: Round, codes: Sequence[str]) -> Mapping[str, Kin]:
    """The kin of each account among ``codes`` whose sponsor is known.

    Empty when no row in force asks for names. Only accounts in the round's scope are known.
    """
    if not _is_asked(inspection):
        return {}
    groups: dict[tuple[int, AccountFunction], list[KnownAccount]] = defaultdict(list)
    placed: dict[str, tuple[tuple[int, AccountFunction], str]] = {}
    accounts = inspection.targets.filter(kind=TargetKind.ACCOUNT).exclude(sponsor=None)
    for target in accounts.order_by("code"):
        plan = plan_of(target)
        if target.sponsor_id is None or not isinstance(plan, AccountPlan):
            continue
        group = target.sponsor_id, plan.function
        groups[group].append(KnownAccount(target.code, plan.name, plan.platform))
        placed[target.code] = group, target.sponsor_name
    wanted = ((code, *placed[code]) for code in codes if code in placed)
    return {
        code: Kin(sponsor, tuple(one for one in groups[group] if one.code != code))
        for code, group, sponsor in wanted
    }


def _is_asked(inspection: Round) -> bool:
    return any(
        row.id in inspection.rows_in_force
        and row.condition is not None
        and row.condition.metric is Metric.ACCOUNT_NAME_FAULTS
        for row in book_of(inspection).rows
    )
