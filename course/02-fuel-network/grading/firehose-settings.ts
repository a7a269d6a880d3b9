import type { Evidence } from "../../../grader/index";
import { getNetwork } from "./network";
import { getCreatedSettings } from "./words";

const getDynamicPartitioning = (run: Evidence) =>
  getNetwork(run).firehoses["SI-Firehose"]?.settings.DynamicPartitioningConfiguration;
/** The settings of SI-Firehose that exercise 1.5 decides, each with the function that reads it from a run. */
export const FIREHOSE_SETTINGS: readonly [
  says: string,
  setting: string,
  of: (run: Evidence) => unknown,
  look: string,
][] = [
  [
    "takes records by Direct PUT",
    "the type",
    (run) => getNetwork(run).firehoses["SI-Firehose"]?.type,
    'DeliveryStreamType: "DirectPut" as const',
  ],
  [
    "delivers to the bucket of the lab",
    "the bucket",
    (run) => getNetwork(run).firehoses["SI-Firehose"]?.settings.BucketARN,
    "BucketARN: as in the draft of 1.3",
  ],
  [
    "says where failed records go",
    "the error prefix",
    (run) => getCreatedSettings(run)?.ErrorOutputPrefix,
    "ErrorOutputPrefix: ERROR_PREFIX, which you wrote in 1.3",
  ],
  [
    "tries again for 60 seconds",
    "the retry duration",
    (run) => getDynamicPartitioning(run)?.RetryOptions?.DurationInSeconds,
    "DurationInSeconds: a number",
  ],
  [
    "finds the keys and appends a new line",
    "the list of processors",
    (run) =>
      getCreatedSettings(run)
        ?.ProcessingConfiguration?.Processors?.map(({ Type }) => Type)
        .join(" and "),
    "Processors: processors(PARTITION_KEYS)",
  ],
  [
    "converts the records",
    "the conversion",
    (run) => getNetwork(run).firehoses["SI-Firehose"]?.settings.DataFormatConversionConfiguration?.Enabled ?? false,
    "DataFormatConversionConfiguration: what you wrote in 1.4",
  ],
];
