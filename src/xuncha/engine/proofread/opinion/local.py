"""A local model as a second opinion: a folder with ``model.onnx`` and ``vocab.txt``.

The contract. ``vocab.txt``: UTF-8, a token a line, the line's number (from 0) is its id, with
``[PAD] [UNK] [CLS] [SEP]`` and, for ``masked``, ``[MASK]``; one Chinese character a token.
``model.onnx``: inputs by name, int64 of shape [batch, length]: ``input_ids``, and if the model has
them ``attention_mask`` and ``token_type_ids``; first output: scores [batch, length, vocabulary].
``masked`` models see ``[MASK]`` where characters are in doubt, ``corrector`` models the text as it
is. Only places whose suggestion is as long as what is written are judged; of others it is unsure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xuncha.engine.domain.errors import InputError
from xuncha.engine.domain.opinions import OpinionLimits, Unheard
from xuncha.engine.proofread.opinion.questions import Place, Question
from xuncha.engine.proofread.opinion.settings import LocalModel, Weighing
from xuncha.engine.proofread.opinion.verdicts import Answer, Says, Verdict

PAD, UNKNOWN, BEGIN, END, HIDDEN = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"
MOST_TOKENS = 200_000
SILENT = 4
"""onnxruntime's level of a log that says nothing but what ends the process."""
IDS, ATTENTION, KINDS = "input_ids", "attention_mask", "token_type_ids"

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LocalOpinion:
    """A loaded model. ``seconds`` is a running clock, handed in; the limits' time is held to it."""

    name: str
    session: Any
    tokens: dict[str, int]
    hides: bool
    weighing: Weighing
    limits: OpinionLimits
    seconds: Callable[[], float]

    def answers(self, questions: Sequence[Question]) -> list[Answer]:
        """What the model makes of the places, question by question."""
        end = self.seconds() + self.limits.seconds
        found: list[Answer] = []
        for question in questions:
            late = self.seconds() >= end
            found.append(Unheard("本次限定的时间已用完") if late else self._answer(question))
        return found

    def _answer(self, question: Question) -> Answer:
        try:
            return tuple(self._verdict(question.sentence, place) for place in question.places)
        except _faults() as error:
            return Unheard(f"本机模型运行出错（{type(error).__name__}）")

    def _verdict(self, sentence: str, place: Place) -> Verdict:
        changed = [
            (place.at + at, one, other)
            for at, (one, other) in enumerate(zip(place.written, place.suggested, strict=False))
            if one != other
        ]
        known = all({one, other} <= self.tokens.keys() for _, one, other in changed)
        if len(place.written) != len(place.suggested) or not known:
            return Verdict(place.id, Says.UNSURE)
        ids = self._ids(sentence, [at for at, _, _ in changed])
        chances = self._chances(ids)
        gain = sum(
            float(chances[at + 1, self.tokens[other]] - chances[at + 1, self.tokens[one]])
            for at, one, other in changed
        )
        if gain >= self.weighing.agree:
            return Verdict(place.id, Says.WRONG, place.suggested)
        return Verdict(place.id, Says.RIGHT if -gain >= self.weighing.against else Says.UNSURE)

    def _ids(self, sentence: str, doubted: Sequence[int]) -> Ids:
        unknown = self.tokens[UNKNOWN]
        ids = [self.tokens.get(one, unknown) for one in sentence]
        if self.hides:
            for at in doubted:
                ids[at] = self.tokens[HIDDEN]
        return np.array([[self.tokens[BEGIN], *ids, self.tokens[END]]], dtype=np.int64)

    def _chances(self, ids: Ids) -> NDArray[np.float64]:
        """Scores of every token at every place, larger by the logarithm of the chance."""
        given = {IDS: ids, ATTENTION: np.ones_like(ids), KINDS: np.zeros_like(ids)}
        wanted = {one.name for one in self.session.get_inputs()}
        (scores, *_) = self.session.run(None, {key: given[key] for key in given if key in wanted})
        found: NDArray[np.float64] = np.asarray(scores, dtype=np.float64)
        if found.shape != (1, ids.shape[1], len(self.tokens)) or not np.isfinite(found).all():
            raise ValueError(found.shape)
        sentence: NDArray[np.float64] = found[0]
        return sentence


def open_local(
    model: LocalModel,
    weighing: Weighing,
    limits: OpinionLimits,
    seconds: Callable[[], float],
) -> LocalOpinion:
    """The model of a folder, on one core. Raises InputError for what is missing or not a model."""
    if find_spec("onnxruntime") is None:
        raise InputError(
            "本机模型需要 onnxruntime，尚未安装",
            "第二意见 [local]",
            "pip install 'xuncha[opinion]'",
        )
    tokens = _tokens(model.folder / "vocab.txt", hides=model.kind == "masked")
    path = model.folder / "model.onnx"
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(
            "本机模型打不开", f"{path}（{error.strerror}）", "核对路径和权限"
        ) from None
    if size > weighing.model_max_bytes:
        raise InputError("本机模型太大", str(path), f"不超过 {weighing.model_max_bytes} 字节")
    try:
        session = _session(path)
    except _faults() as error:
        raise InputError(
            "本机模型不是可用的 ONNX 文件", f"{path}（{type(error).__name__}）", "换一个模型文件"
        ) from None
    if IDS not in {one.name for one in session.get_inputs()}:
        raise InputError(f"本机模型没有输入 {IDS}", str(path), "按约定导出模型")
    name = model.folder.resolve().name
    return LocalOpinion(name, session, tokens, model.kind == "masked", weighing, limits, seconds)


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = SILENT
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def _faults() -> tuple[type[Exception], ...]:
    """All that a model may raise: onnxruntime's faults share no base class of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    own = [one for one in vars(state).values() if isinstance(one, type)]
    return (ValueError, RuntimeError, *(one for one in own if issubclass(one, Exception)))


def _tokens(path: Path, *, hides: bool) -> dict[str, int]:
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "本机模型的词表读不出", f"{path}（{error}）", "存为 UTF-8，一行一个"
        ) from None
    tokens = {line: number for number, line in enumerate(lines)}
    missing = {UNKNOWN, BEGIN, END, *([HIDDEN] if hides else [])} - tokens.keys()
    if missing or len(tokens) != len(lines) or len(lines) > MOST_TOKENS:
        what = f"缺少 {'、'.join(sorted(missing))}" if missing else "有重复行或行数过多"
        raise InputError(f"本机模型的词表{what}", str(path), "用模型自带的词表")
    return tokens
