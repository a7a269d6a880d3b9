import type { Mistakes } from "../../testing/load-mistakes";
import { DIRECT_PUT } from "../right-answers";

export const mistakes: Mistakes = {
  /** Every delivery takes some seconds, so the alarm rings at each of them. */
  "alarm-at-each-delivery": {
    fails: ["has an alarm that goes off in time in a stall, and is quiet before"],
    changes: [["Threshold: 300", "Threshold: 0"]],
  },
  /** No metric has this name, so the alarm has nothing to look at. */
  "alarm-on-no-metric": {
    fails: ["has an alarm that goes off in time in a stall, and is quiet before"],
    changes: [["DeliveryToS3.DataFreshness", "DeliveryToS3.Freshness"]],
  },
  /** Bad lines disappear without a trace. */
  "bad-lines-dropped": {
    fails: ["puts each bad line into parcels.rejected, once, and nothing else", "says why a line is bad"],
    changes: [['result: "Ok"', 'result: reason ? "Dropped" : "Ok"']],
  },
  /** The producer leaves bad lines out. There is no function in this design, so the advice names none. */
  "bad-lines-left-out-without-a-function": {
    fails: ["puts each bad line into parcels.rejected, once, and nothing else", "says why a line is bad"],
    answer: DIRECT_PUT.replace("if (reason) bad.push(", "if (reason) void (").split("\n"),
  },
  /** After a restart, bad lines come again, too. */
  "bad-lines-repeated": {
    fails: ["puts each bad line into parcels.rejected, once, and nothing else"],
    changes: [["SELECT DISTINCT reason, line", "SELECT reason, line"]],
  },
  /** The last step stops, which explains none of what the steps before it have done. */
  "bucket-not-emptied": {
    fails: ["puts each bad line into parcels.rejected, once, and nothing else", "leaves nothing after cleanUp"],
    changes: [
      ["scan.weight_g > 0", "scan.weight_g >= 0"],
      [
        'import { deleteS3Bucket } from "../aws/delete-s3-bucket";',
        'import { DeleteBucketCommand, S3Client } from "@aws-sdk/client-s3";',
      ],
      [
        "  await deleteS3Bucket({ bucketName: await bucketName() });",
        "  await new S3Client({}).send(new DeleteBucketCommand({ Bucket: await bucketName() }));",
      ],
    ],
  },
  /** Firehose collects records for longer than the carrier wants to wait; the alarm knows that they are older. */
  "buffer-too-long": {
    fails: ["answers the first query in time after the feed"],
    changes: [
      ["IntervalInSeconds: 60", "IntervalInSeconds: 400"],
      ["Threshold: 300", "Threshold: 500"],
    ],
  },
  /** Only this module knows the function that deletes everything. */
  "clean-up-not-exported": {
    fails: ["has an alarm that goes off in time in a stall, and is quiet before", "leaves nothing after cleanUp"],
    changes: [
      ["Threshold: 300", "Threshold: 0"],
      ["export async function cleanUp", "async function cleanUp"],
    ],
  },
  /** Eight shards never reject a record, and cost eight times as much. */
  "eight-shards": {
    fails: ["costs little enough a month at the brief's load"],
    changes: [["ShardCount: 1", "ShardCount: 8"]],
  },
  /** All stacks of the account are deleted, and with them the roles that others set up. */
  "every-stack-deleted": {
    fails: ["leaves nothing after cleanUp"],
    changes: [
      ["DescribeStacksCommand }", "DescribeStacksCommand, ListStacksCommand }"],
      [
        "  await cloudFormation.send(new DeleteStackCommand({ StackName: STACK }));",
        "  const { StackSummaries = [] } = await cloudFormation.send(new ListStacksCommand({}));\n" +
          "  for (const { StackName } of StackSummaries) await cloudFormation.send(new DeleteStackCommand({ StackName }));",
      ],
    ],
    isAlwaysJudged: true,
  },
  /** Nothing converts the rows, so a report reads all of their text. */
  "json-instead-of-parquet": {
    fails: ["reads at most 100,000 bytes for a depot's day, from Parquet"],
    changes: [
      [
        "DataFormatConversionConfiguration:\n          Enabled: true",
        "DataFormatConversionConfiguration:\n          Enabled: false",
      ],
      ["org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", "org.apache.hadoop.mapred.TextInputFormat"],
      [
        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      ],
      ["org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", "org.openx.data.jsonserde.JsonSerDe"],
      ["Buffer.from(row)", "Buffer.from(row + String.fromCharCode(10))"],
    ],
  },
  /** The lines after the last full batch are never sent. */
  "last-batch-forgotten": {
    fails: [
      "has every valid scan in parcels.scans, although the producer is killed and limits are reached",
      "puts each bad line into parcels.rejected, once, and nothing else",
      "accepts scans while S3 refuses objects, and delivers them afterward",
      "has an alarm that goes off in time in a stall, and is quiet before",
    ],
    changes: [["  }\n  await putLines(batch);", "  }"]],
  },
  /** The brief wants a weight above the least one. */
  "least-weight-accepted": {
    fails: ["puts each bad line into parcels.rejected, once, and nothing else"],
    changes: [["scan.weight_g > 0", "scan.weight_g >= 0"]],
  },
  /** Lambda creates the log group, and nobody deletes it. */
  "log-group-left": {
    fails: ["leaves nothing after cleanUp"],
    changes: [
      ["  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /aws/lambda/parcels-check } }\n", ""],
      ["    DependsOn: Log\n", ""],
    ],
  },
  /** The reason does not say what is wrong. */
  "one-reason-for-all": {
    fails: ["says why a line is bad"],
    changes: [["{ reason, line }", '{ reason: "invalid", line }']],
  },
  /** PutRecords can succeed and reject some of its records; these are lost. */
  "rejected-records-not-sent-again": {
    fails: [
      "has every valid scan in parcels.scans, although the producer is killed and limits are reached",
      "puts each bad line into parcels.rejected, once, and nothing else",
    ],
    changes: [
      ["left = left.filter((_, at) => Records[at]?.ErrorCode !== undefined);", "left = Records.slice(Records.length);"],
    ],
  },
  /** After a restart, lines come again, and the view shows both. */
  "repeated-lines-kept": {
    fails: ["has each scan once, although the lines come again after a restart"],
    changes: [
      [
        "min(parcel_id) parcel_id, min(scanned_at) scanned_at, min(status) status, min(weight_g) weight_g,\n    min(note) note FROM",
        "parcel_id, scanned_at, status, weight_g, note FROM",
      ],
      [" GROUP BY scan_id, depot, day", ""],
    ],
  },
  /** The stack is deleted, and what it retains stays. The key costs money each month. */
  "retained-by-the-stack": {
    fails: ["leaves nothing after cleanUp"],
    isAlwaysJudged: true,
    changes: [
      [
        "  Stalled:\n",
        `  Key: { Type: AWS::KMS::Key, DeletionPolicy: Retain, Properties: { Description: for the lake } }
  Limit: { Type: AWS::SSM::Parameter, DeletionPolicy: Retain, Properties: { Name: parcels-least-weight, Type: String, Value: "0" } }
  Images: { Type: AWS::ECR::Repository, DeletionPolicy: Retain, Properties: { RepositoryName: parcels-check } }
  Reading:
    Type: AWS::IAM::ManagedPolicy
    DeletionPolicy: Retain
    Properties:
      ManagedPolicyName: parcels-reading
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: "s3:GetObject", Resource: "*" }] }
  Notebook:
    Type: AWS::KinesisAnalyticsV2::Application
    DeletionPolicy: Retain
    Properties:
      ApplicationName: parcels-notebook
      RuntimeEnvironment: ZEPPELIN-FLINK-3_0
      ApplicationMode: INTERACTIVE
      ServiceExecutionRole: !GetAtt Studio.Arn
  Studio:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { Service: kinesisanalytics.amazonaws.com }, Action: "sts:AssumeRole" }] }
  Stalled:
`,
      ],
      ["TemplateBody: TEMPLATE", 'TemplateBody: TEMPLATE, Capabilities: ["CAPABILITY_NAMED_IAM"]'],
    ],
  },
  /** A role and a workgroup cost nothing, but the schedule calls the function each hour, forever. */
  "role-schedule-and-workgroup-left": {
    fails: ["leaves nothing after cleanUp"],
    changes: [
      [
        'import { randomUUID } from "node:crypto";',
        `import { randomUUID } from "node:crypto";
import { AthenaClient, CreateWorkGroupCommand } from "@aws-sdk/client-athena";
import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";`,
      ],
      [
        "  const outputLocation =",
        `  const trust = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" }] };
  const { Role } = await new IAMClient({}).send(new CreateRoleCommand({ RoleName: "parcels-scheduler", AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await new AthenaClient({}).send(new CreateWorkGroupCommand({ Name: "parcels-reports" }));
  const Target = { Arn: \`arn:aws:lambda:\${process.env["AWS_REGION"]}:\${await accountId()}:function:parcels-check\`, RoleArn: Role?.Arn, Input: '{"records":[]}' };
  await new SchedulerClient({}).send(new CreateScheduleCommand({ Name: "parcels-hourly", ScheduleExpression: "rate(1 hour)", FlexibleTimeWindow: { Mode: "OFF" }, Target }));
  const outputLocation =`,
      ],
    ],
  },
  /** A depot may scan a parcel twice, and only scan_id tells the two apart. */
  "second-scan-of-a-parcel-lost": {
    fails: [
      "has every valid scan in parcels.scans, although the producer is killed and limits are reached",
      "keeps the values of a scan, and its day",
      "accepts scans while S3 refuses objects, and delivers them afterward",
    ],
    changes: [
      ["SELECT scan_id, depot, day, min(parcel_id) parcel_id", "SELECT min(scan_id) scan_id, depot, day, parcel_id"],
      ["GROUP BY scan_id, depot, day", "GROUP BY parcel_id, depot, day"],
    ],
  },
  /** atob makes a character of each byte, so letters beyond ASCII become two. */
  "text-read-as-latin1": {
    fails: [
      "keeps the values of a scan, and its day",
      "puts each bad line into parcels.rejected, once, and nothing else",
    ],
    changes: [['Buffer.from(data, "base64").toString()', "atob(data)"]],
  },
  /** A column of strings has no sum. */
  "weight-as-string": {
    fails: ["reads at most 100,000 bytes for a depot's day, from Parquet"],
    changes: [['weight_g: "int"', 'weight_g: "string"']],
  },
  /** A line can have both faults, and the brief names the id first. */
  "weight-checked-before-id": {
    fails: ["says why a line is bad"],
    changes: [
      [
        'if (typeof scan.scan_id !== "string") return "no scan_id";\n  return scan.weight_g > 0 ? undefined : "weight_g is not above 0";',
        'if (!(scan.weight_g > 0)) return "weight_g is not above 0";\n  return typeof scan.scan_id === "string" ? undefined : "no scan_id";',
      ],
    ],
  },
};
