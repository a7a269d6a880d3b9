"""Arrow's own S3 client, in C++, which pandas and many data tools read and write S3 with."""

import json

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from pyarrow import fs

# By an address: S3FileSystem() itself looks at no AWS_ENDPOINT_URL, and wants endpoint_override.
(s3, _), seen = fs.FileSystem.from_uri("s3://trips"), {}
table = pa.table({"id": list(range(1000)), "city": ["Ulm", "Bonn"] * 500})
pq.write_table(table, "trips/one.parquet", filesystem=s3)
seen["one"] = pq.read_table("trips/one.parquet", filesystem=s3).equals(table)
by_city = ds.partitioning(pa.schema([("city", pa.string())]), flavor="hive")
ds.write_dataset(table, "trips/by-city", filesystem=s3, format="parquet", partitioning=by_city)
back = ds.dataset("trips/by-city", filesystem=s3, format="parquet", partitioning="hive").to_table(filter=ds.field("city") == "Ulm")
seen["filtered"] = [back.num_rows, sorted(set(back["city"].to_pylist()))]
with s3.open_output_stream("trips/large") as out:
    for _ in range(12):
        out.write(b"x" * (1 << 20))
with s3.open_input_stream("trips/large") as stream:
    seen["stream"] = len(stream.read())
with s3.open_input_file("trips/large") as file:
    file.seek(5 << 20)
    seen["seek"] = file.read(3).decode()
seen["listed"] = sorted(info.path for info in s3.get_file_info(fs.FileSelector("trips", recursive=False)))
seen["kind"] = [s3.get_file_info("trips/none").type.name, s3.get_file_info("trips/by-city").type.name]
seen["by uri"] = pq.read_table("s3://trips/one.parquet").num_rows
s3.copy_file("trips/one.parquet", "trips/two.parquet")
s3.move("trips/two.parquet", "trips/moved.parquet")
s3.create_dir("trips/new/sub")
s3.delete_file("trips/one.parquet")
s3.delete_dir("trips/by-city")
try:
    s3.open_input_file("trips/none")
except FileNotFoundError:
    seen["missing"] = "FileNotFoundError"
seen["left"] = sorted(info.path for info in s3.get_file_info(fs.FileSelector("trips", recursive=True)))
print(json.dumps(seen))
