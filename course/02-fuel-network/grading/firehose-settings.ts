import type { Evidence } from "../../../grader/index";
import { getNetwork } from "./network";
import { getCreatedSettings } from "./words";

const getDynamicPartitioning = (run: Evidence) =>
  getNetwork(run).firehoses["SI-Firehose"]?.settings.DynamicPartitioningConfiguration;

/** The claim on the setting that the learner's name decides. */
export const RETRIES = "tries again for the given time";

/**
 * The settings of SI-Firehose that exercise 1.5 decides, each with the function that reads it from a run, and the refusals of AWS that are
 * about it without its name.
 */
export const FIREHOSE_SETTINGS: readonly [
  says: string,
  setting: string,
  of: (run: Evidence) => unknown,
  look: string,
  explains?: RegExp,
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
    /ErrorOutputPrefix/,
  ],
  [
    "buffers as you decided in 1.3",
    "the buffer",
    (run) => {
      const { SizeInMBs = "no", IntervalInSeconds = "no" } = getCreatedSettings(run)?.BufferingHints ?? {};
      return `${SizeInMBs} MB and ${IntervalInSeconds} seconds`;
    },
    "BufferingHints: BUFFERING, which you wrote in 1.3",
  ],
  [
    RETRIES,
    "the retry duration",
    (run) => getDynamicPartitioning(run)?.RetryOptions?.DurationInSeconds,
    "DynamicPartitioningConfiguration: it is enabled, and DurationInSeconds is a number",
  ],
  [
    "finds the keys and appends a new line",
    "the list of processors",
    (run) =>
      getCreatedSettings(run)
        ?.ProcessingConfiguration?.Processors?.map(({ Type }) => Type)
        .join(" and "),
    "ProcessingConfiguration: it is enabled, and Processors: processors(PARTITION_KEYS)",
    /Processing Configuration is not enabled/,
  ],
  [
    "converts the records",
    "the conversion",
    (run) => getNetwork(run).firehoses["SI-Firehose"]?.settings.DataFormatConversionConfiguration?.Enabled ?? false,
    "DataFormatConversionConfiguration: what you wrote in 1.4",
  ],
];
