"""The office's own lists for the proofreader, what it allows, and which rules it doubts."""
