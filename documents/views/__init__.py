"""Pages of papers that are issued, of number books and of signatories."""
