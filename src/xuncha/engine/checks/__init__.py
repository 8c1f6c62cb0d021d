"""Checks: measuring instruments, one file each; facts and history in, an outcome out."""
