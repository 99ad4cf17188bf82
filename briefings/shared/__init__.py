"""What slides, documents and workbooks have in common: packages, DrawingML, tables, gaps."""
