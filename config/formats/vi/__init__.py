"""Vietnamese conventions; Django's own ``vi`` reads 05/11/2026 as the eleventh of May."""
