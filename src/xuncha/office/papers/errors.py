"""Faults of the room papers.

XunchaError
└── PaperError          a template that cannot be used, or a paper that cannot be made
"""

from xuncha.engine.domain.errors import XunchaError


class PaperError(XunchaError):
    """文书不能这样制作"""
