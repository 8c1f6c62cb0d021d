"""Papers of rectification: what orders and answers say, set as official documents and kept."""
