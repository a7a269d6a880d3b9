import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The sixth key, the minute, replaces the fifth, the hour. */
  "hour-replaced-by-minute": {
    fails: ["keeps the five other keys"],
    changes: [
      [
        "...PARTITION_KEYS",
        "station_id: PARTITION_KEYS.station_id, year: PARTITION_KEYS.year, month: PARTITION_KEYS.month, day: PARTITION_KEYS.day",
      ],
    ],
  },
  /** The minute is the first folder, so the readings of a station are no longer in one folder. */
  "minute-above-the-station": {
    fails: ["sorts by the minute, below the hour"],
    changes: [
      [
        "{ ...PARTITION_KEYS, minute: '.event_timestamp| strftime(\"%M\")' }",
        "{ minute: '.event_timestamp| strftime(\"%M\")', ...PARTITION_KEYS }",
      ],
    ],
  },
  /** `%m` is the month; the minute is `%M`. */
  "minute-as-month": {
    fails: ["sorts by the minute, below the hour"],
    changes: [['"%M"', '"%m"']],
  },
  /** The prefix has five keys, the processors have six: AWS refuses the update. */
  "prefix-of-five-keys": {
    fails: ["sorts by the minute, below the hour", "updates the existing Firehose"],
    changes: [["prefixOf(SIX_KEYS)", "prefixOf(PARTITION_KEYS)"]],
  },
  /** The keys are changed, the prefix is not: AWS refuses the update. */
  "prefix-not-updated": {
    fails: ["sorts by the minute, below the hour", "updates the existing Firehose"],
    answer: [
      "const SIX_KEYS = { ...PARTITION_KEYS, minute: '.event_timestamp| strftime(\"%M\")' };",
      'const { versionId, destinationId } = await describeFirehose({ firehoseName: "SI-Firehose" });',
      "await new FirehoseClient({}).send(",
      "  new UpdateDestinationCommand({",
      '    DeliveryStreamName: "SI-Firehose",',
      "    CurrentDeliveryStreamVersionId: versionId,",
      "    DestinationId: destinationId,",
      "    ExtendedS3DestinationUpdate: { ProcessingConfiguration: { Enabled: true, Processors: processors(SIX_KEYS) } },",
      "  }),",
      ");",
    ],
  },
};
