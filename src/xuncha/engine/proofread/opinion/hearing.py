"""Ask, hold the answers against the gate, and let them move findings between the bands.

An opinion never makes a finding and never takes one away: it raises a doubtful one where the
statistics are of the same mind, lowers a certain one it disagrees with, and says so in its reason.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xuncha.engine.domain.opinions import OpinionLimits, Unheard
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.opinion.gate import Gate
from xuncha.engine.proofread.opinion.questions import Choice, Place, Posed, Question
from xuncha.engine.proofread.opinion.settings import Control
from xuncha.engine.proofread.opinion.verdicts import Answer, Opinion, Says, Verdict

_GATED = "改动超出形近音近一字之差，或使句子更不像官方文本"
_SILENT = "没有逐处回答"


@dataclass(frozen=True, slots=True)
class Heard:
    """The findings after the opinion, passage by passage, and what became of it in one line."""

    findings: list[tuple[TextFinding, ...]]
    said: str


def affordable(posed: Sequence[Posed], limits: OpinionLimits, controls: int) -> Sequence[Posed]:
    """The first questions that the limits on requests and characters leave room for."""
    kept: list[Posed] = []
    left = limits.characters
    for one in posed[: max(0, limits.requests - controls)]:
        left -= len(one.question.sentence)
        if left < 0:
            break
        kept.append(one)
    return kept


def control_questions(controls: Sequence[Control]) -> list[Question]:
    """The sentences whose verdict is known, as questions."""
    return [
        Question(
            one.sentence,
            (Place(1, one.sentence.index(one.written), one.written, one.suggested),),
        )
        for one in controls
    ]


@dataclass(frozen=True, slots=True)
class Hearing:
    """One who is asked, and what the answers are held to."""

    opinion: Opinion
    gate: Gate
    limits: OpinionLimits
    controls: Sequence[Control]
    raise_from: float

    def hear(self, findings: Sequence[Sequence[TextFinding]], choice: Choice) -> Heard:
        """The findings with what was said of them; unchanged where nothing usable was said.

        The controls are asked first: who does not know them is shown nothing of the text.
        """
        result = [list(found) for found in findings]
        posed = affordable(choice.posed, self.limits, len(self.controls))
        if not posed:
            return Heard(_fixed(result), "第二意见：没有需要询问的疑点，未送出任何文字")
        failed = self._failed_control()
        if failed:
            return Heard(_fixed(result), f"第二意见没有取得：{failed}；所有发现保持原样")
        answers = self.opinion.answers([one.question for one in posed])
        missed: Counter[str] = Counter()
        moved: Counter[Band] = Counter()
        asked = sum(len(one.findings) for one in posed)
        for one, answer in zip(posed, answers, strict=True):
            for place, number in zip(one.question.places, one.findings, strict=True):
                before = result[one.passage][number]
                after = self._judged(before, one.question, place, answer)
                if isinstance(after, Unheard):
                    missed[after.reason] += 1
                    continue
                result[one.passage][number] = after
                if after.band is not before.band:
                    moved[after.band] += 1
        unasked = sum(len(one.findings) for one in choice.posed) - asked
        return Heard(_fixed(result), _line(self.opinion.name, asked, unasked, moved, missed))

    def _failed_control(self) -> str:
        """Why the opinion is not worth asking; empty when it knows the controls."""
        questions = control_questions(self.controls)
        answers = self.opinion.answers(questions) if questions else ()
        for control, answer in zip(self.controls, answers, strict=True):
            if isinstance(answer, Unheard):
                return answer.reason
            (place,) = questions[self.controls.index(control)].places
            said = next((one for one in answer if one.id == place.id), None)
            right = control.suggested if control.verdict == Says.WRONG else ""
            if said is None or said.says != control.verdict or said.correction != right:
                return f"对照句“{control.sentence}”答错"
        return ""

    def _judged(
        self, found: TextFinding, question: Question, place: Place, answer: Answer
    ) -> TextFinding | Unheard:
        if isinstance(answer, Unheard):
            return answer
        verdict = next((one for one in answer if one.id == place.id), None)
        if verdict is None:
            return Unheard(_SILENT)
        if verdict.says is Says.WRONG and not self.gate.passes(
            question.sentence, place, verdict.correction
        ):
            return Unheard(_GATED)
        return self._moved(found, verdict)

    def _moved(self, found: TextFinding, verdict: Verdict) -> TextFinding:
        band, said = found.band, f"第二意见（{self.opinion.name}）"
        if verdict.says is Says.UNSURE:
            return found
        if verdict.says is Says.RIGHT:
            said += "认为此处无误" + "，降为存疑" * (band is Band.A)
            band = Band.B
        elif verdict.correction != found.suggestion:
            said += f"也认为此处有误，但建议改为“{verdict.correction}”"
        elif band is Band.B and found.confidence >= self.raise_from:
            said += "也认为此处有误，提为有把握"
            band = Band.A
        else:
            said += "也认为此处有误"
        return replace(found, band=band, why=f"{found.why}；{said}")


def _fixed(findings: list[list[TextFinding]]) -> list[tuple[TextFinding, ...]]:
    return [tuple(found) for found in findings]


def _line(name: str, asked: int, unasked: int, moved: Counter[Band], missed: Counter[str]) -> str:
    parts = [f"第二意见（{name}）：询问 {asked} 处"]
    parts += [f"提为有把握 {moved[Band.A]} 处，降为存疑 {moved[Band.B]} 处"]
    if unasked:
        parts.append(f"{unasked} 处超出本次限额，未询问")
    if missed:
        reasons = "、".join(f"{reason}（{count} 处）" for reason, count in missed.most_common())
        parts.append(f"没有取得：{reasons}，这些发现保持原样")
    return "；".join(parts)
