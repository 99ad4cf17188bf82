"""The empty workbook that stewards fill in."""
