"""From a file to typed records: preflight, grid, tables, values, records."""
