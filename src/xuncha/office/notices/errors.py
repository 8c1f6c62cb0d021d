"""What can go wrong while a notice is written.

XunchaError
└── NoticeError          the content contradicts itself, or its settings cannot be read
"""

from xuncha.engine.domain.errors import XunchaError


class NoticeError(XunchaError):
    """通报内容前后不一致，未生成文件"""
