"""Questions in rows and columns: what CSV and XLSX have in common. The formats themselves are `csv` and `xlsx`."""
