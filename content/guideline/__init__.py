"""Where each sentence of the guideline stands: readings, statuses, milestones, methods."""
