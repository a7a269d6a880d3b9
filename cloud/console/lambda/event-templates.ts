const createRecord = (data: object): string => btoa(JSON.stringify(data));

/** Example events, as AWS sends them to functions. */
export const EVENT_TEMPLATES: Readonly<Record<string, object>> = {
  hello: { hello: "world" },
  "Kinesis records": {
    Records: [
      {
        eventID: "shardId-000000000000:49545115243490985018280067714973144582180062593244200961",
        eventSource: "aws:kinesis",
        eventSourceARN: "arn:aws:kinesis:us-east-1:000000000000:stream/example",
        eventName: "aws:kinesis:record",
        awsRegion: "us-east-1",
        kinesis: {
          kinesisSchemaVersion: "1.0",
          partitionKey: "1",
          sequenceNumber: "49545115243490985018280067714973144582180062593244200961",
          data: createRecord({ hello: "world" }),
          approximateArrivalTimestamp: 1893456000,
        },
      },
    ],
  },
  "SQS messages": {
    Records: [
      {
        messageId: "19dd0b57-b21e-4ac1-bd88-01bbb068cb78",
        receiptHandle: "MessageReceiptHandle",
        body: JSON.stringify({ hello: "world" }),
        attributes: { ApproximateReceiveCount: "1", SentTimestamp: "1893456000000" },
        messageAttributes: {},
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:example",
        awsRegion: "us-east-1",
      },
    ],
  },
  "Firehose records to transform": {
    invocationId: "invocationIdExample",
    deliveryStreamArn: "arn:aws:firehose:us-east-1:000000000000:deliverystream/example",
    region: "us-east-1",
    records: [
      {
        recordId: "49546986683135544286507457936321625675700192471156785154",
        approximateArrivalTimestamp: 1893456000000,
        data: createRecord({ hello: "world" }),
      },
    ],
  },
};
