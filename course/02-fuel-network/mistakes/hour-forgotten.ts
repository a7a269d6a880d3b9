import type { Mistake } from "../../../grader/index";

/** The key for the hour still extracts the year. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.year-slip",
  fails: ["sorts by hour, not by year"],
  answer: [
    "const RIGHT_KEYS = { ...PARTITION_KEYS, hour: YEAR };",
    "",
    "await firehose.send(",
    "  new UpdateDestinationCommand({",
    '    DeliveryStreamName: "SI-Firehose-slip",',
    "    CurrentDeliveryStreamVersionId: slip.versionId,",
    "    DestinationId: slip.destinationId,",
    "    ExtendedS3DestinationUpdate: {",
    "      Prefix: slipPrefix(RIGHT_KEYS),",
    "      ProcessingConfiguration: { Enabled: true, Processors: processors(RIGHT_KEYS) },",
    "    },",
    "  }),",
    ");",
  ],
};
