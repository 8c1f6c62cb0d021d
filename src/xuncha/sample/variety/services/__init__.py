"""Pages of interaction and services, with a truth of their own in ``Row.service``."""
