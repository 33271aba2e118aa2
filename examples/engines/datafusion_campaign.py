"""A campaign in DataFusion: what its texts become, and the report of preflight.

    pip install . datafusion pyarrow && python examples/engines/datafusion_campaign.py
"""

import datafusion
import pyarrow

import septet
from septet.engines.datafusion import register

context = register(datafusion.SessionContext())
words = pyarrow.schema({"to": pyarrow.string(), "text": pyarrow.string(), "from": pyarrow.string()})
context.register_csv("campaign", "examples/campaign.csv", schema=words)

counted = context.sql("""
    SELECT found['encoding'] AS encoding, count(*) AS messages, sum(found['segments']) AS segments
    FROM (SELECT septet_count(text) AS found FROM campaign)
    GROUP BY 1 ORDER BY 1
""")
print(counted)

check = septet.Preflight("msgine", "examples/rates.csv", sender="KitoMarket")
report = check.batch(context.table("campaign")).report()
print(f"{report.messages} messages, {report.segments} segments, {report.cost['USD'].total.expected} USD")
print(f"{report.refused_senders} of them once their sender is another")
