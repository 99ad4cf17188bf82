"""What readers choose with: clauses, provinces, scenarios, tabs."""
