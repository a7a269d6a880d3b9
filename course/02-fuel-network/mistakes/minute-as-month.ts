import type { Mistake } from "../../../grader/index";

/** `%m` is the month; the minute is `%M`. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.minute",
  fails: ["sorts by the minute, below the hour"],
  answer: [
    "const SIX_KEYS = { ...PARTITION_KEYS, minute: '.event_timestamp| strftime(\"%m\")' };",
    'const { versionId, destinationId } = await describeFirehose({ firehoseName: "SI-Firehose" });',
    "await new FirehoseClient({}).send(",
    "  new UpdateDestinationCommand({",
    '    DeliveryStreamName: "SI-Firehose",',
    "    CurrentDeliveryStreamVersionId: versionId,",
    "    DestinationId: destinationId,",
    "    ExtendedS3DestinationUpdate: {",
    "      Prefix: prefixOf(SIX_KEYS),",
    "      ProcessingConfiguration: { Enabled: true, Processors: processors(SIX_KEYS) },",
    "    },",
    "  }),",
    ");",
  ],
};
