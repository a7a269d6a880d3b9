import { writeFileSync } from "node:fs";
import { devNull } from "node:os";
import path from "node:path";
import { expect } from "chai";
import { startCloud, type Cloud } from "../../cloud/index";
import { getPrinted } from "../../kernel/testing/kernel-client";
import { projectRoot, startKernelProcess, type KernelProcess } from "../../kernel/testing/kernel-process";
import { waitForEnd, getTraceback, type FinishedRequest } from "../../kernel/testing/use-kernel";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { startProxy, type TestProxy } from "../testing/connect-proxy";

const NOTEBOOKS = path.join(projectRoot, "notebooks");

/** A learner's environment; the tests replace everything in it that concerns AWS and the labs. */
const createEmptySettings = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(AWS_|LABS_)|_PROXY$/i.test(name))
      .map((name) => [name, undefined]),
  ),
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_REGION: "us-east-1",
});

/** A lab cloud takes the place of AWS: it accepts the learner's own keys alone. */
const playAws = (): Promise<Cloud> =>
  startCloud({ port: 0, tlsPort: 0, account: "123456789012", keys: "own", iam: "on" });

const getKeys = ({ credentials }: Cloud): NodeJS.ProcessEnv => ({
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
});

describe("a notebook on AWS, in a kernel that `npm start` has not started", () => {
  let cloud: Cloud;
  let kernel: KernelProcess;
  before(async () => {
    cloud = await playAws();
    const profiles = path.join(createTemporaryFolder(), "credentials");
    const { accessKeyId, secretAccessKey } = cloud.credentials;
    writeFileSync(profiles, `[mine]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);
    const env = {
      ...createEmptySettings(),
      LABS_TARGET: "aws",
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_PROFILE: "mine",
      AWS_SHARED_CREDENTIALS_FILE: profiles,
      AWS_ACCESS_KEY_ID: "AKIAOFANOTHERACCOUNT",
      AWS_SECRET_ACCESS_KEY: "another",
    };
    kernel = await startKernelProcess({ root: projectRoot, folder: NOTEBOOKS }, env);
  });
  after(async () => {
    await kernel.stop();
    await cloud.stop();
  });
  const run = async (code: string): Promise<FinishedRequest> => waitForEnd(kernel.client.run(code));
  /** Plans that AWS refuses the next calls of an operation. */
  const refuse = async (fault: {
    service: string;
    operation: string;
    code: string;
    message: string;
    status: number;
  }) => {
    const headers = { "content-type": "application/json", "x-lab-token": cloud.token };
    await fetch(`${cloud.endpoint}/_lab/faults`, { method: "DELETE", headers });
    await fetch(`${cloud.endpoint}/_lab/faults`, { method: "POST", headers, body: JSON.stringify(fault) });
  };

  it("explains in one line which keys count if both a profile and keys are set, which makes the SDK warn in ten", async () => {
    const ran = await run('import { accountId, createKinesisDataStream } from "./src/index";\nawait accountId();');
    expect(ran.content).to.include({ status: "ok" });
    expect(getPrinted(ran, "stderr")).to.equal(
      'Keys of the profile "mine": AWS_PROFILE takes precedence over the keys that are also set.\n',
    );
    expect(kernel.log()).to.equal("");
  });

  it("suggests existing streams and buckets while a name is typed", async () => {
    await run(
      'import { createKinesisDataStream, createS3Bucket, isStreamReady } from "./src/index";\nawait createKinesisDataStream({ streamName: "typed-trips" });\nawait createS3Bucket({ bucketName: "typed-objects", region: "us-east-1" });',
    );
    const complete = async (code: string): Promise<unknown> => {
      const pending = kernel.client.ask("complete_request", { code, cursor_pos: code.length - " })".length - 1 });
      return (await pending.done).content["matches"];
    };
    expect(await complete('await isStreamReady({ streamName: "typed-" })')).to.deep.equal(["typed-trips"]);
    expect(await complete('await createS3Bucket({ bucketName: "ty" })')).to.deep.equal(["typed-objects"]);
  });

  const ID = "\\(AWS request ID: [-0-9A-Za-z]+\\)";
  for (const { of, code, status, message, says } of [
    {
      of: "a quota",
      code: "LimitExceededException",
      status: 400,
      message: "This request would exceed the shard limit for the account",
      says: "You've reached an AWS quota: This request would exceed the shard limit for the account\\. Delete what .* or ask AWS for a higher quota: https://console\\.aws\\.amazon\\.com/servicequotas/home/services/kinesis/quotas\\.",
    },
    {
      of: "an ended session",
      code: "ExpiredTokenException",
      status: 400,
      message: "The security token included in the request is expired",
      says: "Your AWS session has ended\\. Sign in to AWS again\\.",
    },
    {
      of: "a call that the keys may not make",
      code: "AccessDeniedException",
      status: 400,
      message: "User: arn:aws:iam::123456789012:user/me is not authorized to perform: kinesis:CreateStream",
      says: "These keys aren't allowed to do that: User: .* kinesis:CreateStream\\. The account's administrator can allow it: .*",
    },
  ] as const)
    it(`explains ${of} in one line with what to do, under AWS's own name for the error, with the request's id`, async () => {
      await refuse({ service: "kinesis", operation: "CreateStream", code, message, status });
      for (const call of [
        'await createKinesisDataStream({ streamName: "trips" });',
        'const { KinesisClient, CreateStreamCommand } = await import("@aws-sdk/client-kinesis");\nawait new KinesisClient({}).send(new CreateStreamCommand({ StreamName: "trips", ShardCount: 1 }));',
      ]) {
        const { content, errors } = await run(call);
        // The message itself stays in the notebook's file.
        expect(content).to.include({ status: "error", ename: code, evalue: message });
        const [first, ...others] = getTraceback(errors[0]).split("\n");
        expect(first).to.match(new RegExp(`^${code}: ${says} ${ID}$`));
        expect(others.join("\n"))
          .to.include("of this cell")
          .and.not.to.match(/node_modules|\$metadata/);
      }
    });
});

describe("a notebook on AWS behind a proxy", () => {
  let cloud: Cloud;
  let proxy: TestProxy;
  let kernel: KernelProcess;
  before(async () => {
    cloud = await playAws();
    const port = Number(new URL(cloud.tlsEndpoint ?? "").port);
    proxy = await startProxy({ hosts: { "aws.example:443": port } });
    const env = {
      ...createEmptySettings(),
      ...getKeys(cloud),
      LABS_TARGET: "aws",
      AWS_ENDPOINT_URL: "https://aws.example",
      AWS_MAX_ATTEMPTS: "1",
      HTTPS_PROXY: proxy.address,
      NODE_TLS_REJECT_UNAUTHORIZED: "0", // the certificate is of another name
    };
    kernel = await startKernelProcess({ root: projectRoot, folder: NOTEBOOKS }, env);
  });
  after(async () => {
    await kernel.stop();
    await proxy.stop();
    await cloud.stop();
  });
  const run = async (code: string): Promise<FinishedRequest> => waitForEnd(kernel.client.run(code));

  it("reaches AWS through it, over HTTP/1.1 and Kinesis' HTTP/2", async () => {
    const ran = await run(
      `import { accountId, createKinesisDataStream, listResources } from "./src/index";
console.log(await accountId());
await createKinesisDataStream({ streamName: "trips", shardCount: 1 });
console.log("answered", (await fetch("https://aws.example/")).status > 0);`,
    );
    expect(getTraceback(ran.errors[0])).to.equal("");
    expect(getPrinted(ran)).to.match(/^123456789012\n[^]*\nanswered true\n$/);
    expect(new Set(proxy.requests)).to.deep.equal(new Set(["aws.example:443"]));
    expect(cloud.journal.listAfter(0).map(({ operation }) => operation)).to.include.members([
      "GetCallerIdentity",
      "CreateStream",
    ]);
  });

  it("reaches this machine's own addresses without it", async () => {
    const before = proxy.requests.length;
    const ran = await run(
      `const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
for (const endpoint of ["${cloud.endpoint}", "${cloud.tlsEndpoint}"])
  console.log((await new STSClient({ endpoint }).send(new GetCallerIdentityCommand({}))).Account);`,
    );
    expect(getPrinted(ran)).to.equal("123456789012\n123456789012\n");
    expect(proxy.requests).to.have.length(before);
  });

  it("reports in one line that the proxy is unreachable", async () => {
    const { content, errors } = await run(
      `const { S3Client, ListBucketsCommand } = await import("@aws-sdk/client-s3");
await new S3Client({ endpoint: "https://elsewhere.example", forcePathStyle: true }).send(new ListBucketsCommand({}));`,
    );
    expect(content).to.include({ status: "error" });
    expect(getTraceback(errors[0]).split("\n")[0]).to.match(
      /^Error: AWS can't be reached\. The proxy 127\.0\.0\.1:\d+ in HTTPS_PROXY doesn't connect to elsewhere\.example:443: it answers 502 Bad Gateway\. Is its address right, /,
    );
  });
});
