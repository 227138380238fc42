"""Figures from above: how the forms stand, targets, what is not met, comparison through time.

Every page is written from the roll-up (``campaigns.models.tallies``), so it is as new as the last
commit at every level of the tree, and costs the same few statements.
"""
