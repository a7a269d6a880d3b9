"""s3fs, which fsspec, Dask and pandas use: files by parts, ranges, globs, copies, appends, tags, metadata, folders, links."""

import json
import urllib.request

import pandas as pd
import s3fs

fs, seen = s3fs.S3FileSystem(), {}
fs.pipe({"trips/a/one.json": b'{"n": 1}', "trips/a/b/two.json": b'{"n": 2}', "trips/c.txt": b"0123456789"})
seen["found"] = fs.find("trips")
seen["glob"] = fs.glob("trips/**/*.json")
seen["listed"] = sorted((entry["name"], entry["type"], entry["size"]) for entry in fs.ls("trips", detail=True))
seen["walked"] = [[root, sorted(folders), sorted(files)] for root, folders, files in fs.walk("trips")]
seen["ranges"] = [part.decode() for part in fs.cat_ranges(["trips/c.txt"] * 2, [0, 7], [3, 10])]
seen["tail"] = fs.tail("trips/c.txt", 4).decode()
seen["used"] = fs.du("trips")

with fs.open("trips/large", "wb", block_size=5 << 20) as file:
    for letter in b"abcdefghijkl":
        file.write(bytes([letter]) * (1 << 20))
with fs.open("trips/large", "rb", block_size=1 << 20, cache_type="readahead") as file:
    file.seek((11 << 20) - 1)
    seen["large"] = [file.size, file.read(2).decode()]
# Appending to a large object copies it as the first part of a new one.
with fs.open("trips/large", "ab") as file:
    file.write(b"!")
seen["appended"] = [fs.size("trips/large"), fs.tail("trips/large", 2).decode()]

fs.copy("trips/a", "trips/copy", recursive=True)
fs.mv("trips/c.txt", "trips/moved.txt")
fs.setxattr("trips/moved.txt", copy_kwargs={"ContentType": "text/plain"}, color="red")
seen["metadata"] = [fs.metadata("trips/moved.txt", refresh=True), fs.info("trips/moved.txt", refresh=True)["ContentType"]]
fs.put_tags("trips/moved.txt", {"kind": "test"})
seen["tags"] = fs.get_tags("trips/moved.txt")
seen["link"] = urllib.request.urlopen(fs.sign("trips/moved.txt", expiration=60)).read().decode()
with fs.open("trips/only-once", "wb") as file:
    file.write(b"first")
try:
    fs.pipe_file("trips/only-once", b"second", mode="create")
except FileExistsError:
    seen["once"] = fs.cat("trips/only-once").decode()

frame = pd.DataFrame({"id": [1, 2], "city": ["Ulm", None]})
frame.to_csv("s3://trips/frame.csv", index=False)
frame.to_parquet("s3://trips/frame.parquet")
seen["pandas"] = [pd.read_csv("s3://trips/frame.csv").equals(frame), pd.read_parquet("s3://trips/frame.parquet").equals(frame)]

fs.rm("trips/copy", recursive=True)
seen["exists"] = [fs.exists("trips/copy"), fs.exists("trips/a"), fs.isdir("trips/a"), fs.isfile("trips/a"), fs.exists("none-such/a")]
try:
    fs.cat("trips/none")
except FileNotFoundError:
    seen["missing"] = "FileNotFoundError"
fs.mkdir("trips-more")
seen["buckets"] = sorted(fs.ls(""))
fs.rmdir("trips-more")
fs.rm(fs.ls("trips"), recursive=True)
seen["left"] = fs.find("trips")
print(json.dumps(seen))
