import type { KinesisAnalyticsV2 } from "@aws-sdk/client-kinesis-analytics-v2";
import type { S3 } from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../testing/venv";
import { ROLE } from "./studio";
import { logStreamArn } from "./world";

/** A program in Python as AWS's examples write one: it finds its streams in its property groups, and its work is SQL. */
export const SUMS = `import json
from pyflink.table import EnvironmentSettings, TableEnvironment

with open("/etc/flink/application_properties.json") as file:
    groups = {one["PropertyGroupId"]: one["PropertyMap"] for one in json.load(file)}
tables = TableEnvironment.create(EnvironmentSettings.in_streaming_mode())


def connected(group):
    options = {"connector": "kinesis", "format": "json", **groups[group]}
    return ", ".join(f"'{name}' = '{value}'" for name, value in options.items())


tables.execute_sql(f"CREATE TABLE numbers (n INT, seen AS PROCTIME()) WITH ({connected('input')})")
tables.execute_sql(f"CREATE TABLE sums (n INT, total BIGINT) WITH ({connected('output')})")
print("tables are made", len(groups))
tables.execute_sql(
    """INSERT INTO sums SELECT n, SUM(CAST(n AS BIGINT)) OVER (ORDER BY seen ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
    FROM numbers"""
)
`;

/** A fixed time, so that the same files give the same bytes. */
const DATED = { mtime: "2030-01-01T00:00:00Z" };

export const createZip = (files: Readonly<Record<string, string>>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), DATED);

/**
 * A jar with the program of `testing/java/FlinkApplication.java`; undefined where the Java clients are not installed. AWS's
 * library isn't in it, since Flink has it, as on AWS.
 */
export function readCapitalsJar(): Uint8Array | undefined {
  const program = join(root, ".labs", "java", "classes", "FlinkApplication.class");
  if (!existsSync(program)) return undefined;
  const manifest = strToU8("Manifest-Version: 1.0\nMain-Class: FlinkApplication\n\n");
  return zipSync({ "META-INF/MANIFEST.MF": manifest, "FlinkApplication.class": readFileSync(program) }, DATED);
}

/** Puts code into the bucket `code`. */
export async function putCode(s3: S3, key: string, code: Uint8Array): Promise<void> {
  await s3.createBucket({ Bucket: "code" }).catch(() => undefined);
  await s3.putObject({ Bucket: "code", Key: key, Body: code });
}

export const createGroup = (PropertyGroupId: string, PropertyMap: Record<string, string>) => ({
  PropertyGroupId,
  PropertyMap,
});

/** The groups of a program that reads one stream and writes another. */
export const createStreamGroups = ([from, to]: readonly [from: string, to: string]) => [
  createGroup("input", { stream: from, "aws.region": "us-east-1", "scan.stream.initpos": "TRIM_HORIZON" }),
  createGroup("output", { stream: to, "aws.region": "us-east-1", "sink.flush-buffer.timeout": "100" }),
];

/** An application of FLINK-1_20 whose code is in the bucket `code`. */
export const createProgram = (
  client: KinesisAnalyticsV2,
  {
    name,
    key,
    groups,
  }: { readonly name: string; readonly key: string; readonly groups: ReturnType<typeof createGroup>[] },
) =>
  client.createApplication({
    ApplicationName: name,
    RuntimeEnvironment: "FLINK-1_20",
    ServiceExecutionRole: ROLE,
    CloudWatchLoggingOptions: [{ LogStreamARN: logStreamArn(name) }],
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: "ZIPFILE",
        CodeContent: { S3ContentLocation: { BucketARN: "arn:aws:s3:::code", FileKey: key } },
      },
      EnvironmentProperties: { PropertyGroups: groups },
      FlinkApplicationConfiguration: {
        CheckpointConfiguration: {
          ConfigurationType: "CUSTOM",
          CheckpointInterval: 500,
          MinPauseBetweenCheckpoints: 0,
        },
      },
    },
  });
