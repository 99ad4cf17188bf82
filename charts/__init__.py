"""ChartSpec -> plotly figure. The only room that knows Plotly."""
