"""The sections of notices, a module each; ``section.all_sections`` finds them here."""
