"""Texts in, suspects out: look, make candidates, weigh them, keep the best that do not overlap."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import threadpoolctl

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.standing import is_word, lies_in_longer_word
from xuncha.engine.proofread.statistics import edits
from xuncha.engine.proofread.statistics.codes import join, text_of
from xuncha.engine.proofread.statistics.confusion import Confusion, shipped_confusion
from xuncha.engine.proofread.statistics.edits import SIZES, Bounds, Edits, Looked, Sort
from xuncha.engine.proofread.statistics.errors import ModelError
from xuncha.engine.proofread.statistics.features import Rows, rows
from xuncha.engine.proofread.statistics.general import Reweighing, read_reweighing
from xuncha.engine.proofread.statistics.model import Model, shipped_model
from xuncha.engine.proofread.statistics.names import NameMarks, shipped_marks
from xuncha.engine.proofread.statistics.network import Network, read_networks
from xuncha.engine.proofread.statistics.promising import candidates
from xuncha.engine.proofread.statistics.rivals import reconciled
from xuncha.engine.proofread.statistics.silence import is_silent
from xuncha.engine.proofread.statistics.suspect import Suspect

BATCH = 25_000
"""Characters scored at a time; bounds the memory: twice as many cost 70 MB more."""
LONGEST_TERM = 12
REWEIGHED = frozenset({Sort.CHARACTER, Sort.WORD})
"""Sorts that leave the length as it is, so that chances can be compared."""
BEFORE, AFTER = 2, 1
"""Neighbours that make two suspects the same writing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """From which confidence on a candidate is shown in a band, by sort; and what is looked at.

    ``repeated``: a writing that stands so often in one document is that document's own word.
    ``familiar``: band A is for neighbourhoods the model knows that well (``Looked.familiar``);
    ``real_word``: the least confidence in band A where what stands there is a word too;
    ``unrelated``: a writing suspected on so many unrelated sites may be a term;
    ``rival``: from which confidence on a character contests what its neighbour may be meant for.
    """

    bounds: Bounds
    repeated: int
    unrelated: int
    familiar: float
    real_word: float
    rival: float
    least: Mapping[Sort, Mapping[Band, float]]


@dataclass(frozen=True, slots=True)
class Statistics:
    """A model, tables and networks that belong together."""

    model: Model
    confusion: Confusion
    networks: Mapping[Sort, Network]
    limits: Limits
    names: NameMarks
    reweighing: Reweighing | None = None

    def suspects(
        self,
        texts: Sequence[str],
        documents: Sequence[str] = (),
        terms: frozenset[str] = frozenset(),
    ) -> list[tuple[Suspect, ...]]:
        """For every text its suspects in order, never two on the same characters.

        ``documents`` names the document of each text; left out, every text is one. What lies
        within one of the ``terms`` is never suspected.
        """
        known = self._once(dict.fromkeys(texts))
        placed = [
            (number, _writing(text, document, one), one)
            for number, (text, document) in enumerate(
                zip(texts, documents or map(str, range(len(texts))), strict=True)
            )
            for one in known[text]
            if not (terms and _is_term(text, one, terms))
        ]
        often = Counter(writing for _, writing, _ in placed)
        kept: list[list[Suspect]] = [[] for _ in texts]
        for number, writing, one in placed:
            own = often[writing] >= self.limits.repeated
            kept[number].append(replace(one, band=Band.B) if own else one)
        return [tuple(one) for one in kept]

    def _once(self, texts: Iterable[str]) -> dict[str, tuple[Suspect, ...]]:
        """The suspects of every text, a batch at a time."""
        found: dict[str, tuple[Suspect, ...]] = {}
        batch: list[str] = []
        size = 0
        for text in texts:
            if batch and size + len(text) > BATCH:
                found.update(zip(batch, self._batch(batch), strict=True))
                batch, size = [], 0
            batch.append(text)
            size += len(text)
        found.update(zip(batch, self._batch(batch) if batch else [], strict=True))
        return found

    def _batch(self, texts: Sequence[str]) -> list[tuple[Suspect, ...]]:
        codes, begins = join(texts)
        looked = edits.look(self.model, codes)
        groups = candidates(self.model, looked, self.confusion, self.limits.bounds)
        clues = rows(self.model, looked, groups, self.confusion.seen) if groups else []
        text = text_of(codes)
        ranked = [
            one
            for group, of_group in zip(groups, clues, strict=True)
            for one in self._weighed((looked, text), group, of_group)
        ]
        ranked.sort(key=lambda one: (-one.confidence, one.start, one.meant))
        ranked = reconciled(ranked, text, self.limits.least[Sort.CHARACTER][Band.B])
        owners = np.searchsorted(begins, [one.start for one in ranked], side="right") - 1
        kept: list[list[Suspect]] = [[] for _ in texts]
        taken: set[int] = set()
        for one, owner in zip(ranked, owners.tolist(), strict=True):
            places = range(one.start, one.end)
            if not taken.isdisjoint(places):
                continue
            taken.update(places)
            begin = int(begins[owner])
            placed = replace(one, start=one.start - begin, end=one.end - begin)
            shown = self._guarded(texts[owner], placed)
            kept[owner] += [shown] if shown else []
        return [tuple(sorted(one, key=lambda suspect: suspect.start)) for one in kept]

    def _guarded(self, text: str, one: Suspect) -> Suspect | None:
        """The suspect; doubtful where it seems part of a name, or then not worth a word at all.

        What may be meant as it stands is doubtful too; two characters within a longer word
        (一般说来) were not swapped.
        """
        if is_silent(text, one.start, one.end, one.meant):
            return None
        if one.sort is Sort.SWAPPED and lies_in_longer_word(text, one.start, one.end):
            return None
        if not self.names.name_at(text, one.start, one.end, one.meant):
            return replace(one, band=Band.B) if self._may_be_meant(text, one) else one
        return replace(one, band=Band.B) if one.band is Band.A else None

    def _may_be_meant(self, text: str, one: Suspect) -> bool:
        """Whether what stands there is a word, of which more is asked, or a surname and no word."""
        written = text[one.start : one.end]
        if one.sort is Sort.WORD:
            return one.confidence < self.limits.real_word and is_word(written)
        return written in self.names.only_surnames

    def _weighed(self, batch: tuple[Looked, str], group: Edits, clues: Rows) -> list[Suspect]:
        """The candidates sure enough for band B or, single characters, to rival a neighbour; placed
        in the batch."""
        looked, text = batch
        known = looked.familiar[group.at] >= self.limits.familiar
        sure = self.networks[group.sort].confidence(clues)
        least = self.limits.least[group.sort]
        worth = least[Band.B]
        if group.sort is Sort.CHARACTER:
            worth = min(worth, self.limits.rival)
        again = self.reweighing if group.sort in REWEIGHED else None
        found = []
        for number in np.flatnonzero(sure >= (again.ask if again else worth)).tolist():
            confidence = float(sure[number])
            if again:
                begin, meant = int(group.at[number]), "".join(map(chr, group.meant[number]))
                end = begin + SIZES[group.sort][0]
                confidence = again.confidence(confidence, text, begin, end, meant)
            if confidence >= worth:
                band = Band.A if confidence >= least[Band.A] and known[number] else Band.B
                place = _shown(text, group, number)
                found.append(Suspect(*place, group.sort, band, confidence))
        return found


