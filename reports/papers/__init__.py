"""Snapshots set as papers: the words of the office around the frozen figures."""
