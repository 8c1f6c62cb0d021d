"""Bodies in two trees, sites, columns, accounts: what an office answers for."""
