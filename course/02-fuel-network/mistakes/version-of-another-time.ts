import type { Mistake } from "../../../grader/index";

/** The update names a version that the delivery stream does not have: AWS refuses it. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.year-slip",
  fails: ["sorts by month, not by year", "sorts by day, not by year", "sorts by hour, not by year"],
  answer: [
    "const RIGHT_KEYS = PARTITION_KEYS;",
    "",
    "await firehose.send(",
    "  new UpdateDestinationCommand({",
    '    DeliveryStreamName: "SI-Firehose-slip",',
    '    CurrentDeliveryStreamVersionId: "7",',
    "    DestinationId: slip.destinationId,",
    "    ExtendedS3DestinationUpdate: {",
    "      Prefix: slipPrefix(RIGHT_KEYS),",
    "      ProcessingConfiguration: { Enabled: true, Processors: processors(RIGHT_KEYS) },",
    "    },",
    "  }),",
    ");",
  ],
};
