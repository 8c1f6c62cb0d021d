"""An office as large as a province's, and how fast its pages answer."""
