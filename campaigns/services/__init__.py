"""Opening and closing years, who takes part, duties and what was delivered."""
