"""Pages of the highest app: home, and annual reports."""
