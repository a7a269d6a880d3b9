import { existsSync, mkdirSync, statSync } from "node:fs";
import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { expect } from "chai";
import { useConsole } from "./use-console";
import { LONG } from "../../cloud/testing/skip";

const FOLDER = "docs/console";
const getPath = (file: string): string => `${FOLDER}/${file}.png`;
const MAKES_PICTURES = process.env["CONSOLE_PICTURES"] === "1";
/** The maximum number of bytes of a page's picture, so that the repository stays small. */
const LARGEST_BYTES = 200_000;
const TEMPLATE = `
Resources:
  Trips:
    Type: AWS::Kinesis::Stream
    Properties: { Name: trips, ShardCount: 2 }
  Raw:
    Type: AWS::S3::Bucket
    Properties: { BucketName: trips-raw }
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: delivery
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: firehose.amazonaws.com }, Action: "sts:AssumeRole" }]
  Delivery:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      DeliveryStreamName: trips-to-s3
      DeliveryStreamType: KinesisStreamAsSource
      KinesisStreamSourceConfiguration: { KinesisStreamARN: !GetAtt Trips.Arn, RoleARN: !GetAtt Role.Arn }
      ExtendedS3DestinationConfiguration: { BucketARN: !GetAtt Raw.Arn, RoleARN: !GetAtt Role.Arn }
Outputs:
  Stream: { Value: !GetAtt Trips.Arn, Description: Where to put records }
`;
const LINES = [
  '{"level":"INFO","message":"took 7 records"}',
  '{"level":"WARN","message":"a record has no city"}',
  '{"level":"ERROR","message":"out of fuel","station":12}',
];

/** The console's pages in the documentation, each with a text that is shown when the page is complete. */
const PICTURES: readonly (readonly [file: string, place: string, seen: RegExp])[] = [
  ["overview", "", /7 records/],
  ["cloudformation", "cloudformation/trips-stack", /CREATE_COMPLETE/],
  ["logs", `logs/${encodeURIComponent("/aws/lambda/trips")}`, /out of fuel/],
  ["cost", "cost", /In all so far/],
];

/** With `CONSOLE_PICTURES=1` the pictures are made again. */
describe("the documentation's pictures of the console", () => {
  const console = useConsole();
  const { cloud } = console;
  const createClient = (): CloudFormation => cloud.createClient(CloudFormation);
  const readStatus = async (): Promise<string | undefined> =>
    (await createClient().describeStacks({ StackName: "trips-stack" })).Stacks?.[0]?.StackStatus;

  async function work(): Promise<void> {
    await createClient().createStack({
      StackName: "trips-stack",
      TemplateBody: TEMPLATE,
      Capabilities: ["CAPABILITY_NAMED_IAM"],
    });
    for (let n = 0; (await readStatus()) !== "CREATE_COMPLETE" && n < 120; n += 1) await cloud.advance(1);
    const Records = Array.from({ length: 7 }, (_, n) => ({
      Data: Buffer.from(JSON.stringify({ trip: n, city: n % 2 === 0 ? "Ulm" : "Bonn" })),
      PartitionKey: String(n),
    }));
    await cloud.kinesis.putRecords({ StreamName: "trips", Records });
    await cloud.advance(2);
    const logGroupName = "/aws/lambda/trips";
    await cloud.logs.createLogGroup({ logGroupName });
    await cloud.logs.createLogStream({ logGroupName, logStreamName: "2030/01/01/a" });
    const logEvents = LINES.map((message, n) => ({ message, timestamp: cloud.running.clock.now() + n }));
    await cloud.logs.putLogEvents({ logGroupName, logStreamName: "2030/01/01/a", logEvents });
  }

  // In other runs this is left out, since the pages have tests of their own.
  if (MAKES_PICTURES || LONG)
    it("show pages with a program's latest results", async () => {
      mkdirSync(FOLDER, { recursive: true });
      await work();
      const page = await console.open();
      await page.setViewportSize({ width: 1440, height: 680 });
      for (const [file, location, seen] of PICTURES) {
        await console.open(location);
        await page.getByRole("main").getByText(seen).first().waitFor();
        if (MAKES_PICTURES) await page.screenshot({ path: getPath(file) });
      }
    });

  for (const [file] of PICTURES)
    it(`exist, and are small enough for the repository: ${file}`, () => {
      const path = getPath(file);
      expect(existsSync(path), `make ${path} with CONSOLE_PICTURES=1`).to.equal(true);
      expect(statSync(path).size, path).to.be.lessThan(LARGEST_BYTES);
    });
});
