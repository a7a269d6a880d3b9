"""FuelPlanningApp in Python: asks Athena which stations are low on fuel, and queues the number of each."""

import os
import time

import boto3

athena = boto3.client("athena")
sqs = boto3.client("sqs")

DATABASE = os.environ["glue_database"]
TABLE = os.environ["glue_table"]
OUTPUT = os.environ["output_bucket"]
QUEUE_URL = os.environ["queue_url"]

TANKS = [f"fuel_tank{n}_level" for n in range(1, 6)]


def wait_for(query_id):
    while True:
        status = athena.get_query_execution(QueryExecutionId=query_id)["QueryExecution"]["Status"]
        if status["State"] == "SUCCEEDED":
            return
        if status["State"] in ("FAILED", "CANCELLED"):
            raise RuntimeError(f"The query {status['State']}: {status.get('StateChangeReason')}")
        time.sleep(0.2)


def lambda_handler(event, context):
    low = " OR ".join(f"CAST({tank} AS integer) < 200" for tank in TANKS)
    query_id = athena.start_query_execution(
        QueryString=f"SELECT * FROM {DATABASE}.{TABLE} WHERE {low}",
        QueryExecutionContext={"Database": DATABASE},
        ResultConfiguration={"OutputLocation": OUTPUT},
    )["QueryExecutionId"]
    wait_for(query_id)

    header, *rows = athena.get_query_results(QueryExecutionId=query_id)["ResultSet"]["Rows"]
    names = [cell["VarCharValue"] for cell in header["Data"]]
    alerts = []
    for row in rows:
        station = dict(zip(names, (cell.get("VarCharValue") for cell in row["Data"])))["station_id"]
        alerts.append(f"Gas station {station} is low on fuel. Alerting fuel trucks.")
        print(sqs.send_message(QueueUrl=QUEUE_URL, MessageBody=station)["MessageId"])
    return alerts
