"""PyAthena: its cursors, SQL with parameters, and SQLAlchemy with tables, reflection and inserts."""

import datetime
import json
from decimal import Decimal

import pandas as pd
import sqlalchemy as sa
from pyathena import connect
from pyathena.async_cursor import AsyncCursor
from pyathena.cursor import DictCursor
from pyathena.error import OperationalError
from pyathena.pandas.cursor import PandasCursor
from pyathena.pandas.util import to_sql

STAGING = "s3://results/pyathena/"
seen, connection = {}, connect(s3_staging_dir=STAGING, schema_name="lab", poll_interval=0.05)
cursor = connection.cursor()
cursor.execute("CREATE DATABASE IF NOT EXISTS lab")

cursor.execute("""
    SELECT true AS yes, TINYINT '1' AS t, 2 AS i, BIGINT '3' AS l, REAL '1.5' AS r, 2.5 AS d, DECIMAL '1.50' AS exact, 'text' AS s, X'0aff' AS bytes,
           DATE '2030-01-02' AS day, TIMESTAMP '2030-01-02 03:04:05.678' AS at, TIMESTAMP '2030-01-02 03:04:05.678 UTC' AS zoned, TIME '03:04:05.678' AS clock,
           ARRAY[1, 2] AS list, MAP(ARRAY['k'], ARRAY[1]) AS map, CAST(ROW(1, 'x') AS ROW(a INTEGER, b VARCHAR)) AS row, JSON '{"a": 1}' AS json,
           UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59' AS id, IPADDRESS '10.0.0.1' AS ip, NULL AS nothing""")
seen["values"] = [repr(value) for value in cursor.fetchone()]
seen["columns"] = [[name, kind] for name, kind, *_ in cursor.description]
seen["statistics"] = [cursor.state, cursor.statement_type, cursor.output_location.startswith(STAGING), cursor.rownumber]

rows = cursor.execute("SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n) ORDER BY n").fetchall()
seen["pages"] = [len(rows), rows[-1]]
seen["formatted"] = cursor.execute("SELECT %(n)d + 1, %(s)s, %(day)s, %(exact)s, 1 IN %(list)s", {"n": 1, "s": "it's", "day": datetime.date(2030, 1, 2), "exact": Decimal("1.5"), "list": [1, 2]}).fetchone()[:2]
seen["by server"] = connection.cursor().execute("SELECT ? + 1, ?", ["1", "'it''s'"], paramstyle="qmark").fetchone()
seen["by name"] = connection.cursor(DictCursor).execute("SELECT 1 AS one, 'x' AS two").fetchone()

frame = pd.DataFrame({"id": [1, 2, 3], "name": ["a", None, "ü"], "at": pd.to_datetime(["2030-01-01", "2030-01-02", "2030-01-03"]), "day": ["x", "y", "x"]})
to_sql(frame, "trips", connection, "s3://data/trips/", schema="lab", partitions=["day"], if_exists="replace", compression="snappy")
frame = connection.cursor(PandasCursor).execute("SELECT id, name, at, day FROM trips ORDER BY id").as_pandas()
seen["pandas"] = [[None if pd.isna(value) else str(value) for value in row] for row in frame.itertuples(index=False)]
# Not by ArrowCursor: pyarrow's S3FileSystem, which it makes itself, looks at no AWS_ENDPOINT_URL.
unloaded = connect(s3_staging_dir=STAGING, schema_name="lab", cursor_class=PandasCursor, poll_interval=0.05).cursor(unload=True).execute("SELECT id, day FROM trips")
seen["unloaded"] = sorted(map(tuple, unloaded.as_pandas().values.tolist()))
query, future = connect(s3_staging_dir=STAGING, schema_name="lab", cursor_class=AsyncCursor, poll_interval=0.05).cursor().execute("SELECT count(*) FROM trips")
seen["asynchronous"] = future.result().fetchall()
tables = connection.cursor().list_table_metadata(schema_name="lab")
seen["metadata"] = [[table.name, [[column.name, column.type] for column in table.columns], [key.name for key in table.partition_keys]] for table in tables]
try:
    cursor.execute("SELECT missing FROM trips")
except OperationalError as error:
    seen["failed"] = str(error)

engine = sa.create_engine("awsathena+rest://:@athena.us-east-1.amazonaws.com:443/lab", connect_args={"s3_staging_dir": STAGING, "poll_interval": 0.05})
inspector = sa.inspect(engine)
seen["inspected"] = [inspector.get_schema_names(), inspector.get_table_names(), [[column["name"], str(column["type"])] for column in inspector.get_columns("trips")], inspector.get_view_names(), inspector.has_table("none")]
metadata = sa.MetaData()
prices = sa.Table(
    "prices", metadata, sa.Column("id", sa.BigInteger), sa.Column("price", sa.Double), sa.Column("day", sa.String, awsathena_partition=True),
    awsathena_location="s3://data/prices/", awsathena_file_format="PARQUET", awsathena_compression="SNAPPY", awsathena_tblproperties={"owner": "me"})
trips = sa.Table("trips", sa.MetaData(), autoload_with=engine)
seen["reflected"] = [[column.name, str(column.type)] for column in trips.columns]
with engine.connect() as session:
    metadata.create_all(session)
    session.execute(sa.insert(prices).values([{"id": 1, "price": 1.5, "day": "x"}, {"id": 2, "price": 2.5, "day": "y"}]))
    session.execute(sa.insert(prices), {"id": 3, "price": None, "day": "x"})
    joined = sa.select(trips.c.id, trips.c.name, sa.func.sum(prices.c.price).label("total")).join(prices, trips.c.id == prices.c.id).where(prices.c.day.in_(["x", "y"]))
    seen["joined"] = [tuple(row) for row in session.execute(joined.group_by(trips.c.id, trips.c.name).order_by(trips.c.id).limit(2).offset(0))]
    session.execute(sa.text("CREATE OR REPLACE VIEW lab.dear AS SELECT * FROM lab.prices WHERE price > 2"))
    seen["views"] = [sa.inspect(engine).get_view_names(), session.execute(sa.text("SELECT count(*) FROM dear")).scalar()]
    seen["read"] = pd.read_sql_query(sa.select(prices).order_by(prices.c.id), session)["id"].tolist()
    session.execute(sa.text("DROP VIEW lab.dear"))
    metadata.drop_all(session)
seen["dropped"] = sa.inspect(engine).get_table_names()
print(json.dumps(seen, default=str))
