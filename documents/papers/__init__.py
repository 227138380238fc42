"""Papers of the office as builders: plain values in, a :class:`~documents.paper.Paper` out.

Every builder takes a :class:`~documents.papers.common.Frame` (who issues it, when, who signs) and
one dataclass with what the paper says. Counts in sentences are taken from the very rows of the
list, so a paper cannot contradict its annex.
"""
