import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The error prefix is the Firehose's name without a slash, so failed records get no folder. */
  "failures-without-a-folder": {
    fails: ["takes the two prefixes"],
    changes: [["ErrorOutputPrefix: ERROR_PREFIX", "ErrorOutputPrefix: FIREHOSE"]],
  },
  /** The buffering interval is five minutes instead of one. */
  "five-minutes": {
    fails: ["writes after 60 seconds"],
    changes: [["IntervalInSeconds: 60", "IntervalInSeconds: 300"]],
  },
  /** The input stream is left out of the new template, so CloudFormation deletes it. */
  "input-stream-left-out": {
    fails: ["keeps the stream of events"],
    changes: [["      InputStream: INPUT_RESOURCE,\n", ""]],
  },
  /** The Firehose reads the raw events instead of the aggregates. */
  "reads-the-input-stream": {
    fails: ["reads stream I"],
    changes: [['["OutputStream", "Arn"]', '["InputStream", "Arn"]']],
  },
  /** The template has no resource called Bucket. */
  "resource-that-is-not-there": {
    fails: ["writes to bucket O"],
    changes: [['["OutputBucket", "Arn"]', '["Bucket", "Arn"]']],
  },
  /** The ARNs are written out, so CloudFormation creates the Firehose before the stream and the bucket, and AWS refuses it. */
  "arns-written-out": {
    fails: ["reads stream I", "writes to bucket O"],
    isAlwaysJudged: true,
    changes: [
      ['{ "Fn::GetAtt": ["OutputStream", "Arn"] }', "`arn:aws:kinesis:us-east-1:000000000000:stream/${OUTPUT_STREAM}`"],
      ['{ "Fn::GetAtt": ["OutputBucket", "Arn"] }', "`arn:aws:s3:::${BUCKET}`"],
    ],
  },
  /** Names where AWS wants ARNs, so AWS refuses the Firehose. The other settings are right all the same. */
  "names-instead-of-arns": {
    fails: ["reads stream I", "writes to bucket O"],
    isAlwaysJudged: true,
    changes: [
      ['{ "Fn::GetAtt": ["OutputStream", "Arn"] }', "OUTPUT_STREAM"],
      ['{ "Fn::GetAtt": ["OutputBucket", "Arn"] }', "BUCKET"],
    ],
  },
  /** The size is below AWS's least one of 64 MB, which no claim is about: nothing shows that the rest is right. */
  "size-of-5-mb": {
    fails: [
      "reads stream I",
      "writes to bucket O",
      "switches dynamic partitioning on",
      "writes after 60 seconds",
      "takes the two prefixes",
    ],
    changes: [["SizeInMBs: 64", "SizeInMBs: 5"]],
  },
};
