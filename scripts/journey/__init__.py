"""The whole circle of an office, gone through in a real Chromium by clerks of every role."""
