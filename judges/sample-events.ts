import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { EVENT_CASES } from "./event-cases";
import { createEventStage } from "./event-stage";
import {
  createOmission,
  createWrong,
  judgeEach,
  PASSED,
  toWrong,
  useJudgedCloud,
  type Judge,
  type Verdict,
} from "./judge";

type EventCase = keyof typeof EVENT_CASES;

/** A collection of sample events. */
interface Samples {
  readonly judge: string;
  readonly title: string;
  readonly source: string;
  /** The folder of the samples in the repository. */
  readonly folder: readonly string[];
  /** How the lab cloud is made to send the event of a sample, by the sample's file. */
  readonly cases: Readonly<Record<string, EventCase>>;
  /** The members in which a sample differs from AWS, by the sample's file. */
  readonly differences: Readonly<Record<string, RegExp>>;
}

const GO: Samples = {
  judge: "sample-events",
  title: "whether the events that functions get have the members of the samples in AWS's library for Go, and no others",
  source: "aws/aws-lambda-go, `events/testdata` (Apache-2.0)",
  folder: ["events", "testdata"],
  cases: {
    "kinesis-event": "kinesis",
    "kinesis-firehose-event": "firehoseFromStream",
    "sqs-event": "messageWithAttributes",
    "s3-event": "objectVersionCreated",
    "sns-event": "notification",
    "cloudwatch-logs-event": "logs",
    "cloudwatch-alarm-sns-payload-single-metric": "alarm",
  },
  differences: {
    // AWS has added them since the sample, as LocalStack recorded in 2025 (`test_breaching_alarm_actions`).
    "cloudwatch-alarm-sns-payload-single-metric":
      /\.Sns\.Message\.(?:AlarmConfigurationUpdatedTimestamp|OKActions|AlarmActions|InsufficientDataActions)$/,
  },
};

const SAM: Samples = {
  judge: "sample-events-sam",
  title:
    "whether the events that functions get have the members of those that `sam local generate-event` generates, and no others",
  source: "aws/aws-sam-cli, `samcli/lib/generated_sample_events/events` (Apache-2.0)",
  folder: ["samcli", "lib", "generated_sample_events", "events"],
  cases: {
    "cloudformation/CfnCreateRequest": "customResource",
    "cloudwatch/CloudwatchLogs": "logs",
    "cloudwatch/ScheduledEvent": "schedule",
    "kinesis/Kinesis": "kinesis",
    "kinesis/KinesisFirehose": "firehose",
    "kinesis/KinesisFirehoseApachelog": "firehose",
    "kinesis/KinesisFirehoseCloudwatchLogsProcessor": "firehose",
    "kinesis/KinesisFirehoseStreamsAsSource": "firehoseFromStream",
    "kinesis/KinesisFirehoseSyslog": "firehose",
    "s3/S3Delete": "objectRemoved",
    "s3/S3Put": "objectCreated",
    "sns/Sns": "notification",
    "sqs/Sqs": "message",
  },
  differences: {
    // AWS sends the token too, in two places, as `@types/aws-lambda` has it.
    "cloudformation/CfnCreateRequest": /\.ServiceToken$/,
    // EventBridge's events have a version, as its user guide shows (eb-events-structure).
    "cloudwatch/ScheduledEvent": /^\.version$/,
    // AWS's samples of 2017 lack the ARN, which later ones have.
    "kinesis/KinesisFirehoseApachelog": /^\.deliveryStreamArn$/,
    "kinesis/KinesisFirehoseSyslog": /^\.deliveryStreamArn$/,
    // A misspelling of `deliveryStreamArn`. The samples for Go have both.
    "kinesis/KinesisFirehoseStreamsAsSource": /^\.(?:deliverySteamArn|deliveryStreamArn|sourceKinesisStreamArn)$/,
    // `null` without attributes, as recorded by LocalStack and logged by users.
    "sqs/Sqs": /\.md5OfMessageAttributes$/,
  },
};

/** How the base64 of compressed data begins. */
const GZIP = "H4sI";

/** The paths of an event's members, such as `.Records[].eventID`. A text that is JSON itself has members, too. */
function listPaths(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item) => listPaths(item, `${path}[]`))];
  if (typeof value === "string" && value.startsWith("{")) return listPaths(JSON.parse(value), path);
  if (typeof value === "string" && value.startsWith(GZIP) && path.startsWith(".awslogs"))
    return listPaths(gunzipSync(Buffer.from(value, "base64")).toString(), path);
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, item]) => listPaths(item, `${path}.${name}`))];
}

/** The members of one event that another one lacks; items of lists are left out, since a sample's lists may be empty. */
const listMissing = (of: unknown, from: unknown): readonly string[] => {
  const paths = new Set(listPaths(from));
  return [...new Set(listPaths(of))].filter((path) => !paths.has(path) && !path.endsWith("[]"));
};

/** Compares the members of an event with those of a sample, except known differences. */
function compareMembers(sample: unknown, event: unknown, differences: RegExp | undefined): Verdict {
  const isJudged = (path: string): boolean => differences?.test(path) !== true;
  const missing = listMissing(sample, event).filter(isJudged);
  const unknown = listMissing(event, sample).filter(isJudged);
  if (missing.length + unknown.length === 0) return PASSED;
  return createWrong(`missing: ${missing.join(", ")}; not in the sample: ${unknown.join(", ")}`);
}

/** A sample, whose placeholders such as `{{{region}}}` get some text. */
const readSample = (path: string): unknown =>
  JSON.parse(readFileSync(path, "utf8").replaceAll(/\{\{\{\w+\}\}\}/g, "x"));

const createJudge = ({ judge, title, source, folder: samples, cases: known, differences }: Samples): Judge => ({
  ...{ name: judge, title, source },
  run: ({ folder, endpoint }) =>
    useJudgedCloud({ allowCode: true, speed: 0 }, endpoint, async (cloud) => {
      const root = join(folder, ...samples);
      const stage = await createEventStage(cloud);
      const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
      const names = files.map((file) => file.slice(0, -".json".length)).sort();
      return judgeEach(
        names,
        (name) => name,
        async (name) => {
          const eventCase = known[name];
          if (eventCase === undefined)
            return createOmission("an event outside the lab cloud, or an old version of one");
          const resource = name.replaceAll(/\W/g, "-").toLowerCase();
          const sample = readSample(join(root, `${name}.json`));
          return EVENT_CASES[eventCase](stage, resource)
            .then(() => stage.readEvent(resource))
            .then((event) => compareMembers(sample, event, differences[name]))
            .catch(toWrong);
        },
      );
    }),
});

/** Compare the members of the events that functions get with AWS's samples. */
export const sampleEvents: readonly Judge[] = [GO, SAM].map(createJudge);
