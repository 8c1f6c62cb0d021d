"""Columns keep their history when a site moves: twenty moves over loopback, read from bundles."""

from contextlib import ExitStack
from datetime import datetime, time
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.extract.moves import MOVES, QUARTER, Move, Mover, address
from xuncha.cli.sample_web import served
from xuncha.engine.acquire.settings import load_settings
from xuncha.engine.acquire.shard import ShardOrder, visit_shard
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.targets import SitePlan
from xuncha.engine.domain.windows import SHANGHAI
from xuncha.engine.domain.words import Level
from xuncha.engine.extract.anchors import plain_address
from xuncha.engine.extract.identity import ColumnTrace, fingerprints, match_columns
from xuncha.engine.extract.site import read_site
from xuncha.sample.model import Site
from xuncha.sample.pack import PackWriter
from xuncha.sample.pages import write_site

Traces = dict[str, tuple[ColumnTrace, ...]]


@pytest.fixture(scope="module")
def mover() -> Mover:
    return Mover()


@pytest.fixture(scope="module")
def moves(mover) -> list[Move]:
    return mover.moves()


@pytest.fixture(scope="module")
def counters(mover) -> list[Move]:
    return mover.counter_examples()


@pytest.fixture(scope="module")
def looked(mover, moves, counters, tmp_path_factory) -> tuple[Traces, Traces]:
    """What both visits show of every site, by host."""
    folder = tmp_path_factory.mktemp("moves")
    every = [*moves, *counters]
    before = traces([move.before for move in every], mover.today, folder / "before")
    after = traces([move.after for move in every], mover.today + QUARTER, folder / "after")
    return before, after


def traces(sites: list[Site], today, folder: Path) -> Traces:
    """Every site visited over loopback without a register, its columns as traces."""
    folder.mkdir()
    with PackWriter(folder) as pack:
        for site in sites:
            write_site(pack, site, today)
        hosts = list(pack.hosts)
    (folder / "hosts.json").write_text(str(hosts).replace("'", '"'), encoding="utf-8")
    as_of = datetime.combine(today, time(9), SHANGHAI)
    plans = tuple(
        SitePlan(site.host, site.name, site.url, Level.COUNTY, False, True) for site in sites
    )
    out = folder / "bundles"
    with ExitStack() as stack:
        host_map = stack.enter_context(served(SimpleNamespace(folder=folder)))
        visit_shard(ShardOrder(plans, load_settings("sample"), host_map, as_of, out))
    return {plan.code: _traces_of(Bundle.open(out / plan.code)) for plan in plans}


def _traces_of(bundle: Bundle) -> tuple[ColumnTrace, ...]:
    return tuple(
        ColumnTrace(
            key=plain_address(column.plan.url),
            name=column.plan.name,
            path=column.reading.path,
            kind=column.reading.kind,
            url=column.plan.url,
            items=fingerprints(column.items),
        )
        for column in read_site(bundle, bundle.as_of).columns
    )


def matched(move: Move, looked) -> tuple[set, set]:
    """(certain, proposed) pairs of addresses of one move."""
    matches = match_columns(looked[0][move.before.host], looked[1][move.after.host])
    return (
        {(one.before, one.now) for one in matches if one.certain},
        {(one.before, one.now) for one in matches if not one.certain},
    )


def true_pairs(move: Move) -> set[tuple[str, str]]:
    return {(plain_address(old), plain_address(new)) for old, new in move.same}


@pytest.mark.parametrize("number", range(len(MOVES)))
def test_a_move_keeps_every_columns_history_and_mixes_up_none(number, moves, looked):
    certain, proposed = matched(moves[number], looked)
    true = true_pairs(moves[number])
    assert certain - true == set(), "merged wrongly"
    seen = {trace.key for trace in looked[0][moves[number].before.host]}
    assert {pair for pair in true if pair[0] in seen} - certain == set(), "history lost"
    assert proposed == set()


@pytest.mark.parametrize("number", range(4))
def test_merged_columns_and_namesakes_are_never_taken_for_the_old_ones(number, counters, looked):
    move = counters[number]
    certain, _ = matched(move, looked)
    assert certain - true_pairs(move) == set(), "merged wrongly"
    assert true_pairs(move) - certain == set(), "history lost"
    gone = {plain_address(address(move.before, old)) for old, new in move.columns if new is None}
    assert gone
    assert gone & {pair[0] for pair in certain} == set()


def test_there_are_twenty_moves_of_every_family(moves):
    assert len(moves) == 20
    assert {move.before.family for move in moves} == {
        "trs", "hanweb", "ucap", "vsb", "jsp", "jiyue", "handmade",
    }  # fmt: skip


def test_the_sites_were_seen_nearly_whole(moves, looked):
    for move in moves:
        assert len(looked[0][move.before.host]) >= len(move.before.columns) - 1, move.name
        assert len(looked[1][move.after.host]) >= len(move.after.columns) - 1, move.name
