"""Where the program's own log goes: to stderr, so that stdout holds results alone."""

import sys

import structlog


def log_to_stderr() -> None:
    """Send every log line of this process to stderr, one line each, without colours."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.dev.ConsoleRenderer(colors=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
