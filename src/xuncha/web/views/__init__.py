"""One module per part of the office's pages."""
