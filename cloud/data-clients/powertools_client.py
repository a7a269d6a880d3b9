"""Functions with AWS Lambda Powertools in their zip files: called, fed by a queue and a stream, and at work for a delivery stream."""

import io
import json
import pathlib
import sys
import time
import zipfile

import aws_lambda_powertools
import boto3

seen, here = {}, pathlib.Path(__file__).parent / "powertools_function"
ROLE = sys.argv[1]


def bundle():
    """The handler with its packages, as `pip install -t` lays them."""
    site, buffer = pathlib.Path(aws_lambda_powertools.__file__).parent.parent, io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(here / "handler.py", "handler.py")
        for package in ("aws_lambda_powertools", "jmespath", "typing_extensions.py"):
            files = [site / package] if package.endswith(".py") else sorted((site / package).rglob("*.py"))
            for file in files:
                archive.write(file, str(file.relative_to(site)))
    return buffer.getvalue()


functions, logs, code = boto3.client("lambda"), boto3.client("logs"), bundle()
for name in ("direct", "from_queue", "from_stream", "transform"):
    functions.create_function(
        FunctionName=name, Runtime="python3.12", Handler=f"handler.{name}", Role=ROLE, Code={"ZipFile": code}, Timeout=30, MemorySize=512,
        Environment={"Variables": {"POWERTOOLS_SERVICE_NAME": "trips", "POWERTOOLS_LOG_LEVEL": "INFO"}})
for name in ("direct", "from_queue", "from_stream", "transform"):
    functions.get_waiter("function_active_v2").wait(FunctionName=name, WaiterConfig={"Delay": 0.1})


def awaited(call, holds):
    """The answer of a call once it holds, or after 60 seconds whatever it is then."""
    end = time.monotonic() + 60
    while True:
        answer = call()
        if holds(answer) or time.monotonic() > end:
            return answer
        time.sleep(0.1)


def lines(name):
    """What a function logged as JSON."""
    try:
        events = logs.filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
    except logs.exceptions.ResourceNotFoundException:
        return []
    return [json.loads(event["message"]) for event in events if event["message"].startswith("{")]


answer = functions.invoke(FunctionName="direct", Payload=json.dumps({"id": "abc", "city": "Ulm", "trips": 3}))
seen["answer"] = json.loads(answer["Payload"].read())
counted = awaited(lambda: [line for line in lines("direct") if line.get("message") == "counted"], bool)[0]
seen["log"] = {name: counted[name] for name in ("level", "service", "city", "trips", "cold_start", "correlation_id", "function_name", "function_memory_size")}
metrics = boto3.client("cloudwatch")
listed = awaited(lambda: metrics.list_metrics(Namespace="Trips")["Metrics"], lambda found: len(found) == 2)
seen["metrics"] = sorted([metric["MetricName"], sorted((one["Name"], one["Value"]) for one in metric["Dimensions"])] for metric in listed)

queues = boto3.client("sqs")
dead = queues.create_queue(QueueName="dead")["QueueUrl"]
dead_arn = queues.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
# Nine seconds at a speed of 100: a function that starts on a busy machine must have ended its batch before its messages are seen again, or all of them are dead.
queue = queues.create_queue(QueueName="trips", Attributes={"VisibilityTimeout": "900", "RedrivePolicy": json.dumps({"deadLetterTargetArn": dead_arn, "maxReceiveCount": 1})})["QueueUrl"]
arn = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
functions.create_event_source_mapping(FunctionName="from_queue", EventSourceArn=arn, FunctionResponseTypes=["ReportBatchItemFailures"])
queues.send_message_batch(QueueUrl=queue, Entries=[{"Id": str(number), "MessageBody": body} for number, body in enumerate(("one", "bad", "two"))])
seen["dead"] = [message["Body"] for message in awaited(lambda: queues.receive_message(QueueUrl=dead).get("Messages", []), bool)]
done = awaited(lambda: [line["body"] for line in lines("from_queue") if line["message"] == "processed"], lambda bodies: len(set(bodies)) == 2)
seen["queue"] = sorted(set(done))

streams = boto3.client("kinesis")
streams.create_stream(StreamName="trips", ShardCount=1)
streams.get_waiter("stream_exists").wait(StreamName="trips", WaiterConfig={"Delay": 1})
stream = streams.describe_stream_summary(StreamName="trips")["StreamDescriptionSummary"]["StreamARN"]
functions.create_event_source_mapping(
    FunctionName="from_stream", EventSourceArn=stream, StartingPosition="TRIM_HORIZON", FunctionResponseTypes=["ReportBatchItemFailures"], MaximumRetryAttempts=0)
streams.put_records(StreamName="trips", Records=[{"PartitionKey": "k", "Data": data} for data in (b"first", b"bad", b"last")])
done = awaited(lambda: [line["body"] for line in lines("from_stream") if line["message"] == "processed"], lambda bodies: {"first", "last"} <= set(bodies))
seen["stream"] = sorted(set(done))

boto3.client("s3").create_bucket(Bucket="delivered")
firehose = boto3.client("firehose")
transform = functions.get_function(FunctionName="transform")["Configuration"]["FunctionArn"]
firehose.create_delivery_stream(DeliveryStreamName="trips", ExtendedS3DestinationConfiguration={
    "RoleARN": ROLE, "BucketARN": "arn:aws:s3:::delivered", "BufferingHints": {"IntervalInSeconds": 60, "SizeInMBs": 1},
    "ProcessingConfiguration": {"Enabled": True, "Processors": [{"Type": "Lambda", "Parameters": [{"ParameterName": "LambdaArn", "ParameterValue": transform}]}]}})
awaited(lambda: firehose.describe_delivery_stream(DeliveryStreamName="trips")["DeliveryStreamDescription"]["DeliveryStreamStatus"], lambda status: status == "ACTIVE")
firehose.put_record_batch(DeliveryStreamName="trips", Records=[{"Data": b"ulm"}, {"Data": b"bonn"}])
s3 = boto3.client("s3")
objects = awaited(lambda: s3.list_objects_v2(Bucket="delivered").get("Contents", []), bool)
seen["delivered"] = "".join(s3.get_object(Bucket="delivered", Key=one["Key"])["Body"].read().decode() for one in objects).split()
print(json.dumps(seen))
