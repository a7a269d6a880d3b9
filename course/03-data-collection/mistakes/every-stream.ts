import type { Mistake } from "../../../grader/index";

/** The role allows writing to every stream instead of one. */
export const mistake: Mistake = {
  exercise: "03-data-collection.producer-role",
  fails: ["allows it for the one stream"],
  answer: [
    "// The one action of Kinesis that the producer calls, and the one stream.",
    'Action: ["kinesis:PutRecords"],',
    'Resource: { "Fn::Sub": "arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/*" },',
  ],
};
