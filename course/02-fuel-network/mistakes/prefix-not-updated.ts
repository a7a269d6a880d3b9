import type { Mistake } from "../../../grader/index";

/** The keys are changed, the prefix is not: AWS refuses the update. */
export const mistake: Mistake = {
  exercise: "02-fuel-network.minute",
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
};
