import type { FactGroup } from "./fact";
import { readFacts } from "./read-facts";

export type { Fact, FactGroup } from "./fact";

/** The files with facts, in the order of FIDELITY.md. */
export const FACT_FILES = [
  "firehose-api.txt",
  "firehose-delivery.txt",
  "firehose-processing.txt",
  "kinesis.txt",
  "athena-glue.txt",
  "sqs-s3.txt",
  "lambda.txt",
  "cloudwatch.txt",
  "cloudformation.txt",
  "iam-kms-sns.txt",
  "kinesis-analytics.txt",
  "scheduler.txt",
  "waiting.txt",
] as const;

/** Every fact about AWS that the lab cloud should follow, in the order of FIDELITY.md. Only tests read the files: the bundle has none. */
export const factGroups: readonly FactGroup[] = readFacts(FACT_FILES);
