"""The part of the plane that the province map shows, in km of the map's own projection."""

# it leaves sea for the inset and room for the key
MAP_EXTENT_KM = {"x": [-2700, 3220], "y": [-2060, 2080]}
