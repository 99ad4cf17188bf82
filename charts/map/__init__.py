"""The province map: traces, values, classes, frame and marks of a scenario."""
