import { athenaAndGlue } from "./athena-glue";
import { cloudformation } from "./cloudformation";
import type { FactGroup } from "./fact";
import { firehoseApi } from "./firehose-api";
import { firehoseDelivery, firehosePartitioning, firehosePrefixes } from "./firehose-delivery";
import { firehoseConversion, firehoseLogs, firehoseRest, firehoseTransform } from "./firehose-processing";
import { iam, kmsAndSns } from "./iam-kms-sns";
import { kinesis } from "./kinesis";
import { kinesisAnalytics } from "./kinesis-analytics";
import { lambda } from "./lambda";
import { scheduler } from "./scheduler";
import { cloudwatch, sqsAndS3 } from "./sqs-s3-cloudwatch";
import { waiting } from "./waiting";

export type { Fact, FactGroup } from "./fact";

/** Every fact about AWS that the lab cloud should follow, in the order of FIDELITY.md. */
export const factGroups: readonly FactGroup[] = [
  firehoseApi,
  firehoseDelivery,
  firehosePrefixes,
  firehosePartitioning,
  firehoseConversion,
  firehoseTransform,
  firehoseRest,
  firehoseLogs,
  kinesis,
  athenaAndGlue,
  sqsAndS3,
  lambda,
  cloudwatch,
  cloudformation,
  iam,
  kmsAndSns,
  kinesisAnalytics,
  scheduler,
  waiting,
];
