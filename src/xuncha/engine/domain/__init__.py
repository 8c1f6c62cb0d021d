"""The shared words as frozen dataclasses; no rules, no input or output."""
