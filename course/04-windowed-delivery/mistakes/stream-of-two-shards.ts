import type { Mistake } from "../../../grader/index";

/** The stream has two shards, which cost twice as much as one. */
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
