"""How laboratories lie over the provinces: map, weights, curves, distances."""
