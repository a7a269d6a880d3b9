import { expect } from "chai";
import { useCloud } from "../../testing/use-cloud";
import { FIFO, createQueues } from "./testing/queues";

/**
 * Refusals that LocalStack recorded from AWS between 2024-04-30 and 2025-12-10 and publishes in its repository
 * (Apache-2.0), in tests/aws/services/sqs/test_sqs.snapshot.json and test_sqs_move_task.snapshot.json. The test cases are
 * this project's own; each names the recorded one.
 */
describe("SQS rejections as recorded on AWS", () => {
  const cloud = useCloud();
  const queues = createQueues(cloud);
  const createEntries = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Id: String(index), MessageBody: "a", ReceiptHandle: "a" }));
  const INVALID_ID =
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.";
  const TOO_MANY = "Maximum number of entries per request are 10. You have sent 20.";
  const describeCharacters = (member: string, value: string): string =>
    `Value ${value} for parameter ${member} is invalid. Reason: ${member} can only include alphanumeric and punctuation characters. 1 to 128 in length.`;
  const [VALUE, NAME] = ["InvalidParameterValue;InvalidParameterValueException", "InvalidAttributeName"] as const;
  const SIMPLE = (name: string): string => `AWS.SimpleQueueService.${name};${name}`;
  const DEDUPLICATION =
    "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly";
  const MISSING = "MissingParameter;MissingRequiredParameterException";
  const createArn = (name: string): string => `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const handle = (sourceArn: string): string =>
    Buffer.from(JSON.stringify({ taskId: "10f57881-54a1-4ed3-9e4d-1c3cd2a3bd7b", sourceArn })).toString("base64");

  /** A call to a queue, the refusal's code and shape, its text and the recordings. */
  type Refusal = readonly [
    queue: "standard" | "small" | "fifo.fifo" | "none",
    operation: string,
    input: Readonly<Record<string, unknown>>,
    codes: string,
    message: string,
    recordings: string,
  ];
  const refusals: readonly Refusal[] = [
    [
      ...(["standard", "SendMessage", { MessageBody: "a".repeat(1_048_577) }, VALUE] as const),
      "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
      "test_send_oversized_message",
    ],
    [
      ...(["small", "SendMessage", { MessageBody: "a".repeat(1025) }, VALUE] as const),
      "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.",
      "test_send_message_with_updated_maximum_message_size",
    ],
    [
      ...(["standard", "SendMessageBatch"] as const),
      {
        Entries: [
          { Id: "1", MessageBody: "a".repeat(1_048_576) },
          { Id: "2", MessageBody: "a" },
        ],
      },
      SIMPLE("BatchRequestTooLong"),
      "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
      "test_send_message_batch_with_oversized_contents",
    ],
    [
      ...(["standard", "CreateQueue", { QueueName: "standard", Attributes: { DelaySeconds: "2" } }] as const),
      "QueueAlreadyExists;QueueNameExists",
      "A queue already exists with the same name and a different value for attribute DelaySeconds",
      "test_create_queue_with_different_attributes_raises_exception",
    ],
    [
      ...(["standard", "CreateQueue"] as const),
      { QueueName: "fifo.fifo", Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" } },
      "QueueAlreadyExists;QueueNameExists",
      "A queue already exists with the same name and a different value for attribute ContentBasedDeduplication",
      "test_create_fifo_queue_with_different_attributes_raises_error",
    ],
    ...(["FifoQueue", "ContentBasedDeduplication"] as const).map((attribute): Refusal => [
      ...(["standard", "CreateQueue", { QueueName: "new", Attributes: { [attribute]: "false" } }, NAME] as const),
      `Unknown Attribute ${attribute}.`,
      "test_create_standard_queue_with_fifo_attribute_raises_error",
    ]),
    ...(["DeduplicationScope", "FifoThroughputLimit"] as const).map((attribute): Refusal => [
      "standard",
      "CreateQueue",
      { QueueName: "new", Attributes: { [attribute]: attribute === "DeduplicationScope" ? "queue" : "perQueue" } },
      NAME,
      `You can specify the ${attribute} only when FifoQueue is set to true.`,
      "test_create_standard_queue_with_fifo_attribute_raises_error",
    ]),
    [
      ...(["standard", "SetQueueAttributes", { Attributes: { FifoQueue: "true" } }, NAME] as const),
      "Unknown Attribute FifoQueue.",
      "test_set_unsupported_attribute_standard",
    ],
    [
      ...([
        "fifo.fifo",
        "SetQueueAttributes",
        { Attributes: { FifoQueue: "false" } },
        "InvalidAttributeValue",
      ] as const),
      "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
      "test_set_unsupported_attribute_fifo",
    ],
    [
      ...(["standard", "SetQueueAttributes"] as const),
      { Attributes: { KmsMasterKeyId: "testKeyId", SqsManagedSseEnabled: "true" } },
      NAME,
      "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
      "test_sse_kms_and_sqs_are_mutually_exclusive",
    ],
    [
      ...(["fifo.fifo", "SendMessage"] as const),
      { MessageBody: "a", MessageGroupId: "g", MessageDeduplicationId: "d", DelaySeconds: 2 },
      VALUE,
      "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
      "test_fifo_queue_send_message_with_delay_seconds_fails",
    ],
    [
      ...(["fifo.fifo", "SendMessage", { MessageBody: "a", MessageGroupId: "g" }, VALUE, DEDUPLICATION] as const),
      "test_posting_to_fifo_requires_deduplicationid_group_id",
    ],
    [
      ...(["fifo.fifo", "SendMessage", { MessageBody: "a" }, MISSING] as const),
      "The request must contain the parameter MessageGroupId.",
      "test_posting_to_fifo_requires_deduplicationid_group_id",
    ],
    [
      ...(["fifo.fifo", "SendMessageBatch"] as const),
      { Entries: [{ Id: "1", MessageBody: "a", MessageGroupId: "g" }] },
      ...([VALUE, DEDUPLICATION, "test_send_batch_missing_deduplication_id_for_fifo_queue"] as const),
    ],
    [
      ...(["fifo.fifo", "SendMessageBatch"] as const),
      { Entries: [{ Id: "1", MessageBody: "a", MessageDeduplicationId: "d" }] },
      VALUE,
      "The request must contain the parameter MessageGroupId.",
      "test_send_batch_missing_message_group_id_for_fifo_queue",
    ],
    [
      ...(["standard", "SendMessage", { MessageBody: "" }, MISSING] as const),
      "The request must contain the parameter MessageBody.",
      "test_send_empty_message",
    ],
    [
      ...(["standard", "SendMessage"] as const),
      { MessageBody: "a", MessageAttributes: { ErrorDetails: { DataType: "String", StringValue: "" } } },
      VALUE,
      "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
      "test_send_message_with_empty_string_attribute",
    ],
    ...["", "a".repeat(129), "group 123"].flatMap((value): Refusal[] => [
      [
        ...(["standard", "SendMessage", { MessageBody: "a", MessageGroupId: value }, VALUE] as const),
        describeCharacters("MessageGroupId", value),
        "test_send_message_to_standard_queue_with_invalid_message_group_id",
      ],
      [
        ...(["fifo.fifo", "SendMessage"] as const),
        { MessageBody: "a", MessageGroupId: "g", MessageDeduplicationId: value },
        ...([
          VALUE,
          describeCharacters("MessageDeduplicationId", value),
          "test_message_deduplication_id_invalid",
        ] as const),
      ],
    ]),
    [
      ...([
        "standard",
        "SendMessageBatch",
        { Entries: createEntries(20) },
        SIMPLE("TooManyEntriesInBatchRequest"),
      ] as const),
      ...([TOO_MANY, "test_too_many_entries_in_batch_request"] as const),
    ],
    [
      ...(["standard", "DeleteMessageBatch", { Entries: createEntries(20) }] as const),
      ...([
        SIMPLE("TooManyEntriesInBatchRequest"),
        TOO_MANY,
        "test_delete_message_batch_with_too_large_batch",
      ] as const),
    ],
    [
      ...(["standard", "ChangeMessageVisibilityBatch", { Entries: createEntries(20) }] as const),
      SIMPLE("TooManyEntriesInBatchRequest"),
      ...([TOO_MANY, "test_change_message_visibility_batch_with_too_large_batch"] as const),
    ],
    [
      ...(["standard", "SendMessageBatch", { Entries: [{ Id: "a:b", MessageBody: "a" }] }] as const),
      ...([SIMPLE("InvalidBatchEntryId"), INVALID_ID, "test_invalid_batch_id"] as const),
    ],
    ...["", "testLongId".repeat(10), "invalid:id"].map((Id): Refusal => [
      ...(["standard", "DeleteMessageBatch", { Entries: [{ Id, ReceiptHandle: "a" }] }] as const),
      ...([SIMPLE("InvalidBatchEntryId"), INVALID_ID, "test_delete_message_batch_invalid_msg_id"] as const),
    ]),
    [
      ...(["none", "ReceiveMessage", {}, "AWS.SimpleQueueService.NonExistentQueue;QueueDoesNotExist"] as const),
      ...(["The specified queue does not exist.", "test_non_existent_queue"] as const),
    ],
    [
      ...(["standard", "StartMessageMoveTask", { SourceArn: createArn("standard") }, VALUE] as const),
      ...(["Source queue must be configured as a Dead Letter Queue.", "test_source_needs_redrive_policy"] as const),
    ],
    [
      ...([
        "standard",
        "StartMessageMoveTask",
        { SourceArn: createArn("dead"), DestinationArn: createArn("none") },
      ] as const),
      "ResourceNotFoundException",
      "The resource that you specified for the DestinationArn parameter doesn't exist.",
      "test_destination_needs_to_exist",
    ],
    [
      ...(["standard", "CancelMessageMoveTask", { TaskHandle: "foobared" }, VALUE] as const),
      ...(["Value for parameter TaskHandle is invalid.", "test_cancel_with_invalid_task_handle"] as const),
    ],
    [
      ...(["standard", "CancelMessageMoveTask", { TaskHandle: handle(createArn("none")) }] as const),
      "ResourceNotFoundException",
      "The resource that you specified for the SourceArn parameter doesn't exist.",
      "test_cancel_with_invalid_source_arn_in_task_handle",
    ],
    [
      ...(["standard", "CancelMessageMoveTask", { TaskHandle: handle(createArn("dead")) }] as const),
      ...([
        "ResourceNotFoundException",
        "Task does not exist.",
        "test_cancel_with_invalid_task_id_in_task_handle",
      ] as const),
    ],
  ];

  const call = async (operation: string, input: object): Promise<Response> => {
    const target = { "x-amz-target": `AmazonSQS.${operation}`, "content-type": "application/x-amz-json-1.0" };
    // As botocore, which recorded the responses.
    const headers = { ...target, "x-amzn-query-mode": "true" };
    return fetch(cloud.running.endpoint, { method: "POST", headers, body: JSON.stringify(input) });
  };
  beforeEach(async () => {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: createArn("dead"), maxReceiveCount: 1 });
    for (const [QueueName, Attributes] of [
      ["standard", {}],
      ["small", { MaximumMessageSize: "1024" }],
      ["fifo.fifo", FIFO],
      ["dead", {}],
      ["source", { RedrivePolicy }],
    ] as const)
      await queues.client.createQueue({ QueueName, Attributes });
  });

  for (const [queue, operation, input, codes, message, recordings] of refusals) {
    const shown = JSON.stringify(input)
      .replaceAll(/(.)\1{20,}/g, "$1…")
      .slice(0, 90);
    it(`cover ${operation} for the ${queue} queue with ${shown} (${recordings})`, async () => {
      const queueUrl = /Queue$|MoveTask$/.test(operation) ? {} : { QueueUrl: queues.getUrl(queue) };
      const answer = await call(operation, { ...queueUrl, ...input });
      const [code, shape = code] = codes.split(";");
      const { __type: type, message: text } = (await answer.json()) as { __type: string; message: string };
      const queryCode = (answer.headers.get("x-amzn-query-error") ?? `${type};`).split(";")[0]?.replace(/^.*#/, "");
      expect([queryCode, type.replace(/^.*#/, ""), text]).to.deep.equal([code, shape, message]);
    });
  }

  it("name the queue for a second purge within a minute (test_successive_purge_calls_fail)", async () => {
    const purge = () => call("PurgeQueue", { QueueUrl: queues.getUrl("standard") });
    await purge();
    const answer = await purge();
    expect(answer.status).to.equal(403);
    expect(((await answer.json()) as { message: string }).message).to.equal(
      "Only one PurgeQueue operation on standard is allowed every 60 seconds.",
    );
  });

  it("cover a second move of the same dead letters (test_start_multiple_move_tasks)", async () => {
    for (const text of ["1", "2", "3"]) await queues.send(text, { QueueUrl: queues.getUrl("dead") });
    const start = () => call("StartMessageMoveTask", { SourceArn: createArn("dead"), MaxNumberOfMessagesPerSecond: 1 });
    expect((await start()).status).to.equal(200);
    expect(((await (await start()).json()) as { message: string }).message).to.equal(
      "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
    );
  });

  it("cover deleting a FIFO queue's message after its timeout, but not a standard queue's (test_fifo_delete_after_visibility_timeout, test_delete_after_visibility_timeout)", async () => {
    for (const [queue, status] of [
      ["fifo.fifo", 400],
      ["standard", 200],
    ] as const) {
      const QueueUrl = queues.getUrl(queue);
      const fifo = queue === "standard" ? {} : { MessageGroupId: "g", MessageDeduplicationId: "d" };
      await queues.send("foobar", { QueueUrl, ...fifo });
      const [message] = await queues.receive({ QueueUrl, VisibilityTimeout: 1 });
      await cloud.advance(2);
      const answer = await call("DeleteMessage", { QueueUrl, ReceiptHandle: message?.ReceiptHandle });
      expect(answer.status, queue).to.equal(status);
      if (status === 400)
        expect(((await answer.json()) as { message: string }).message).to.equal(
          `Value ${message?.ReceiptHandle ?? ""} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
        );
    }
  });

  it("cover only the oversized message of a batch, while the others are sent (test_send_batch_message_size)", async () => {
    const Entries = [
      { Id: "long", MessageBody: "a".repeat(1025) },
      { Id: "fits", MessageBody: "a".repeat(1024) },
    ];
    const answer = await call("SendMessageBatch", { QueueUrl: queues.getUrl("small"), Entries });
    const { Successful, Failed } = (await answer.json()) as { Successful: { Id: string }[]; Failed: object[] };
    expect(
      Successful.map(({ Id, ...rest }) => [Id, "MD5OfMessageBody" in rest && rest.MD5OfMessageBody]),
    ).to.deep.equal([["fits", "c9a34cfc85d982698c6ac89f76071abd"]]);
    expect(Failed).to.deep.equal([
      {
        ...{ Id: "long", SenderFault: true, Code: "InvalidParameterValue" },
        Message: "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
      },
    ]);
  });
});
