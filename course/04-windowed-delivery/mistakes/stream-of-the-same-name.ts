import type { Mistake } from "../../../grader/index";

/** The output stream has the input stream's name, but a name can exist only once. */
export const mistake: Mistake = {
  exercise: "04-windowed-delivery.output-stream",
  fails: ["creates the stream for aggregates", "gives it one shard"],
  answer: [
    "const OUTPUT_RESOURCE = {",
    '  Type: "AWS::Kinesis::Stream",',
    '  Properties: { Name: INPUT_STREAM, ShardCount: 1, StreamModeDetails: { StreamMode: "PROVISIONED" } },',
    "};",
  ],
};
