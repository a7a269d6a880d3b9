"""Polars on S3, by its own Rust client: writes, scans with filters and partitions, streams, reads CSV and JSON lines."""

import datetime
import json

import polars as pl

seen = {}
table = pl.DataFrame({
    "id": range(1000),
    "city": ["Ulm", "Bonn"] * 500,
    "at": [datetime.datetime(2030, 1, 1) + datetime.timedelta(minutes=minute) for minute in range(1000)],
    "price": [None if number % 7 == 0 else number / 4 for number in range(1000)],
})

table.write_parquet("s3://trips/one.parquet")
seen["one"] = pl.read_parquet("s3://trips/one.parquet").equals(table)

# A scan reads the footer and the column chunks it needs, by ranges.
scan = pl.scan_parquet("s3://trips/one.parquet").filter(pl.col("id") >= 990).select("id", "city")
seen["scan"] = scan.collect().rows()[:2]

table.write_parquet("s3://trips/by-city/", partition_by="city")
by_city = pl.scan_parquet("s3://trips/by-city/**/*.parquet", hive_partitioning=True)
seen["partitions"] = sorted(by_city.group_by("city").agg(pl.len(), pl.col("price").null_count()).collect().rows())
seen["one partition"] = by_city.filter(pl.col("city") == "Ulm").select(pl.len()).collect().item()

# More than one part: the stream goes up as a multipart upload.
large = pl.LazyFrame({"n": range(2_000_000)}).with_columns((pl.col("n") * 2654435761 % 4294967296).alias("hash"))
large.sink_parquet("s3://trips/large.parquet", compression="uncompressed")
seen["large"] = pl.scan_parquet("s3://trips/large.parquet").select(pl.col("n").sum(), pl.col("hash").max()).collect().rows()

table.write_csv("s3://trips/rows.csv")
table.lazy().sink_ndjson("s3://trips/rows.ndjson")
seen["csv"] = pl.read_csv("s3://trips/rows.csv", try_parse_dates=True).equals(table)
seen["ndjson"] = pl.scan_ndjson("s3://trips/rows.ndjson").select(pl.len()).collect().item()
try:
    pl.read_parquet("s3://trips/none.parquet")
except Exception as error:
    seen["missing"] = type(error).__name__
print(json.dumps(seen))
