"""The arithmetic of results: values and rules in, a result with its reasons out.

Nothing here asks the database. Figures are integers or ``Decimal``; the total of a set is
rounded once, half up to two places, and it is that rounded figure which is shown and compared.
"""
