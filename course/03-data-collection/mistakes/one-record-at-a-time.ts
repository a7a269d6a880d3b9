import type { Mistake } from "../../../grader/index";

/** The role allows PutRecord, but the producer calls PutRecords. */
export const mistake: Mistake = {
  exercise: "03-data-collection.producer-role",
  fails: ["allows the one action that the producer calls"],
  answer: [
    "// The one action of Kinesis that the producer calls, and the one stream.",
    'Action: ["kinesis:PutRecord"],',
    'Resource: { "Fn::Sub": "arn:${AWS::Partition}:kinesis:${AWS::Region}:${AWS::AccountId}:stream/${StreamName}" },',
  ],
};
