"""A round conducted: visited, rendered, taken in, judged; whoever asks for it, on which web."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from xuncha.engine.bundle.manifest import MANIFEST
from xuncha.engine.domain.fetches import HostMap
from xuncha.flow.judging import judge_round
from xuncha.flow.progress import Reporter
from xuncha.flow.rendering import Browsing, picture, render
from xuncha.flow.running import Runner
from xuncha.flow.taking_in import require_whole, seal_of, take_in
from xuncha.flow.uploads import index_uploads
from xuncha.flow.visiting import WayOut, visit
from xuncha.flow.workplace import Workplace
from xuncha.office.casework import carry_over, rounds
from xuncha.office.casework.models import Round
from xuncha.office.casework.states import RoundState
from xuncha.office.people.models import User

TARGETS_PER_SHARD = 120
Going = Callable[[], AbstractContextManager[HostMap]]


def straight() -> AbstractContextManager[HostMap]:
    """The way out of an installation: every name is looked up, private addresses are refused."""
    return nullcontext(HostMap())


@dataclass(frozen=True, slots=True)
class Conduct:
    """How a round is conducted: in whose name, where its files lie, on which way out, with which
    browser; ``exports`` None: nothing was uploaded for its accounts. ``tell`` hears, in Chinese,
    what of the uploads could not be read."""

    machine: User
    workplace: Workplace
    reporter: Reporter
    runner: Runner
    use: Browsing
    tell: Callable[[str], None]
    going: Going = straight
    exports: Path | None = None


def look(inspection: Round, conduct: Conduct) -> None:
    """Visit and take in; what is done already is passed over.

    Raises FlowError as long as not every target is taken in.
    """
    if inspection.state not in (RoundState.DRAFT, RoundState.VISITING):
        return
    rounds.move(inspection, RoundState.VISITING, conduct.machine)
    _go_round(inspection, conduct)
    rounds.move(inspection, RoundState.JUDGING, conduct.machine)


def judge(inspection: Round, conduct: Conduct) -> None:
    """Judge what was looked at and hand the round to people; may run twice."""
    judge_round(inspection, conduct.reporter)
    if inspection.state == RoundState.JUDGING:
        rounds.move(inspection, RoundState.REVIEWING, conduct.machine)
    carry_over.link(inspection)


def look_again(inspection: Round, looks: Mapping[str, str], conduct: Conduct) -> None:
    """Visit targets again that were opened for it; the look each had (its digest) is put aside
    first. May run any number of times."""
    _put_aside(inspection, looks, conduct.workplace)
    _go_round(inspection, conduct)
    judge(inspection, conduct)


def _go_round(inspection: Round, conduct: Conduct) -> None:
    uploads = index_uploads(conduct.exports)
    for line in uploads.faults:
        conduct.tell(line)
    with conduct.going() as host_map:
        way_out = WayOut(host_map, uploads, TARGETS_PER_SHARD)
        visit(inspection, conduct.workplace, way_out, conduct.runner, conduct.reporter)
        render(inspection, conduct.workplace, host_map, conduct.use, conduct.reporter)
    take_in(inspection, conduct.workplace, conduct.reporter)
    picture(inspection, conduct.workplace, conduct.use, conduct.reporter)
    require_whole(inspection)


def _put_aside(inspection: Round, looks: Mapping[str, str], workplace: Workplace) -> None:
    """Move the bundles of these looks out of the way, whole: evidence is never thrown away."""
    bundles = workplace.bundles(inspection)
    aside = workplace.former_bundles(inspection)
    waiting = inspection.targets.filter(intake_digest="", code__in=list(looks))
    for code in waiting.values_list("code", flat=True):
        bundle = bundles / code
        if (bundle / MANIFEST).is_file() and seal_of(bundle) == looks[code]:
            bundle.rename(_free_name(aside, code))


def _free_name(folder: Path, code: str) -> Path:
    number = 1
    while (folder / f"{code}.{number}").exists():
        number += 1
    return folder / f"{code}.{number}"
