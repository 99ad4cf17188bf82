"""The frame of every page: filters, language, notices, errors."""
