"""Xuncha 巡查: inspection of the websites and new-media accounts of public bodies."""

__version__ = "0.1.0"
