/** Right answers to the exercises on the producer that differ from the solution's. */
export const producerAnswers: readonly (readonly [says: string, exercise: string, answer: string])[] = [
  [
    "the uuid in capitals, and text without a buffer's help",
    "person-record",
    [
      "return {",
      "  Data: new TextEncoder().encode(JSON.stringify(person)),",
      "  PartitionKey: person.login.uuid.toUpperCase(),",
      "};",
    ].join("\n"),
  ],
  [
    "the stream by its ARN",
    "put-people",
    [
      'const { DescribeStreamSummaryCommand } = await import("@aws-sdk/client-kinesis");',
      "const { StreamDescriptionSummary: summary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: stream }));",
      "const { FailedRecordCount = 0 } = await kinesis.send(",
      "  new PutRecordsCommand({ StreamARN: summary?.StreamARN, Records: people.map(recordOf) }),",
      ");",
    ].join("\n"),
  ],
];
