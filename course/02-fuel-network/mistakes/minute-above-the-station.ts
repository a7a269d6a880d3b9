import type { Mistake } from "../../../grader/index";

/** The minute is the first folder, so the readings of a station are no longer in one folder. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.minute",
  fails: ["sorts by the minute, below the hour"],
  answer: [
    "const SIX_KEYS = { minute: '.event_timestamp| strftime(\"%M\")', ...PARTITION_KEYS };",
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
