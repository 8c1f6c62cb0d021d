"""What a second opinion may spend, whom it asks, and an answer that could not be had."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpinionLimits:
    """What one run may spend on a second opinion.

    ``requests`` counts every request that goes out, repeated ones too; ``seconds`` is for the whole
    run, ``timeout_s`` for one request; ``characters`` counts the sentences sent.
    """

    requests: int
    seconds: float
    timeout_s: float
    characters: int
    concurrency: int
    retries: int
    retry_pause_s: float
    answer_max_bytes: int


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible service. ``url`` ends before ``/chat/completions``.

    ``inside`` is the one address within our own walls that may be connected to for it; empty: the
    service is on the public net. ``ca`` is a file of certificates to trust instead of the system's.
    """

    url: str
    model: str
    inside: str = ""
    ca: str = ""


@dataclass(frozen=True, slots=True)
class Unheard:
    """An answer that could not be had or used: one short Chinese reason."""

    reason: str
