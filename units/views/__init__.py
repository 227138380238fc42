"""Pages about units, the people who work in them, and what was done."""
