import { Firehose } from "@aws-sdk/client-firehose";
import { S3 } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { captureOutput } from "../../testing/capture-output";
import { useLabCloud } from "../../testing/use-lab-cloud";
import { deployFunction } from "../deploy-function";

const BUCKET = "through-the-blueprint";
const NO_TEXT = Buffer.from([0x61, 0xff, 0x62]);

describe("the blueprint of Firehose's transformations", () => {
  const lab = useLabCloud();
  captureOutput();
  const s3 = new S3({ forcePathStyle: true });
  before(() => s3.createBucket({ Bucket: BUCKET }));

  async function readDelivered(folder: string): Promise<string[]> {
    const { Contents = [] } = await s3.listObjectsV2({ Bucket: BUCKET, Prefix: folder });
    return Promise.all(
      Contents.map(async ({ Key }) => (await s3.getObject({ Bucket: BUCKET, Key })).Body?.transformToString() ?? ""),
    );
  }

  for (const file of ["general-firehose-processing.ts", "general_firehose_processing.py"]) {
    it(`puts each record on its own line, drops empty ones, and fails only records that aren't text: ${file}`, async () => {
      const firehose = new Firehose({});
      const name = file.replace(/\W/g, "-");
      await deployFunction({
        functionName: name,
        file: `src/functions/blueprints/${file}`,
        roleName: "role",
        environment: {},
        timeoutSeconds: 60,
      });
      const LambdaArn = `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
      const settings = Object.entries({ LambdaArn, BufferSizeInMBs: "1", BufferIntervalInSeconds: "1" });
      await firehose.createDeliveryStream({
        DeliveryStreamName: name,
        ExtendedS3DestinationConfiguration: {
          RoleARN: "arn:aws:iam::000000000000:role/role",
          BucketARN: `arn:aws:s3:::${BUCKET}`,
          Prefix: `${name}/good/`,
          ErrorOutputPrefix: `${name}/bad/`,
          BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
          ProcessingConfiguration: {
            Enabled: true,
            Processors: [
              {
                Type: "Lambda",
                Parameters: settings.map(([ParameterName, ParameterValue]) => ({
                  ParameterName: ParameterName as "LambdaArn",
                  ParameterValue,
                })),
              },
            ],
          },
        },
      });
      await lab.cloud.clock.advance(60);
      await firehose.putRecordBatch({
        DeliveryStreamName: name,
        Records: ["one", "two ü\n", " ", NO_TEXT, "three"].map((data) => ({ Data: Buffer.from(data as string) })),
      });
      await lab.cloud.clock.advance(120);

      expect(await readDelivered(`${name}/good/`)).to.deep.equal(["one\ntwo ü\nthree\n"]);
      const failed = (await readDelivered(`${name}/bad/`))
        .join("")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(failed.map(({ errorCode, rawData }) => [errorCode, rawData])).to.deep.equal([
        ["Lambda.ProcessingFailedStatus", NO_TEXT.toString("base64")],
      ]);
    });
  }
});
