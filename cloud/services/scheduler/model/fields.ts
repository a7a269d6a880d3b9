import type { DeadLetterConfig, FlexibleTimeWindow, RetryPolicy, Target } from "@aws-sdk/client-scheduler";
import { optional, refused, required, structure, type Members } from "../../../core/members";
import { integer, oneOf, string, timestamp } from "../../../core/rules";

// Lengths, ranges and patterns as the API model gives them.

export const scheduleName = string({ length: { min: 1, max: 64 }, pattern: "[0-9a-zA-Z-_.]+" });
export const expression = string({ length: { min: 1, max: 256 } });
export const timeZone = string({ length: { min: 1, max: 50 } });
export const description = string({ length: { max: 512 } });
export const clientToken = string({ length: { min: 1, max: 64 }, pattern: "[a-zA-Z0-9-_]+" });
export const state = oneOf(["ENABLED", "DISABLED"]);
export const afterCompletion = oneOf(["NONE", "DELETE"]);
export const date = timestamp();
export const nextToken = string({ length: { min: 1, max: 2048 } });
export const pageSize = integer({ min: 1, max: 100 });

export const flexibleTimeWindow = structure({
  Mode: required(oneOf(["OFF", "FLEXIBLE"])),
  MaximumWindowInMinutes: optional(integer({ min: 1, max: 1440 })),
} satisfies Members<FlexibleTimeWindow>);

const deadLetterConfig = structure({
  Arn: optional(
    string({
      length: { min: 1, max: 1600 },
      pattern: "arn:aws(-[a-z]+)?:sqs:[a-z0-9\\-]+:\\d{12}:[a-zA-Z0-9\\-_]+",
    }),
  ),
} satisfies Members<DeadLetterConfig>);

const retryPolicy = structure({
  MaximumEventAgeInSeconds: optional(integer({ min: 60, max: 86_400 })),
  MaximumRetryAttempts: optional(integer({ min: 0, max: 185 })),
} satisfies Members<RetryPolicy>);

export const target = structure({
  Arn: required(string({ length: { min: 1, max: 1600 } })),
  RoleArn: required(
    string({
      length: { min: 1, max: 1600 },
      pattern: "arn:aws(-[a-z]+)?:iam::\\d{12}:role\\/[\\w+=,.@\\/-]+",
    }),
  ),
  DeadLetterConfig: optional(deadLetterConfig),
  RetryPolicy: optional(retryPolicy),
  Input: optional(string({ length: { min: 1 } })),
  // These belong to targets that the lab cloud does not call, and to FIFO queues.
  EcsParameters: refused(),
  EventBridgeParameters: refused(),
  EventBridgePutEventsV2Parameters: refused(),
  EventBridgePutRawEventsParameters: refused(),
  KinesisParameters: refused(),
  SageMakerPipelineParameters: refused(),
  SqsParameters: refused(),
} satisfies Members<Target>);
