"""From tidy answers to what is handed over: charts, tables, a workbook, a web page."""
