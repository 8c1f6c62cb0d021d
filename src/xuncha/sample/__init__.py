"""The fake web the product is shown and tested on: a generator of named scenarios and its server.

What is planted here is never read by what has to find it: this package imports nothing of
``xuncha.engine``.
"""

from xuncha.sample.build import build
from xuncha.sample.errors import SampleError

__all__ = ["SampleError", "build"]
