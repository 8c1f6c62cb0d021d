"""Pages in Tibetan, Mongolian (both scripts) and Uyghur: lists, articles, homes, empty ones."""
