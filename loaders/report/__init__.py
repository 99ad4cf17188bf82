"""What was refused and why: report.json, rejected.xlsx, the page of problem codes."""
