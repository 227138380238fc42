"""ZIP files with a table of contents: papers of many units, the dossier of a year."""
