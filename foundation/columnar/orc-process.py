"""Writes and reads ORC files for the lab cloud, with pyarrow. One request a line comes in, one answer a line goes out.

It ends when its input ends, so that it never outlives the process that started it.
"""

import json
import sys

import pyarrow as pa
import pyarrow.orc as orc
import pyarrow.parquet as pq

ROWS_AT_ONCE = 16_384


def write(request):
    """Parquet to ORC, batch by batch."""
    source = pq.ParquetFile(request["from"])
    schema = source.schema_arrow.remove_metadata()
    rows = 0
    with orc.ORCWriter(request["to"], **request["options"]) as writer:
        for batch in source.iter_batches(ROWS_AT_ONCE):
            table = pa.Table.from_batches([batch]).cast(schema)
            writer.write(table)
            rows += table.num_rows
        if rows == 0:
            writer.write(schema.empty_table())
    return {"rows": rows}


def read(request):
    """ORC to Parquet, stripe by stripe."""
    source = orc.ORCFile(request["from"])
    with pq.ParquetWriter(request["to"], source.schema, compression="snappy") as writer:
        for stripe in range(source.nstripes):
            writer.write_batch(source.read_stripe(stripe))
    return {"rows": source.nrows}


def describe(request):
    """Columns, rows and how the file is written."""
    source = orc.ORCFile(request["from"])
    return {
        "columns": [{"name": field.name, "type": str(field.type)} for field in source.schema],
        "rows": source.nrows,
        "compression": str(source.compression),
        "stripes": source.nstripes,
        "fileVersion": str(source.file_version),
        "rowIndexStride": source.row_index_stride,
    }


WORK = {"write": write, "read": read, "describe": describe}


def answer(line):
    request = json.loads(line)
    try:
        return {"id": request["id"], "done": WORK[request["do"]](request)}
    except Exception as error:  # noqa: BLE001 - every failure is the caller's to judge
        return {"id": request["id"], "failed": f"{type(error).__name__}: {error}"}


print(json.dumps({"ready": pa.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps(answer(line)), flush=True)
