"""A campaign in polars: what its texts become, and the report of preflight.

    pip install . polars && python examples/engines/polars_campaign.py
"""

import polars as pl

import septet
import septet.engines.polars  # registers the namespace septet

campaign = pl.scan_csv("examples/campaign.csv", infer_schema=False)

# type checkers do not know a namespace that is registered at run time
counted = campaign.select(pl.col("text").septet.count().struct.unnest())  # pyright: ignore
print(counted.group_by("encoding").agg(pl.len(), pl.col("segments").sum()).sort("encoding").collect())

check = septet.Preflight("msgine", "examples/rates.csv", sender="KitoMarket")
verdicts = check.batch(campaign.collect())  # a lazy stream of Arrow batches
print(pl.DataFrame(verdicts).group_by("status").agg(pl.col("cost").sum()).sort("status"))
report = verdicts.report()
print(f"{report.messages} messages, {report.segments} segments, {report.cost['USD'].total.expected} USD")
print(f"{report.refused_senders} of them once their sender is another")
