"""Native Office charts: model, series, axes, plots and their XML."""
