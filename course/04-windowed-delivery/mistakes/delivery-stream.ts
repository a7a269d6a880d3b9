import type { Mistakes } from "../../testing/load-mistakes";
import type { SolutionChange } from "../../testing/change-solution";

const WITHOUT_COMMENT: SolutionChange = [
  "// The whole template: existing resources stay as they are, new ones are created.\n",
  "",
];

export const mistakes: Mistakes = {
  /** The error prefix is the Firehose's name without a slash, so failed records get no folder. */
  "failures-without-a-folder": {
    fails: ["takes the two prefixes"],
    changes: [["      ErrorOutputPrefix: ERROR_PREFIX,", "ErrorOutputPrefix: FIREHOSE,"], WITHOUT_COMMENT],
  },
  /** The buffering interval is five minutes instead of one. */
  "five-minutes": {
    fails: ["writes after 60 seconds"],
    changes: [
      [
        "      BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 60 }",
        "BufferingHints: { SizeInMBs: 64, IntervalInSeconds: 300 }",
      ],
      WITHOUT_COMMENT,
    ],
  },
  /** The input stream is left out of the new template, so CloudFormation deletes it. */
  "input-stream-left-out": {
    fails: ["keeps the stream of events"],
    changes: [WITHOUT_COMMENT, ["      InputStream: INPUT_RESOURCE,\n", ""]],
  },
  /** The Firehose reads the raw events instead of the aggregates. */
  "reads-the-input-stream": {
    fails: ["reads stream I"],
    changes: [
      [
        '      KinesisStreamARN: { "Fn::GetAtt": ["OutputStream", "Arn"] },',
        'KinesisStreamARN: { "Fn::GetAtt": ["InputStream", "Arn"] },',
      ],
      WITHOUT_COMMENT,
    ],
  },
  /** The template has no resource called Bucket. */
  "resource-that-is-not-there": {
    fails: [
      "reads stream I",
      "writes to bucket O",
      "switches dynamic partitioning on",
      "writes after 60 seconds",
      "takes the two prefixes",
    ],
    changes: [
      [
        '      BucketARN: { "Fn::GetAtt": ["OutputBucket", "Arn"] },',
        'BucketARN: { "Fn::GetAtt": ["Bucket", "Arn"] },',
      ],
      WITHOUT_COMMENT,
    ],
  },
};
