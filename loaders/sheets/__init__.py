"""A raw sheet -> the register it holds: headings, units, footers, mapping."""
