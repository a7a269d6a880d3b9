import type { Case, PlainValue } from "../case";

const call = (operation: string, input: PlainValue, rest: Omit<Case, "service" | "operation" | "input">): Case => ({
  service: "sqs",
  operation,
  input,
  ...rest,
});
const QueueUrl = { $from: "QueueUrl" };
const ReceiptHandle = { $from: "Messages.0.ReceiptHandle" };

/**
 * Cases from the creation of a queue to its deletion. They receive by long polls, since on AWS a short poll samples
 * only some servers.
 */
export const sqsCases: readonly Case[] = [
  call(
    "GetQueueUrl",
    { QueueName: "jobs" },
    {
      says: "do not find a queue that is not there (SVC-005)",
      fault: {
        code: ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"],
        message: "The specified queue does not exist.",
        status: 400,
      },
    },
  ),
  call(
    "CreateQueue",
    { QueueName: "jobs", Attributes: { VisibilityTimeout: "10" } },
    { says: "create a queue", output: { QueueUrl: /\/000000000000\/jobs$/ } },
  ),
  call(
    "CreateQueue",
    { QueueName: "jobs", Attributes: { VisibilityTimeout: "20" } },
    {
      says: "cannot create it again with other attributes (SVC-005)",
      fault: {
        code: ["QueueNameExists", "QueueAlreadyExists"],
        message: "A queue already exists with the same name and a different value for attribute VisibilityTimeout",
      },
    },
  ),
  call(
    "GetQueueAttributes",
    { QueueUrl, AttributeNames: ["All"] },
    {
      says: "see its attributes, all of them texts (SVC-002)",
      output: {
        "Attributes.VisibilityTimeout": "10",
        "Attributes.MaximumMessageSize": "1048576",
        "Attributes.MessageRetentionPeriod": "345600",
        "Attributes.QueueArn": "arn:aws:sqs:us-east-1:000000000000:jobs",
      },
    },
  ),
  call(
    "SendMessage",
    { QueueUrl, MessageBody: "" },
    {
      says: "cannot send nothing (SVC-005)",
      fault: {
        code: ["MissingParameter", "MissingRequiredParameterException"],
        message: "The request must contain the parameter MessageBody.",
      },
    },
  ),
  call(
    "SendMessage",
    { QueueUrl, MessageBody: "Größe", MessageAttributes: { kind: { DataType: "String", StringValue: "a" } } },
    {
      says: "send a message, and get the hashes of what arrived",
      output: {
        MD5OfMessageBody: "d248453369cf82a6a64617f1357089c5",
        MD5OfMessageAttributes: /^[0-9a-f]{32}$/,
        MessageId: /^[0-9a-f-]{36}$/,
      },
    },
  ),
  call(
    "ReceiveMessage",
    { QueueUrl, WaitTimeSeconds: 1, MessageAttributeNames: ["All"] },
    {
      says: "receive it (SVC-004)",
      output: { "Messages.0.Body": "Größe", "Messages.0.MessageAttributes.kind.StringValue": "a" },
    },
  ),
  call(
    "GetQueueAttributes",
    { QueueUrl, AttributeNames: ["ApproximateNumberOfMessagesNotVisible"] },
    { says: "see it in flight (SVC-003)", output: { "Attributes.ApproximateNumberOfMessagesNotVisible": "1" } },
  ),
  call(
    "ReceiveMessage",
    { QueueUrl, WaitTimeSeconds: 1 },
    {
      says: "receive it again when its time is over (SVC-003)",
      afterSeconds: 11,
      output: { "Messages.0.Body": "Größe" },
    },
  ),
  call("DeleteMessage", { QueueUrl, ReceiptHandle }, { says: "delete it" }),
  call(
    "GetQueueAttributes",
    { QueueUrl, AttributeNames: ["All"] },
    {
      says: "see an empty queue (SVC-003)",
      output: {
        "Attributes.ApproximateNumberOfMessages": "0",
        "Attributes.ApproximateNumberOfMessagesNotVisible": "0",
      },
    },
  ),
  call(
    "DeleteMessage",
    { QueueUrl, ReceiptHandle: "garbage" },
    { says: "cannot delete by garbage", fault: { code: "ReceiptHandleIsInvalid" } },
  ),
  call(
    "SendMessageBatch",
    {
      QueueUrl,
      Entries: [
        { Id: "a", MessageBody: "1" },
        { Id: "b", MessageBody: "2", DelaySeconds: 901 },
      ],
    },
    {
      says: "send a batch, of which a part fails",
      output: {
        "Successful.0.Id": "a",
        "Failed.0.Id": "b",
        "Failed.0.SenderFault": true,
        "Failed.0.Code": "InvalidParameterValue",
      },
    },
  ),
  call(
    "SendMessageBatch",
    { QueueUrl, Entries: [] },
    {
      says: "cannot send an empty batch",
      fault: { code: ["EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest"] },
    },
  ),
  call("PurgeQueue", { QueueUrl }, { says: "purge it" }),
  call(
    "PurgeQueue",
    { QueueUrl },
    {
      says: "cannot purge it twice in a minute (SVC-005)",
      fault: { code: ["PurgeQueueInProgress", "AWS.SimpleQueueService.PurgeQueueInProgress"], status: 403 },
    },
  ),
  call("DeleteQueue", { QueueUrl }, { says: "delete it" }),
  call(
    "CreateQueue",
    { QueueName: "jobs" },
    {
      says: "cannot create it again within a minute (SVC-006)",
      fault: { code: ["QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently"] },
    },
  ),
  call(
    "CreateQueue",
    { QueueName: "failed.fifo", Attributes: { FifoQueue: "true" } },
    { says: "create a queue for what fails" },
  ),
  call(
    "CreateQueue",
    {
      QueueName: "orders.fifo",
      Attributes: {
        FifoQueue: "true",
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: "arn:aws:sqs:us-east-1:000000000000:failed.fifo",
          maxReceiveCount: 1,
        }),
      },
    },
    {
      says: "create a FIFO queue before it",
      output: { QueueUrl: /\/orders\.fifo$/ },
    },
  ),
  call(
    "SendMessage",
    { QueueUrl, MessageBody: "1" },
    {
      says: "cannot send to it without a group",
      fault: {
        code: ["MissingParameter", "MissingRequiredParameterException"],
        message: "The request must contain the parameter MessageGroupId.",
      },
    },
  ),
  call(
    "SendMessage",
    { QueueUrl, MessageBody: "1", MessageGroupId: "g", MessageDeduplicationId: "one" },
    { says: "send the first of a group", output: { SequenceNumber: /^\d{20}$/ } },
  ),
  call(
    "SendMessage",
    { QueueUrl, MessageBody: "1 again", MessageGroupId: "g", MessageDeduplicationId: "one" },
    { says: "send it again, which changes nothing", output: { SequenceNumber: /^\d{20}$/ } },
  ),
  call(
    "SendMessage",
    { QueueUrl, MessageBody: "2", MessageGroupId: "g", MessageDeduplicationId: "two" },
    { says: "send the second" },
  ),
  call(
    "ReceiveMessage",
    { QueueUrl, AttributeNames: ["All"], VisibilityTimeout: 10 },
    {
      says: "receive the first alone",
      output: {
        "Messages.0.Body": "1",
        "Messages.0.Attributes.MessageGroupId": "g",
        "Messages.0.Attributes.ApproximateReceiveCount": "1",
      },
    },
  ),
  call(
    "ReceiveMessage",
    { QueueUrl, WaitTimeSeconds: 0 },
    { says: "receive no message of the group while another consumer holds one", output: { Messages: "undefined" } },
  ),
  call(
    "ReceiveMessage",
    { QueueUrl },
    {
      says: "receive the second when the first has failed too often",
      afterSeconds: 11,
      output: { "Messages.0.Body": "2" },
    },
  ),
  call(
    "GetQueueUrl",
    { QueueName: "failed.fifo" },
    { says: "ask for the other queue's address", output: { QueueUrl: /\/failed\.fifo$/ } },
  ),
  call("ReceiveMessage", { QueueUrl }, { says: "find the first there", output: { "Messages.0.Body": "1" } }),
];
