"""Documents laid out as GB/T 9704-2012 asks of official papers, with charts that can be edited."""
