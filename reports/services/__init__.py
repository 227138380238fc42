"""Building, freezing and preparing annual reports."""
