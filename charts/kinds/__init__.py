"""One chart kind a file: a ChartSpec's data as Plotly traces and layout."""
