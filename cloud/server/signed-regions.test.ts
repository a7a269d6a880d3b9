import { Firehose } from "@aws-sdk/client-firehose";
import { IAM } from "@aws-sdk/client-iam";
import { Kinesis } from "@aws-sdk/client-kinesis";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { STS } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { createPresignedUrl } from "../services/s3/testing/presigned-url";
import { catchFault, useCloud, type TestCloud } from "../testing/use-cloud";

const createConfig = ({ running: { endpoint, credentials } }: TestCloud, region: string) => ({
  ...{ endpoint, credentials, region, maxAttempts: 1, forcePathStyle: true },
});

describe("a signature for another region, with --keys own", () => {
  const cloud = useCloud({ keys: "own", region: "eu-west-1" });

  // The text as users logged it (Zsmerritt/Flutter_AWS_CloudWatch, issue 3; cognitect-labs/aws-api, issue 27).
  it("is rejected with the name of that region", async () => {
    const config = createConfig(cloud, "us-west-2");
    const message = "Credential should be scoped to a valid region, not 'us-west-2'. ";
    for (const call of [
      new Kinesis(config).listStreams({}),
      new Firehose(config).listDeliveryStreams({}),
      new Lambda(config).listFunctions({}),
    ])
      expect(await catchFault(call)).to.deep.include({ name: "InvalidSignatureException", message });
    const name = "SignatureDoesNotMatch";
    expect(await catchFault(new SNS(config).listTopics({}))).to.deep.include({ name, message });
    expect(await catchFault(new STS(config).getCallerIdentity({}))).to.deep.include({ name, message });
  });

  it("is accepted by services with one endpoint for all regions, if it is for us-east-1", async () => {
    const config = createConfig(cloud, "us-east-1");
    expect((await new IAM(config).listRoles({})).Roles).to.deep.equal([]);
    expect((await new STS(config).getCallerIdentity({})).Account).to.equal("000000000000");
  });

  it("is accepted by S3, whose buckets may be in any region", async () => {
    const config = createConfig(cloud, "us-west-2");
    expect((await new S3(config).listBuckets({})).Buckets).to.deep.equal([]);
  });

  it("is rejected by S3 if there is no such region (test_create_bucket_aws_global, 2026-02-21)", async () => {
    // The SDK takes `aws-global` for us-east-1, and signs any other name as it is.
    const fault = await catchFault(new S3(createConfig(cloud, "nowhere")).createBucket({ Bucket: "trips" }));
    expect(fault).to.deep.include({
      name: "AuthorizationHeaderMalformed",
      message: "The authorization header is malformed; the region 'nowhere' is wrong; expecting 'eu-west-1'",
      Region: "eu-west-1",
    });
    expect((await cloud.s3.listBuckets({})).Buckets).to.deep.equal([]);
  });

  it("is rejected by S3 in a presigned URL, too (aws/aws-cli, issue 4338)", async () => {
    const url = await createPresignedUrl(
      { ...cloud.running, region: "nowhere" },
      { method: "GET", path: "trips/a", expiresInSeconds: 60 },
    );
    const reply = await fetch(url);
    expect(reply.status).to.equal(400);
    expect(await reply.text()).to.contain(
      "<Code>AuthorizationQueryParametersError</Code><Message>Error parsing the X-Amz-Credential parameter; the region &#39;nowhere&#39; is wrong; expecting &#39;eu-west-1&#39;</Message><Region>eu-west-1</Region>",
    );
  });
});

for (const options of [{ keys: "any" }, { keys: "any", secret: "any" }] as const)
  describe(`a signature for another region, with ${JSON.stringify(options)}`, () => {
    const cloud = useCloud(options);

    it("is accepted, so that clients with any region work", async () => {
      const credentials = { accessKeyId: "any", secretAccessKey: "any" };
      const kinesis = new Kinesis({ ...createConfig(cloud, "local"), credentials });
      expect((await kinesis.listStreams({})).StreamNames).to.deep.equal([]);
    });
  });

describe("an unsigned request to S3, with --keys own", () => {
  const cloud = useCloud({ keys: "own" });
  const ask = async (path: string, method = "GET") =>
    (await fetch(`${cloud.running.endpoint}${path}`, { method })).status;

  it("finds out whether a bucket exists, and nothing else (test_bucket_does_not_exist, 2026-02-21)", async () => {
    await cloud.s3.createBucket({ Bucket: "trips" });
    expect([await ask("/none"), await ask("/none/a", "PUT")]).to.deep.equal([404, 404]);
    expect([await ask("/trips"), await ask("/trips/a"), await ask("/"), await ask("/new", "PUT")]).to.deep.equal([
      ...[403, 403, 403, 403],
    ]);
  });
});
