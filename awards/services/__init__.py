"""Proposing, voting, deciding; every step leaves one event."""
