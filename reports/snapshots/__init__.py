"""Figures brought together once, as plain values, before a paper is set from them.

A snapshot is what gets frozen: whole numbers or ``None`` (not known), texts, ISO dates. It
holds no percentages; papers compute them from numerator and denominator.
"""