def _shown(text: str, group: Edits, number: int) -> tuple[int, int, str]:
    """Begin, end and what was meant there; never empty: one neighbour is shown with it.

    A missing or superfluous character is shown with the Chinese character before it, else after.
    """
    written, size = SIZES[group.sort]
    begin = int(group.at[number])
    end = begin + written
    meant = "".join(map(chr, group.meant[number].tolist()))
    if written and size:
        return begin, end, meant
    if "\u3400" <= text[begin - 1] <= "\u9fff":
        return begin - 1, end, text[begin - 1] + meant
    return begin, end + 1, meant + text[end]


def _writing(text: str, document: str, one: Suspect) -> tuple[str, str]:
    """What makes two suspects of a document the same: how they and their neighbours are written."""
    return document, text[max(0, one.start - BEFORE) : one.end + AFTER]


def _is_term(text: str, one: Suspect, terms: frozenset[str]) -> bool:
    """Whether one of the terms stands over the suspect."""
    return any(
        text[begin:end] in terms
        for begin in range(max(0, one.end - LONGEST_TERM), one.start + 1)
        for end in range(one.end, min(len(text), begin + LONGEST_TERM) + 1)
    )


def models_folder() -> Path:
    """The folder of the shipped models."""
    return Path(str(files("xuncha.data") / "models"))


@lru_cache(maxsize=1)
def shipped_statistics() -> Statistics:
    """The statistics that come with the program.

    From then on the process multiplies on one thread: its matrices are small, and threads that wait
    for each other cost more than they bring.
    """
    threadpoolctl.threadpool_limits(limits=1, user_api="blas")
    folder = models_folder()
    reweighing = read_reweighing(folder / "statistics.toml")
    return Statistics(
        shipped_model(),
        shipped_confusion(),
        read_networks(folder / "networks.json"),
        read_limits(folder / "statistics.toml", general=reweighing is not None),
        shipped_marks(),
        reweighing,
    )


def read_limits(path: Path, *, general: bool = False) -> Limits:
    """The limits of a file; with ``general`` those for a machine with a general model.

    Raises ModelError naming what is missing.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        look = found["look"]
        least = {
            Sort(sort): {Band.A: float(limit["a"]), Band.B: float(limit["b"])}
            for sort, limit in (
                found["least"] | (found["general"]["least"] if general else {})
            ).items()
        }
        gains = {sort: float(look["gain"][sort]) for sort in Sort}
        bounds = Bounds(float(look["rare"]), gains, int(look["kept"]))
        repeated, unrelated = int(look["repeated"]), int(look["unrelated"])
        familiar, real_word = float(look["familiar"]), float(look["real_word"])
        rival = float(look["rival"])
        return Limits(bounds, repeated, unrelated, familiar, real_word, rival, least)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError("统计界限读不出", f"{path.name}（{error}）", "重新安装程序") from None
