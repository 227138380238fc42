"""What people type on the pages of units, people and households."""
