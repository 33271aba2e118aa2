"""septet inside data engines: ``septet.engines.spark``, ``.polars``, ``.duckdb``, ``.datafusion``.

Each module is a thin adapter over the columns of ``septet.count_batch`` and
``septet.parse_number_batch``; each imports its engine, which septet itself never needs.
"""
