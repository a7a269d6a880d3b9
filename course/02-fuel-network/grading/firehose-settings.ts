import type { Evidence } from "../../../grader/index";
import { getNetwork } from "./network";
import { findRefusedFirehose, getCreatedSettings } from "./words";

/** The settings that SI-Firehose has, or that AWS refused. */
const getSettings = (run: Evidence) =>
  getNetwork(run).firehoses["SI-Firehose"]?.settings ?? findRefusedFirehose(run)?.ExtendedS3DestinationConfiguration;

/** The settings with which SI-Firehose was created, or which AWS refused. */
export const getRequestedSettings = (run: Evidence) =>
  getCreatedSettings(run) ?? findRefusedFirehose(run)?.ExtendedS3DestinationConfiguration;

/** The expression of each partition key in the jq program that was asked for, without spaces, in the order of the keys. */
export function listKeyExpressions(run: Evidence): readonly (readonly [key: string, expression: string])[] {
  const { Processors = [] } = getRequestedSettings(run)?.ProcessingConfiguration ?? {};
  const query = Processors.flatMap(({ Parameters = [] }) => Parameters).find(
    ({ ParameterName }) => ParameterName === "MetadataExtractionQuery",
  );
  const parts = (query?.ParameterValue ?? "")
    .replace(/\s/g, "")
    .slice(1, -1)
    .split(/,(?=\w+:)/);
  return parts.map((part) => [part.slice(0, part.indexOf(":")), part.slice(part.indexOf(":") + 1)]);
}

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
    (run) => getNetwork(run).firehoses["SI-Firehose"]?.type ?? findRefusedFirehose(run)?.DeliveryStreamType,
    'DeliveryStreamType: "DirectPut"',
  ],
  [
    "delivers to the bucket of the lab",
    "the bucket",
    (run) => getSettings(run)?.BucketARN,
    "BucketARN: as in the draft of 1.3",
  ],
  [
    "says where failed records go",
    "the error prefix",
    (run) => getRequestedSettings(run)?.ErrorOutputPrefix,
    "ErrorOutputPrefix: ERROR_PREFIX, which you wrote in 1.3",
    /ErrorOutputPrefix/,
  ],
  [
    "buffers as you decided in 1.3",
    "the buffer",
    (run) => {
      const { SizeInMBs = "no", IntervalInSeconds = "no" } = getRequestedSettings(run)?.BufferingHints ?? {};
      return `${SizeInMBs} MB and ${IntervalInSeconds} seconds`;
    },
    "BufferingHints: BUFFERING, which you wrote in 1.3",
  ],
  [
    RETRIES,
    "the retry duration",
    (run) => getSettings(run)?.DynamicPartitioningConfiguration?.RetryOptions?.DurationInSeconds,
    "DynamicPartitioningConfiguration: it is enabled, and DurationInSeconds is a number",
  ],
  [
    "finds the keys and appends a new line",
    "the list of processors",
    (run) => {
      const { Enabled, Processors } = getRequestedSettings(run)?.ProcessingConfiguration ?? {};
      return Enabled ? Processors?.map(({ Type }) => Type).join(" and ") : undefined;
    },
    "ProcessingConfiguration: it is enabled, and Processors: processors(PARTITION_KEYS)",
    /Processing Configuration is not enabled/,
  ],
  [
    "converts the records",
    "the conversion",
    (run) => getSettings(run)?.DataFormatConversionConfiguration?.Enabled ?? false,
    "DataFormatConversionConfiguration: what you wrote in 1.4",
  ],
];
