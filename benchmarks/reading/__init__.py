"""Page reading held against pages a person or a generator labelled."""
