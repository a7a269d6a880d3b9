import type { Mistake } from "../../../grader/index";

/** Two shards cost twice as much. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.output-stream",
  fails: ["gives it one shard"],
  answer: [
    "const OUTPUT_RESOURCE = {",
    '  Type: "AWS::Kinesis::Stream",',
    '  Properties: { Name: OUTPUT_STREAM, ShardCount: 2, StreamModeDetails: { StreamMode: "PROVISIONED" } },',
    "};",
  ],
};
