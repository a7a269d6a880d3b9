"""awswrangler (AWS SDK for pandas): datasets with their tables, queries by all of its three ways, CTAS, UNLOAD, the catalog."""

import json

import awswrangler as wr
import boto3
import pandas as pd

# Without a default session awswrangler makes a session for each call, which reads the services' models again: more than half of the time.
boto3.setup_default_session()
seen, RESULTS = {}, "s3://results/wrangler/"
trips = pd.DataFrame({
    "id": [1, 2, 3, 4],
    "price": [1.5, None, 3.25, 4.0],
    "note": ["a", 'quote " and, comma', None, "ü"],
    "at": pd.to_datetime(["2030-01-01 10:00:00", "2030-01-01 11:30:00", "2030-01-02 00:00:00", None]),
    "city": ["Ulm", "Bonn", "Ulm", "Bonn"],
})
wr.catalog.create_database("lab", description="of the test", exist_ok=True)
wr.catalog.create_database("lab", exist_ok=True)
seen["databases"] = wr.catalog.databases()["Database"].tolist()

# A dataset: Parquet files in partitions, and its table in the catalog.
dataset = {"path": "s3://data/trips/", "dataset": True, "database": "lab", "table": "trips", "partition_cols": ["city"], "dtype": {"id": "bigint"}}
first = wr.s3.to_parquet(trips, mode="overwrite", glue_table_settings={"description": "trips", "columns_comments": {"id": "the trip's number"}}, **dataset)
seen["partitions"] = first["partitions_values"] and sorted(values for values in first["partitions_values"].values())
wr.s3.to_parquet(trips.assign(id=trips["id"] + 4), mode="append", **dataset)
wr.s3.to_parquet(trips.assign(id=trips["id"] + 8)[trips["city"] == "Ulm"], mode="overwrite_partitions", **dataset)
seen["types"] = wr.catalog.get_table_types("lab", "trips")
seen["parameters"] = {name: value for name, value in wr.catalog.get_table_parameters("lab", "trips").items() if name in ("classification", "compressionType", "typeOfData")}
seen["comments"] = wr.catalog.get_columns_comments("lab", "trips")["id"]
seen["catalog"] = sorted(wr.catalog.get_parquet_partitions("lab", "trips").values())
seen["found"] = [
    [table["Name"] for table in wr.catalog.get_tables(database="lab", name_contains="rip")],
    [table["Name"] for table in wr.catalog.get_tables(database="lab", name_prefix="tr")],
    [table["Name"] for table in wr.catalog.get_tables(name_suffix="ips")],
    [table["Name"] for table in wr.catalog.search_tables(text="trips")],
    wr.catalog.tables(database="lab")["Columns"].tolist(),
]
whole = wr.s3.read_parquet("s3://data/trips/", dataset=True, partition_filter=lambda values: values["city"] == "Ulm")
seen["read"] = sorted(whole["id"].tolist())
seen["by table"] = wr.s3.read_parquet_table(database="lab", table="trips", columns=["id"]).shape[0]

sql = "SELECT id, price, note, at, city FROM trips WHERE city = :city ORDER BY id"
ways = {"ctas": {}, "unload": {"ctas_approach": False, "unload_approach": True, "s3_output": "s3://results/unloaded/"}, "csv": {"ctas_approach": False}}
for name, how in ways.items():
    frame = wr.athena.read_sql_query(sql, database="lab", params={"city": "Ulm"}, **{"s3_output": RESULTS, **how})
    frame = frame.sort_values("id")
    seen[f"query {name}"] = [[str(kind) for kind in frame.dtypes], frame["id"].tolist(), [str(at) for at in frame["at"]], frame["note"].isna().tolist()]
