"""GasStationApp in Python: plays ten gas stations, each of which sends one reading to a Firehose."""

import json
import os
import random
import time

import boto3

firehose = boto3.client("firehose")


def level(highest=999):
    return str(random.randint(100, highest))


def reading_of(station, now):
    # One tank of the first station is low for certain.
    last = level(199) if station == 1 else level()
    tanks = [level(), level(), level(), level(), last]
    reading = {"station_id": str(station)}
    reading.update({f"fuel_tank{n}_level": value for n, value in enumerate(tanks, start=1)})
    reading["event_timestamp"] = now
    return reading


def lambda_handler(event, context):
    stream = os.environ["delivery_stream"]
    # Taken here, not beside the client: Lambda keeps what is outside of the handler, and the time would stand still.
    now = int(time.time())
    readings = [reading_of(station, now) for station in range(1, 11)]
    for reading in readings:
        firehose.put_record(DeliveryStreamName=stream, Record={"Data": json.dumps(reading)})
    return readings
