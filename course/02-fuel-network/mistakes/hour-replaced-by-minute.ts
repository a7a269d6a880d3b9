import type { Mistake } from "../../../grader/index";

/** The sixth key, the minute, replaces the fifth, the hour. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.minute",
  fails: ["keeps the five other keys"],
  answer: [
    "const SIX_KEYS = {",
    "  station_id: PARTITION_KEYS.station_id, year: PARTITION_KEYS.year, month: PARTITION_KEYS.month, day: PARTITION_KEYS.day,",
    "  minute: '.event_timestamp| strftime(\"%M\")',",
    "};",
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
