"""A starting point for a Lambda function that Firehose sends its records through. Change what `changed` does.

Firehose calls the function with a batch of records, and delivers what it gives back. Each record has to come back under the
id that it came with, and with a result:

- `Ok`: deliver the data that stands beside it
- `Dropped`: leave the record out, on purpose
- `ProcessingFailed`: deliver the record as it came to the `processing-failed` folder of the error prefix

Give the function a timeout of a minute or more: Firehose waits up to five.

See https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
"""
import base64


def changed(text):
    """What becomes of one record: here a line's end is put behind it.

    Returns the new text, or None to drop the record. Raises an error if the record cannot be processed.
    """
    if text.strip() == "":
        return None
    return text if text.endswith("\n") else text + "\n"


def processed(record):
    try:
        text = changed(base64.b64decode(record["data"]).decode("utf-8"))
    except Exception as error:
        # One bad record must not fail the others of its batch.
        print(f"Record {record['recordId']} failed: {error}")
        return {"recordId": record["recordId"], "result": "ProcessingFailed", "data": record["data"]}
    if text is None:
        return {"recordId": record["recordId"], "result": "Dropped", "data": record["data"]}
    return {"recordId": record["recordId"], "result": "Ok", "data": base64.b64encode(text.encode("utf-8")).decode("ascii")}


def lambda_handler(event, context):
    records = [processed(record) for record in event["records"]]
    failed = sum(record["result"] == "ProcessingFailed" for record in records)
    print(f"{len(records)} records processed, {failed} of them failed.")
    return {"records": records}
