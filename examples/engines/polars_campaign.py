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
# polars' sum of nothing is 0; a message without a price has no cost, not one of 0
cost = pl.when(pl.col("cost").count() > 0).then(pl.col("cost").sum())
print(pl.DataFrame(verdicts).group_by("status").agg(pl.len(), cost).sort("status"))
report = verdicts.report()
print(f"{report.messages} messages, {report.segments} segments, {report.cost['USD'].total.expected} USD")
print(f"{report.refused_senders} of them once their sender is another")
