import { Firehose } from "@aws-sdk/client-firehose";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { createKinesisDataStream } from "../aws/create-kinesis-data-stream";
import { askForPeople } from "../collection/ask-for-people";
import { readDeliveredRecords } from "../delivery/read-delivered-records";
import { captureOutput } from "../testing/capture-output";
import { useLabCloud } from "../testing/use-lab-cloud";
import {
  connectDestination,
  createAnalyticsApplication,
  deleteApplication,
  saveQuery,
} from "../aws/analytics-application";
import { discoverSchema, showRawAndFormatted } from "./discover-schema";
import { showTranslation } from "./show-translation";
import { subsetByHand } from "./subset-by-hand";
import { subsetFlinkSql } from "./subset-flink-sql";

const ROLE = "arn:aws:iam::000000000000:role/analytics";
const STREAM_ARN = "arn:aws:kinesis:us-east-1:000000000000:stream/people";
const QUERY = `CREATE OR REPLACE STREAM "OUT" ("age" INTEGER);
CREATE OR REPLACE PUMP "P" AS INSERT INTO "OUT" SELECT STREAM "age" FROM "SOURCE_SQL_STREAM_001";`;

describe("stream analytics", () => {
  const lab = useLabCloud();
  const output = captureOutput();
  before(async () => {
    await createKinesisDataStream({ streamName: "people", shardCount: 1 });
    await lab.cloud.clock.advance(5);
    const people = await askForPeople({ count: 30 });
    await new Kinesis({}).putRecords({
      StreamName: "people",
      Records: people.map((person) => ({
        PartitionKey: person.login.uuid,
        Data: Buffer.from(JSON.stringify(person)),
      })),
    });
  });

  it("discovers a schema, and shows a record raw and formatted (KDA-003)", async () => {
    const discovered = await discoverSchema({ streamArn: STREAM_ARN, roleArn: ROLE });
    const byPath = new Map(discovered.columns.map(({ Mapping, Name }) => [Mapping, Name]));
    expect(byPath.get("$.dob.age")).to.equal("age");
    expect(byPath.get("$.registered.age")).to.equal("age0");
    showRawAndFormatted(discovered);
    expect(output.getText())
      .to.match(/Raw:\n\{"gender"/)
      .and.match(/age0 +\$\.registered\.age +INTEGER/);
  });
  it("creates an application once, sets its SQL and destination, shows it in Flink SQL, and deletes it", async () => {
    const application = {
      applicationName: "app",
      description: "ages",
      runtime: "SQL-1_0",
      roleArn: ROLE,
      input: {
        NamePrefix: "SOURCE_SQL_STREAM",
        KinesisStreamsInput: { ResourceARN: STREAM_ARN },
        InputSchema: {
          RecordFormat: { RecordFormatType: "JSON" },
          RecordColumns: [{ Name: "age", Mapping: "$.dob.age", SqlType: "INTEGER" }],
        },
      },
    } as const;
    const create = () =>
      createAnalyticsApplication({
        ...application,
        input: {
          ...application.input,
          InputSchema: {
            ...application.input.InputSchema,
            RecordColumns: [...application.input.InputSchema.RecordColumns],
          },
        },
      });
    await create();
    await create();
    expect(output.getText()).to.include('await deleteApplication({ applicationName: "app" });');
    await saveQuery({ applicationName: "app", query: QUERY });
    const destination = {
      Name: "OUT",
      KinesisFirehoseOutput: { ResourceARN: "arn:aws:firehose:us-east-1:000000000000:deliverystream/out" },
      DestinationSchema: { RecordFormatType: "JSON" as const },
    };
    for (let time = 0; time < 2; time += 1) await connectDestination({ applicationName: "app", output: destination });
    expect(output.getText()).to.include("OUT is connected.").and.to.include("OUT is already connected");
    await showTranslation({ applicationName: "app" });
    expect(output.getText()).to.include("-- Flink SQL\nCREATE TEMPORARY VIEW `OUT`");
    for (let time = 0; time < 2; time += 1) await deleteApplication({ applicationName: "app" });
    expect(output.getText()).to.include("app deleted.").and.to.include("app does not exist.");
    await saveQuery({ applicationName: "app", query: QUERY });
    expect(output.getText()).to.include("There is no application app");
  });
  it("has a stand-in that sends five values of each person who is old enough", async () => {
    await new S3({ forcePathStyle: true }).createBucket({ Bucket: "subset" });
    await new Firehose({}).createDeliveryStream({
      DeliveryStreamName: "subset",
      ExtendedS3DestinationConfiguration: { BucketARN: "arn:aws:s3:::subset", RoleARN: ROLE, Prefix: "subset/" },
    });
    await lab.cloud.clock.advance(10);
    const sent = await subsetByHand({ streamName: "people", firehoseName: "subset", minimumAge: 30 });
    await lab.cloud.clock.advance(400);
    const rows = await readDeliveredRecords({ bucketName: "subset", prefix: "subset/" });
    expect(rows).to.have.length(sent);
    expect(Object.keys(rows[0] ?? {})).to.deep.equal(["first", "last", "gender", "age", "country"]);
    expect(rows.every(({ age }) => Number(age) >= 30)).to.equal(true);
  });
  it("runs the same query in Flink SQL", () => {
    const { table, select } = subsetFlinkSql({ source: "people", minimumAge: 30 });
    expect(table.text).to.include("'stream' = 'people'");
    expect(select.text).to.include("WHERE people.dob.age >= 30");
  });
});
