"""From an uploaded file to rows of cells, without trusting the file."""
