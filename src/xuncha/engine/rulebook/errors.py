"""What can be wrong with a rulebook.

XunchaError
└── RulebookError             a rulebook cannot be used
    ├── UnknownRulebookError  nobody published a rulebook of that name
    └── FaultyRulebookError   the file holds faults; ``faults`` lists them all
"""

from typing import TYPE_CHECKING

from xuncha.engine.domain.errors import XunchaError

if TYPE_CHECKING:
    from xuncha.engine.rulebook.faults import Fault


class RulebookError(XunchaError):
    """指标集不可用"""


class UnknownRulebookError(RulebookError):
    """没有这个指标集"""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"没有名为“{name}”的指标集；位置：指标集名称；"
            f"处理办法：从 {'、'.join(known)} 中选一个，或给出 .toml 文件的路径"
        )


class FaultyRulebookError(RulebookError):
    """指标集文件有错"""

    def __init__(self, faults: "tuple[Fault, ...]") -> None:
        more = f"（另有 {len(faults) - 1} 处，用 xuncha rulebook check 查看）" if faults[1:] else ""
        super().__init__(f"{faults[0].line_of_text()}{more}")
        self.faults = faults
