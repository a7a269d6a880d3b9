"""boto3's transfer manager, presigned addresses of both signature versions, and forms that browsers post."""

import hashlib
import io
import json
import os
import sys
import threading

import boto3
import urllib3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config

seen, http = {}, urllib3.PoolManager(retries=False)
s3, folder = boto3.client("s3"), sys.argv[1]
# Without a version, botocore still signs addresses by version 2 where the region allows it.
v2 = boto3.client("s3", config=Config(signature_version="s3"))
v4 = boto3.client("s3", config=Config(signature_version="s3v4"))
parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20, max_concurrency=4)

body = b"".join(hashlib.sha256(str(number).encode()).digest() for number in range(400_000))
path, back, moved, lock = os.path.join(folder, "large"), os.path.join(folder, "back"), [], threading.Lock()


def count(size):
    with lock:
        moved.append(size)


with open(path, "wb") as file:
    file.write(body)
s3.upload_file(path, "trips", "large", Config=parts, Callback=count, ExtraArgs={"Metadata": {"color": "red"}, "ChecksumAlgorithm": "SHA256"})
s3.download_file("trips", "large", back, Config=parts)
head = s3.head_object(Bucket="trips", Key="large", ChecksumMode="ENABLED")
with open(back, "rb") as file:
    seen["transfer"] = [file.read() == body, sum(moved) == len(body), head["Metadata"], head["ETag"][-3:], head["ChecksumSHA256"][-2:]]
s3.copy({"Bucket": "trips", "Key": "large"}, "trips", "copied", Config=parts)
seen["copied"] = s3.head_object(Bucket="trips", Key="copied")["ContentLength"] == len(body)


def answer(response):
    text = response.data.decode()
    return [response.status, text.split("<Code>")[1].split("</Code>")[0] if "<Code>" in text else text]


for name, client in (("v2", v2), ("v4", v4)):
    place = {"Bucket": "trips", "Key": f"signed {name}/ü"}
    link = lambda call, **more: client.generate_presigned_url(call, Params={**place, **more}, ExpiresIn=600)
    put = link("put_object", ContentType="text/plain")
    told = {"Content-Type": "text/plain"}
    seen[name] = {
        "put": answer(http.request("PUT", put, body=b"presigned", headers=told)),
        "another type": answer(http.request("PUT", put, body=b"presigned", headers={"Content-Type": "text/html"})),
        "get": answer(http.request("GET", link("get_object"))),
        "as a download": http.request("GET", link("get_object", ResponseContentDisposition='attachment; filename="a b"')).headers["Content-Disposition"],
        "range": answer(http.request("GET", link("get_object"), headers={"Range": "bytes=0-2"})),
        "changed": answer(http.request("GET", link("get_object").replace("signed", "other"))),
        "late": answer(http.request("GET", client.generate_presigned_url("get_object", Params=place, ExpiresIn=-60))),
        "listed": answer(http.request("GET", client.generate_presigned_url("list_objects_v2", Params={"Bucket": "trips"})))[0],
        "deleted": answer(http.request("DELETE", link("delete_object"))),
    }

    upload = client.create_multipart_upload(Bucket="trips", Key="by links")["UploadId"]
    sent = []
    for number, data in enumerate((body[: 5 << 20], b"the end"), start=1):
        to = client.generate_presigned_url("upload_part", Params={"Bucket": "trips", "Key": "by links", "UploadId": upload, "PartNumber": number})
        sent.append({"PartNumber": number, "ETag": http.request("PUT", to, body=data).headers["ETag"]})
    client.complete_multipart_upload(Bucket="trips", Key="by links", UploadId=upload, MultipartUpload={"Parts": sent})
    seen[name]["parts"] = client.head_object(Bucket="trips", Key="by links")["ContentLength"] == (5 << 20) + len("the end")

    form = client.generate_presigned_post(
        "trips", "forms/${filename}", Fields={"acl": "bucket-owner-full-control", "success_action_status": "201", "x-amz-meta-color": "red"},
        Conditions=[{"acl": "bucket-owner-full-control"}, {"success_action_status": "201"}, ["starts-with", "$x-amz-meta-color", ""], ["content-length-range", 1, 100]], ExpiresIn=600)
    post = lambda data, **other: http.request("POST", form["url"], fields={**form["fields"], **other, "file": ("trip.txt", data)})
    made = post(b"from a form")
    seen[name]["form"] = [made.status, made.data.decode().split("<Key>")[1].split("</Key>")[0], client.get_object(Bucket="trips", Key="forms/trip.txt")["Metadata"]]
    seen[name]["too large"] = answer(post(b"x" * 101))
    seen[name]["not as the policy says"] = answer(post(b"x", acl="public-read"))

print(json.dumps(seen))
