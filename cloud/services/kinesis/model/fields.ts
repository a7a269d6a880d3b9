import { optional, refused } from "../../../core/members";
import { blob, boolean, emulatedOf, integer, list, map, oneOf, string, timestamp } from "../../../core/rules";

// Lengths, patterns and ranges as the API model gives them.

export const streamName = string({ length: { min: 1, max: 128 }, pattern: "[a-zA-Z0-9_.-]+" });
export const streamArn = string({ length: { min: 1, max: 2048 }, pattern: "arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+" });
export const consumerName = string({ length: { min: 1, max: 128 }, pattern: "[a-zA-Z0-9_.-]+" });
export const consumerArn = string({
  length: { min: 1, max: 2048 },
  pattern: "^(arn):aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+",
});
export const shardIdText = string({ length: { min: 1, max: 128 }, pattern: "[a-zA-Z0-9_.-]+" });
export const partitionKey = string({ length: { min: 1, max: 256 } });
export const hashKey = string({ pattern: "0|([1-9]\\d{0,38})" });
export const sequenceNumberText = string({ pattern: "0|([1-9]\\d{0,128})" });
export const shardIterator = string({ length: { min: 1, max: 512 } });
export const nextToken = string({ length: { min: 1, max: 1_048_576 } });
/** 10 MiB; a stream may be configured for less. */
export const recordData = blob({ max: 10_485_760 });
export const shardCount = integer({ min: 1, max: 100_000 });
export const retentionHours = integer();
export const maxRecordKiB = integer({ min: 1024, max: 10_240 });
export const streamMode = oneOf(["PROVISIONED", "ON_DEMAND"]);
export const iteratorType = oneOf([
  "AT_SEQUENCE_NUMBER",
  "AFTER_SEQUENCE_NUMBER",
  "TRIM_HORIZON",
  "LATEST",
  "AT_TIMESTAMP",
]);
export const upTo10000 = integer({ min: 1, max: 10_000 });
export const tagKey = string({ length: { min: 1, max: 128 } });
export const tagKeys = list(tagKey, { min: 1, max: 50 });
export const tags = map(tagKey, string({ length: { max: 256 } }), { min: 1, max: 200 });
export const flag = boolean();
export const time = timestamp();

/** The members with which most requests name a stream. `StreamId` is for streams that AWS shares between accounts. */
export const streamMembers = {
  StreamName: optional(streamName),
  StreamARN: optional(streamArn),
  StreamId: refused(),
};

export const encryptionType = emulatedOf(["KMS"], ["NONE"]);
/** A key's id, its ARN, an alias, or an alias' ARN. */
export const encryptionKey = string({ length: { min: 1, max: 2048 } });

/** On AWS a stream's creation time tells it from deleted streams of the same name. */
export const ONE_OF_A_NAME = {
  what: "`StreamCreationTimestamp`: a name always means the stream that exists now",
  says: "Kinesis: StreamCreationTimestamp; in the lab cloud a name is always that of the stream that is there",
};
