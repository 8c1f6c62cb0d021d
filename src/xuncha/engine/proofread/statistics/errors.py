"""What can be wrong with the data of the statistics.

XunchaError
└── InputError
    └── ModelError   a language model, a word list or training text cannot be used
"""

from xuncha.engine.domain.errors import InputError


class ModelError(InputError):
    """语言模型不能用"""
