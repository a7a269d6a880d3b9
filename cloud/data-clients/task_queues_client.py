"""Celery and dramatiq, whose tasks go through queues of SQS to a worker."""

import json
import os
from queue import Queue
from urllib.parse import quote, urlsplit

import boto3
import dramatiq
from celery import Celery
from celery.contrib.testing.worker import start_worker
from dramatiq_sqs import SQSBroker

KEY, SECRET = (quote(os.environ[name], safe="") for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"))
seen, results = {}, Queue()
take_ten = lambda: sorted(results.get(timeout=60) for _ in range(10))

app = Celery(
    broker=f"sqs://{KEY}:{SECRET}@{urlsplit(os.environ['AWS_ENDPOINT_URL']).netloc}",
    broker_transport_options={"is_secure": False, "region": os.environ["AWS_REGION"], "wait_time_seconds": 1},
)


@app.task
def double(number):
    results.put(number * 2)


with start_worker(app, perform_ping_check=False, pool="solo", shutdown_timeout=60):
    for number in range(10):
        double.delay(number)
    seen["celery"] = take_ten()

broker = SQSBroker(namespace="dramatiq_")
dramatiq.set_broker(broker)


@dramatiq.actor
def triple(number):
    results.put(number * 3)


worker = dramatiq.Worker(broker, worker_threads=2)
worker.start()
for number in range(10):
    triple.send(number)
seen["dramatiq"] = take_ten()
worker.stop()

queues = boto3.client("sqs").list_queues()["QueueUrls"]
seen["queues"] = sorted(url.rsplit("/", 1)[1] for url in queues)
print(json.dumps(seen))
