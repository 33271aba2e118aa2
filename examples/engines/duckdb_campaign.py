"""A campaign in DuckDB: what its texts become, and the report of preflight.

    pip install . duckdb pyarrow numpy && python examples/engines/duckdb_campaign.py
"""

import duckdb

import septet
from septet.engines.duckdb import register

connection = register(duckdb.connect())
campaign = connection.read_csv("examples/campaign.csv", all_varchar=True)

counted = connection.sql("""
    SELECT found.encoding, count(*) AS messages, sum(found.segments) AS segments
    FROM (SELECT septet_count(text) AS found FROM campaign)
    GROUP BY ALL ORDER BY ALL
""")
print(counted)

check = septet.Preflight("msgine", "examples/rates.csv", sender="KitoMarket")
report = check.batch(campaign).report()  # reads the relation as a lazy Arrow stream
print(f"{report.messages} messages, {report.segments} segments, {report.cost['USD'].total.expected} USD")
print(f"{report.refused_senders} of them once their sender is another")
