import { CreateDeliveryStreamCommand, FirehoseClient, PutRecordBatchCommand } from "@aws-sdk/client-firehose";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { captureOutput } from "../testing/capture-output";
import { failureOf } from "../testing/failure-of";
import { useLabCloud } from "../testing/use-lab-cloud";
import { bundleHandler } from "./bundle-handler";
import { deployFunction } from "./deploy-function";
import { invokeFunction } from "./invoke-function";

const BLUEPRINTS = { TypeScript: "src/functions/blueprints/general-firehose-processing.ts", Python: "src/functions/blueprints/general_firehose_processing.py" };

describe("functions of the library", function () {
  this.timeout(30_000);
  const lab = useLabCloud();
  const output = captureOutput();

  it("packs a TypeScript handler into one file, always the same", async () => {
    const [one, other] = [await bundleHandler(BLUEPRINTS.TypeScript), await bundleHandler(BLUEPRINTS.TypeScript)];
    expect(Buffer.from(one.zip).equals(other.zip)).to.equal(true);
    expect(one).to.include({ handler: "index.handler", runtime: "nodejs20.x" });
  });
  it("names the file that is not there", async () => {
    expect(await failureOf(bundleHandler("src/functions/none.ts"))).to.contain("src/functions/none.ts cannot be packed");
  });

  for (const [language, file] of Object.entries(BLUEPRINTS)) {
    it(`brings the blueprint for Firehose to Lambda, in ${language}, where Firehose's records go through it`, async () => {
      const functionName = `add-newline-${language}`;
      const Bucket = `lines-of-${language.toLowerCase()}`;
      await deployFunction({ functionName, file, roleName: "lambda", environment: {}, timeoutSeconds: 60 });
      expect(output.text()).to.match(new RegExp(`^Lambda function ${functionName} created from ${file}, \\d+ KB of code\\.\n$`));
      await new S3Client({}).send(new CreateBucketCommand({ Bucket }));
      const firehose = new FirehoseClient({});
      await firehose.send(new CreateDeliveryStreamCommand({
        DeliveryStreamName: language,
        ExtendedS3DestinationConfiguration: {
          RoleARN: "arn:aws:iam::000000000000:role/firehose", BucketARN: `arn:aws:s3:::${Bucket}`, ErrorOutputPrefix: "errors/!{firehose:error-output-type}/",
          BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
          ProcessingConfiguration: { Enabled: true, Processors: [{ Type: "Lambda", Parameters: [{ ParameterName: "LambdaArn", ParameterValue: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}` }] }] },
        },
      }));
      await lab.cloud.clock.advance(60);
      await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName: language, Records: ["{\"a\":1}", "{\"b\":\"ü\"}\n", " "].map((text) => ({ Data: Buffer.from(text) })) }));
      await lab.cloud.clock.advance(180);
      expect(await texts(Bucket)).to.deep.equal(["{\"a\":1}\n{\"b\":\"ü\"}\n"]);
    });
  }
  it("shows a test as Lambda's console does, and gives the function's error", async () => {
    expect(await failureOf(invokeFunction({ functionName: "add-newline-TypeScript", event: {} }))).to.match(/^add-newline-TypeScript failed: Cannot read properties of undefined/);
    expect(output.text()).to.match(/^Test Event Name\ntest\n\nResponse\n[^]*Function Logs\nSTART RequestId: [^]*\nEND RequestId: [^]*\nREPORT RequestId: [^]*\nRequest ID\n/);
  });
});

async function texts(Bucket: string): Promise<string[]> {
  const s3 = new S3Client({});
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  return Promise.all(Contents.map(async ({ Key }) => (await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()) ?? ""));
}
