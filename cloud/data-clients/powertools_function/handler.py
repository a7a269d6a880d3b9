"""A function with AWS Lambda Powertools: log lines in JSON, metrics by log, validated input, and batches whose records fail one by one."""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes import KinesisFirehoseEvent, KinesisStreamEvent, event_source
from aws_lambda_powertools.utilities.data_classes.kinesis_firehose_event import KinesisFirehoseDataTransformationResponse

logger, metrics = Logger(service="trips"), Metrics(namespace="Trips", service="trips")
queue = BatchProcessor(event_type=EventType.SQS)
stream = BatchProcessor(event_type=EventType.KinesisDataStreams)


@logger.inject_lambda_context(log_event=True, correlation_id_path="id")
@metrics.log_metrics(capture_cold_start_metric=True)
def direct(event, context):
    metrics.add_dimension(name="city", value=event["city"])
    metrics.add_metric(name="Trips", unit=MetricUnit.Count, value=event["trips"])
    logger.append_keys(city=event["city"])
    logger.info("counted", trips=event["trips"])
    return {"correlation": logger.get_correlation_id()}


def one(record):
    body = getattr(record, "body", None) or record.kinesis.data_as_text()
    if "bad" in body:
        raise ValueError(body)
    logger.info("processed", body=body)


@logger.inject_lambda_context
def from_queue(event, context):
    return process_partial_response(event=event, record_handler=one, processor=queue, context=context)


@logger.inject_lambda_context
def from_stream(event, context):
    return process_partial_response(event=event, record_handler=one, processor=stream, context=context)


@event_source(data_class=KinesisFirehoseEvent)
def transform(event, context):
    response = KinesisFirehoseDataTransformationResponse()
    for record in event.records:
        response.add_record(record.build_data_transformation_response(data=_base64(record.data_as_text.upper() + "\n")))
    return response.asdict()


def _base64(text):
    import base64

    return base64.b64encode(text.encode()).decode()
