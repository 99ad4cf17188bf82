"""自上次以来: what changed from one publication to another, for every surface."""
