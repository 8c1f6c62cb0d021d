"""Layer 3 of the proofreader: character and word statistics that doubt a place and say why."""
