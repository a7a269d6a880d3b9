import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setImmediate as immediately } from "node:timers/promises";
import { Athena } from "@aws-sdk/client-athena";
import { CreateRoleCommand, IAM, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateStreamCommand, KinesisClient, PutRecordCommand } from "@aws-sdk/client-kinesis";
import { CreateBucketCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { measureUntrustedFolder } from "../../foundation/untrusted-folder";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import type { Confinement } from "../sandbox/confine";
import { openGradingCloud } from "./grading-cloud";
import { openRunEnvironment } from "./run-environment";

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const POLICY = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:*", Resource: "*" }] };
const OF_BUCKET = {
  Statement: [
    { ...POLICY.Statement[0], Principal: { AWS: "arn:aws:iam::000000000000:root" }, Resource: "arn:aws:s3:::trips/*" },
  ],
};

describe("the lab cloud of a graded run", () => {
  it("hides the lab cloud's usual warnings, which an instructor would read for every submission", async () => {
    const { write } = process.stderr;
    const shown: string[] = [];
    const cloud = await openGradingCloud({ seed: 1, sandbox: { confine: () => undefined } });
    process.stderr.write = (text) => shown.push(String(text)) > 0;
    try {
      const { iam, s3 } = cloud.stage;
      await iam.send(new CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
      const named = { RoleName: "r", PolicyName: "p", PolicyDocument: JSON.stringify(POLICY) };
      await iam.send(new PutRolePolicyCommand(named));
      await s3.send(new CreateBucketCommand({ Bucket: "trips" }));
      await s3.send(new PutBucketPolicyCommand({ Bucket: "trips", Policy: JSON.stringify(OF_BUCKET) }));
    } finally {
      process.stderr.write = write;
      await cloud.stop();
    }
    expect(shown).to.deep.equal([]);
  });

  it("tells a lab at once that a call is throttled, since its clock stands still while a client would wait", async () => {
    const { stage, stop } = await openGradingCloud({ seed: 1, sandbox: { confine: () => undefined } });
    const client = new KinesisClient(stage.connection);
    try {
      await client.send(new CreateStreamCommand({ StreamName: "sales", ShardCount: 1 }));
      await stage.advance(60);
      const Data = Buffer.alloc(1_000_000);
      for (const kinesis of [stage.kinesis, client]) {
        await stage.advance(1);
        const put = () => kinesis.send(new PutRecordCommand({ StreamName: "sales", PartitionKey: "a", Data }));
        await put();
        const error: unknown = await put().catch((thrown: unknown) => thrown);
        expect(error).to.have.property("name", "ProvisionedThroughputExceededException");
        expect(error).to.have.nested.property("$metadata.attempts", 1);
      }
    } finally {
      client.destroy();
      await stop();
    }
  });

  it("delays nobody if one of its processes doesn't end, and reports that in one line", async function () {
    skipIf(this, process.platform === "linux" ? undefined : "submissions are confined on Linux alone");
    const { write } = process.stderr;
    const shown: string[] = [];
    const noted = join(createTemporaryFolder(), "pid");
    // Beside the query's process is one in its own session, which nobody knows, and which holds the same pipes.
    const leaveFiles: Confinement["confine"] = ({ cwd, env }) => ({
      argv: [
        "/bin/sh",
        "-c",
        // Noted when it is there in its session: before that it would be ended with the others.
        `(setsid sh -c "echo \\$\\$ > '${noted}.part'; exec tail -f /dev/null" &); until [ -s '${noted}.part' ]; do :; done; mv '${noted}.part' '${noted}'; exec tail -f /dev/null`,
      ],
      cwd,
      env,
    });
    const sandbox = { confine: (): Confinement => ({ confine: leaveFiles, end: () => undefined }) };
    const cloud = await openGradingCloud({ seed: 1, sandbox, stopSeconds: 0.1 });
    try {
      const query = {
        QueryString: "SELECT 1",
        ResultConfiguration: { OutputLocation: "s3://trips/" },
      };
      await cloud.stage.s3.send(new CreateBucketCommand({ Bucket: "trips" }));
      await new Athena(cloud.stage.connection).startQueryExecution(query);
      while (!existsSync(noted)) await immediately();
      process.stderr.write = (text) => shown.push(String(text)) > 0;
      await cloud.stop();
    } finally {
      process.stderr.write = write;
      if (existsSync(noted)) process.kill(Number(readFileSync(noted, "utf8")), "SIGKILL");
    }
    expect(shown).to.deep.equal([
      "The lab cloud of a run has not closed within 0.1 s: something that it started does not end. The run's result is kept, and grading continues.\n",
    ]);
  });

  it("leaves evidence that it has failed itself, if it has, and prints the error", async () => {
    const { write } = process.stderr;
    const shown: string[] = [];
    const failToConfine = (): never => {
      throw new Error("no process can be started");
    };
    const sandbox = { confine: (): Confinement => ({ confine: failToConfine, end: () => undefined }) };
    const environment = await openRunEnvironment({}, { seed: 1, sandbox });
    const athena = new Athena(environment.stage?.connection ?? {});
    process.stderr.write = (text) => shown.push(String(text)) > 0;
    try {
      await environment.stage?.s3.send(new CreateBucketCommand({ Bucket: "trips" }));
      expect(await environment.collect()).to.not.have.property("hasFailed");
      const ResultConfiguration = { OutputLocation: "s3://trips/" };
      const query = athena.startQueryExecution({ QueryString: "SELECT 1", ResultConfiguration });
      expect(await query.catch((error: unknown) => error)).to.have.property("name", "InternalFailure");
      expect(await environment.collect()).to.have.property("hasFailed", true);
    } finally {
      process.stderr.write = write;
      athena.destroy();
      await environment.close();
    }
    expect(shown.join("")).to.match(/^bug of the lab cloud .*no process can be started/);
  });

  it("accepts only its own keys, reports its disk use, and leaves nothing there", async () => {
    let ended = 0;
    const doNothing: Confinement["confine"] = () => expect.fail("nothing is started");
    const sandbox = { confine: (): Confinement => ({ confine: doNothing, end: () => void (ended += 1) }) };
    const other = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "of nobody" };
    for (const keys of [undefined, "any"] as const) {
      const cloud = await openGradingCloud({ seed: 1, sandbox, keys });
      const folder = dirname(cloud.socket);
      try {
        const request = new IAM({ ...cloud.stage.connection, credentials: other });
        const details = await request.listRoles({}).then(
          ({ Roles }) => Roles?.length,
          (error: Error) => error.name,
        );
        request.destroy();
        expect(details).to.equal(keys === "any" ? 0 : "InvalidClientTokenId");
        // The sandbox runs as another user.
        expect(statSync(cloud.socket).mode & 0o777).to.equal(0o666);
        expect(cloud.getStoredBytes()).to.equal(measureUntrustedFolder(join(folder, "data"), 1024));
      } finally {
        await cloud.stop();
      }
      expect(existsSync(folder)).to.equal(false);
    }
    expect(ended).to.equal(2);
  });
});
