"""FuelTruckApp in Python: takes messages from the queue and sends a truck to the station that each one names."""

import os

import boto3

sqs = boto3.client("sqs")


def lambda_handler(event, context):
    queue = os.environ["queue_url"]
    messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=5).get("Messages", [])
    for message in messages:
        print(f"Fuel truck has been dispatched to gas station {message['Body']}.")
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    if not messages:
        return "No messages found in queue. Messages processed: 0"
    return f"Messages processed: {len(messages)}"
