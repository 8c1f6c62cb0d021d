"""What the judge cannot work with.

XunchaError
└── JudgeError
    ├── UnknownIndicatorError   an outcome names an indicator the book does not have
    ├── WrongTargetError        an indicator for accounts on a site, or the other way round
    ├── WrongPointsError        points nobody can have entered
    └── ContradictionError      an outcome and its own count cannot both be true
"""

from xuncha.engine.domain.errors import XunchaError
from xuncha.engine.domain.words import LABELS, TargetKind


class JudgeError(XunchaError):
    """无法判定"""


class UnknownIndicatorError(JudgeError):
    """没有这个指标"""

    def __init__(self, indicator: str, book: str) -> None:
        super().__init__(
            f"指标集 {book} 没有指标“{indicator}”；位置：outcomes；"
            f"处理办法：用 xuncha rulebook show {book} 查看编号后改正"
        )


class WrongTargetError(JudgeError):
    """指标与对象不符"""

    def __init__(self, indicator: str, kind: TargetKind | None) -> None:
        name = LABELS[kind] if kind is not None else "被考核单位"
        super().__init__(
            f"指标“{indicator}”不适用于{name}；位置：outcomes；"
            "处理办法：删去该行，或改正 target.kind"
        )


class WrongPointsError(JudgeError):
    """分值有误"""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(f"{message}；位置：{where}；处理办法：核对后改正分值")


class ContradictionError(JudgeError):
    """结论与计数矛盾"""

    def __init__(self, indicator: str, count: float, condition: str) -> None:
        super().__init__(
            f"指标“{indicator}”结论为未发现，而计数 {count:g} 已符合条件“{condition}”；"
            "位置：outcomes；处理办法：核对后改正 outcome 或 count"
        )
