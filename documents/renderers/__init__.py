"""From a paper as data to bytes: PDF and DOCX, the same words in both."""
