"""What the pages of assessments need, brought together and written out for the template."""
