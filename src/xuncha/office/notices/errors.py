"""What can go wrong while a notice is written.

XunchaError
└── NoticeError          the content contradicts itself, or its settings cannot be read
    └── DraftError       a draft may not be changed or moved on this way now
"""

from xuncha.engine.domain.errors import XunchaError


class NoticeError(XunchaError):
    """通报内容前后不一致，未生成文件"""


class DraftError(NoticeError):
    """这份拟稿现在不能这样处理"""
