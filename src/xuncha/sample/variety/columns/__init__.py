"""List pages: the entries of a column in many forms of markup."""
