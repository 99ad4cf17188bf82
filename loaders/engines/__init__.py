"""What computes the aggregation: DuckDB in this process, or Apache Spark."""
