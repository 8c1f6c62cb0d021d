"""The room's exceptions: wrong word data of ours; a page's fault is always data.

ExtractError
└── WordDataError     a word table under data/lexicon cannot be read
"""

from xuncha.engine.domain.errors import XunchaError


class ExtractError(XunchaError):
    """页面读取程序无法继续"""


class WordDataError(ExtractError):
    """读取页面所用的词表有误"""
