"""The faces that papers are set in (see README.md and OFL.txt beside)."""
