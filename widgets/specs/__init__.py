"""The charts of each page as ChartSpecs: measured numbers and words, no drawing.

Wall, desk and briefing take the same specs, so their numbers cannot differ.
"""
