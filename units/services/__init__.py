"""Changes to the organisation: the tree, its people, and who holds which role."""
