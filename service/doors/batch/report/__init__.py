"""The report of a batch: what many notes show together, as one page, a workbook and plain tables."""
