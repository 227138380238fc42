"""The demo year: believable units, people and results for the five plans, always the same.

Everything is written through the services, by named demo people; a fixed seed makes two
installations alike.
"""
