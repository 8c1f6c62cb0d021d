"""A fault of a rulebook file: file, table key, line, what is wrong and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``key`` is the dotted table key; ``line`` counts from 1."""

    file: str
    key: str
    line: int
    message: str

    def line_of_text(self) -> str:
        """The fault as the one Chinese line a user reads."""
        return f"{self.file} 第 {self.line} 行，{self.key or '文件'}：{self.message}"
