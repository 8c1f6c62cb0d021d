"""The second opinion on what the statistics suspect: off unless switched on, gated, never alone."""