seen["by server"] = wr.athena.read_sql_query("SELECT count(*) AS n FROM trips WHERE id > ? AND city = ?", database="lab", params=["2", "'Bonn'"], paramstyle="qmark", ctas_approach=False, s3_output=RESULTS)["n"].tolist()
chunks = wr.athena.read_sql_query("SELECT id FROM trips", database="lab", ctas_approach=False, chunksize=2, s3_output=RESULTS)
seen["chunks"] = sorted(len(chunk) for chunk in chunks)
seen["whole table"] = len(wr.athena.read_sql_table("trips", database="lab", s3_output=RESULTS))
cached = wr.athena.read_sql_query("SELECT 1 AS one", database="lab", ctas_approach=False, s3_output=RESULTS, athena_cache_settings={"max_cache_seconds": 900})
again = wr.athena.read_sql_query("SELECT 1 AS one", database="lab", ctas_approach=False, s3_output=RESULTS, athena_cache_settings={"max_cache_seconds": 900})
seen["cache"] = cached.query_metadata["QueryExecutionId"] == again.query_metadata["QueryExecutionId"]

made = wr.athena.create_ctas_table(
    "SELECT id, note, city FROM trips", database="lab", ctas_table="copied", s3_output="s3://data/copied/", storage_format="PARQUET", write_compression="SNAPPY",
    partitioning_info=["city"], bucketing_info=(["id"], 2), wait=True)
seen["ctas"] = [made["ctas_table"], len(wr.s3.list_objects("s3://data/copied/")), wr.athena.read_sql_query("SELECT count(*) AS n FROM copied", database="lab", s3_output=RESULTS)["n"][0].item()]
wr.athena.unload("SELECT id, city FROM trips", path="s3://data/unloaded/", database="lab", file_format="JSON", compression="gzip", partitioned_by=["city"])
# Beside the files lie the query's own list of them and its companion.
seen["unload"] = wr.s3.read_json("s3://data/unloaded/", path_suffix=".gz", dataset=True, lines=True)["id"].count().item()

seen["describe"] = wr.athena.describe_table(database="lab", table="trips", s3_output=RESULTS).values.tolist()
seen["show create"] = wr.athena.show_create_table(database="lab", table="trips", s3_output=RESULTS).replace("\n", " ")[:60]
seen["column types"] = wr.athena.get_query_columns_types(wr.athena.start_query_execution("SELECT id, price, at FROM trips", database="lab", s3_output=RESULTS, wait=True)["QueryExecutionId"])

# Files that others wrote, with a table made for them afterward.
wr.s3.to_csv(trips[["id", "note"]], "s3://data/csv/day=1/rows.csv", index=False, header=False)
wr.catalog.create_csv_table(database="lab", table="csv", path="s3://data/csv/", columns_types={"id": "int", "note": "string"}, partitions_types={"day": "int"}, serde_library="org.apache.hadoop.hive.serde2.OpenCSVSerde", sep=",")
seen["repaired"] = wr.athena.repair_table(database="lab", table="csv", s3_output=RESULTS)
seen["csv"] = wr.athena.read_sql_query("SELECT id, note, day FROM csv ORDER BY id", database="lab", ctas_approach=False, s3_output=RESULTS)["note"].fillna("").tolist()
wr.catalog.add_column(database="lab", table="trips", column_name="extra", column_type="string", column_comment="no more")
wr.catalog.delete_column(database="lab", table="trips", column_name="extra")
wr.catalog.upsert_table_parameters({"owner": "me"}, database="lab", table="trips")
seen["versions"] = wr.catalog.get_table_number_of_versions("lab", "trips")
seen["named"] = wr.athena.list_query_executions() != []
wr.athena.create_prepared_statement("SELECT * FROM trips WHERE id = ?", "one_trip")
seen["prepared"] = [one["StatementName"] for one in wr.athena.list_prepared_statements()]
seen["executed"] = wr.athena.read_sql_query("EXECUTE one_trip USING 2", database="lab", ctas_approach=False, s3_output=RESULTS)["city"].tolist()
try:
    wr.athena.read_sql_query("SELECT missing FROM trips", database="lab", ctas_approach=False, s3_output=RESULTS)
except wr.exceptions.QueryFailed as error:
    seen["failed"] = str(error)

wr.catalog.delete_partitions(table="trips", database="lab", partitions_values=[["Ulm"]])
seen["left"] = sorted(wr.catalog.get_partitions("lab", "trips").values())
for table in ("trips", "copied", "csv"):
    wr.catalog.delete_table_if_exists(database="lab", table=table)
wr.catalog.delete_database("lab")
print(json.dumps(seen, default=str))
