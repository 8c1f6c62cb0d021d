"""What can be wrong with the proofreader's own data.

XunchaError
└── LexiconError   a row of the lexicon cannot be used
"""

from xuncha.engine.domain.errors import XunchaError


class LexiconError(XunchaError):
    """词库有误"""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"词库有误：{message}；位置：{file} 第 {line} 行；处理办法：改正该行")
