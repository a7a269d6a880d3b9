"""django-storages, aws-kinesis-agg and async-kinesis, as their documentation uses them."""

import asyncio
import base64
import json
import os

import boto3
import django
from aws_kinesis_agg.aggregator import RecordAggregator
from aws_kinesis_agg.deaggregator import iter_deaggregate_records
from django.conf import settings
from kinesis import Consumer, Producer

seen, endpoint = {}, os.environ["AWS_ENDPOINT_URL"]

options = {"bucket_name": "trips", "endpoint_url": endpoint, "addressing_style": "path"}
settings.configure(STORAGES={"default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}})
django.setup()
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402

name = default_storage.save("reports/größe.txt", ContentFile(b"one two"))
with default_storage.open(name) as file:
    seen["django-storages"] = [name, file.read().decode(), default_storage.size(name), default_storage.listdir("reports")]
default_storage.delete(name)
seen["django-storages"].append(default_storage.exists(name))


kinesis = boto3.client("kinesis")
for name in ("trips", "rides"):
    kinesis.create_stream(StreamName=name, ShardCount=1)
    kinesis.get_waiter("stream_exists").wait(StreamName=name, WaiterConfig={"Delay": 1})
aggregator = RecordAggregator()
for number in range(100):
    aggregator.add_user_record(f"key-{number % 7}", f"record {number}".encode())
key, _, data = aggregator.clear_and_get().get_contents()
kinesis.put_record(StreamName="trips", Data=data, PartitionKey=key)
iterator = kinesis.get_shard_iterator(StreamName="trips", ShardId="shardId-000000000000", ShardIteratorType="TRIM_HORIZON")
stored = kinesis.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
records = list(iter_deaggregate_records(stored, "Boto3"))
seen["aws-kinesis-agg"] = [len(stored), len(records), base64.b64decode(records[-1]["kinesis"]["data"]).decode()]


async def use_async_kinesis():
    async with Producer(stream_name="rides", endpoint_url=endpoint, region_name=os.environ["AWS_REGION"]) as producer:
        for number in range(20):
            await producer.put({"number": number})
    async with Consumer(stream_name="rides", endpoint_url=endpoint, region_name=os.environ["AWS_REGION"]) as consumer:
        numbers = []
        # The iteration ends whenever nothing is there to be read.
        while len(numbers) < 20:
            async for item in consumer:
                numbers.append(item["number"])
    return sorted(numbers)


seen["async-kinesis"] = asyncio.run(use_async_kinesis())
print(json.dumps(seen))
