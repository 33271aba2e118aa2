"""A campaign in Spark: what its texts become, and the report of preflight.

    pip install . pyspark pyarrow pandas && python examples/engines/spark_campaign.py

Java 17 or newer is needed. The session listens on this machine alone.
"""

import os
import sys

from pyspark.sql import SparkSession

import septet
from septet.engines import spark as engine

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the executors' Python has septet, too
session = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .getOrCreate()
)
campaign = session.read.csv("examples/campaign.csv", header=True, multiLine=True, escape='"')

counted = engine.count(campaign, "text")
counted.groupBy("septet.encoding").sum("septet.segments").orderBy("encoding").show()

check = septet.Preflight("msgine", "examples/rates.csv", sender="KitoMarket")
report = engine.preflight(campaign.repartition(3), check)
print(f"{report.messages} messages, {report.segments} segments, {report.cost['USD'].total.expected} USD")
print(f"{report.refused_senders} of them once their sender is another")
session.stop()
