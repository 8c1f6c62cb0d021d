"""Traces of tampering read out of the pages of a visit."""
