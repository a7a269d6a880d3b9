import { Kinesis } from "@aws-sdk/client-kinesis";
import { STS } from "@aws-sdk/client-sts";
import { expect } from "chai";
import { catchFault, useCloud } from "../../../testing/use-cloud";

const trust = (Principal: object): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal },
      { Effect: "Allow", Action: "sts:TagSession", Principal },
    ],
  });

describe("STS AssumeRole", () => {
  const cloud = useCloud({ keys: "own", iam: "on" });
  const account = "000000000000";
  const createArn = (name: string): string => `arn:aws:iam::${account}:role/${name}`;
  const createRole = async (RoleName: string, Principal: object) =>
    cloud.iam.createRole({ RoleName, AssumeRolePolicyDocument: trust(Principal) });
  const assume = (name: string, more: object = {}) =>
    cloud.sts.assumeRole({ RoleArn: createArn(name), RoleSessionName: "ana", ...more });
  const readKeys = async (name: string) => {
    const { Credentials } = await assume(name);
    return {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
  };

  it("issues keys by which every service recognizes the role's session", async () => {
    await createRole("deployer", { AWS: account });
    const { endpoint, region } = cloud.running;
    const config = { endpoint, region, maxAttempts: 1, credentials: await readKeys("deployer") };
    const sts = new STS(config);
    const kinesis = new Kinesis(config);
    try {
      expect((await sts.getCallerIdentity({})).Arn).to.equal(`arn:aws:sts::${account}:assumed-role/deployer/ana`);
      expect((await kinesis.listStreams({})).StreamNames).to.deep.equal([]);
    } finally {
      sts.destroy();
      kinesis.destroy();
    }
  });

  it("reports the session's owner, and how long the keys are valid", async () => {
    const { Role } = await createRole("deployer", { AWS: `arn:aws:iam::${account}:root` });
    const { AssumedRoleUser, Credentials } = await assume("deployer", { DurationSeconds: 900 });
    expect(AssumedRoleUser).to.deep.equal({
      AssumedRoleId: `${Role?.RoleId}:ana`,
      Arn: `arn:aws:sts::${account}:assumed-role/deployer/ana`,
    });
    expect(Credentials?.Expiration?.toISOString()).to.equal("2030-01-01T00:15:00.000Z");
  });

  it("grants the role's full permissions for an hour by default, names a role without its path, and restricts nothing", async () => {
    await cloud.iam.createRole({
      ...{ RoleName: "deployer", Path: "/a/b/", MaxSessionDuration: 7200 },
      AssumeRolePolicyDocument: trust({ AWS: account }),
    });
    const pathed = { RoleArn: `arn:aws:iam::${account}:role/a/b/deployer` };
    const createLasting = async (more: object = {}) => {
      const { Credentials, AssumedRoleUser, PackedPolicySize } = await assume("", { ...pathed, ...more });
      expect(AssumedRoleUser?.Arn).to.equal(`arn:aws:sts::${account}:assumed-role/deployer/ana`);
      expect(PackedPolicySize).to.equal("Tags" in more ? 0 : undefined);
      return Credentials?.Expiration?.toISOString();
    };
    expect(await createLasting({ DurationSeconds: 7200 })).to.equal("2030-01-01T02:00:00.000Z");
    expect(await createLasting()).to.equal("2030-01-01T01:00:00.000Z");
    const listNotes = () => cloud.logged.filter((line) => line.startsWith("Note: STS: a session's policies and tags"));
    expect(listNotes()).to.deep.equal([]);
    await createLasting({ Tags: [{ Key: "a", Value: "" }] });
    expect(listNotes()).to.have.lengthOf(1);
    expect(await catchFault(assume("", { ...pathed, DurationSeconds: 7201 }))).to.include({ name: "ValidationError" });
  });

  it("lets a session of one role assume another that trusts the first", async () => {
    await createRole("first", { AWS: account });
    await createRole("second", { AWS: createArn("first") });
    const { endpoint, region } = cloud.running;
    const sts = new STS({ endpoint, region, maxAttempts: 1, credentials: await readKeys("first") });
    try {
      const { AssumedRoleUser } = await sts.assumeRole({ RoleArn: createArn("second"), RoleSessionName: "bea" });
      expect(AssumedRoleUser?.Arn).to.equal(`arn:aws:sts::${account}:assumed-role/second/bea`);
    } finally {
      sts.destroy();
    }
  });

  for (const [title, make] of [
    ["that is not there", async () => undefined],
    ["that trusts a service alone", () => createRole("deployer", { Service: "lambda.amazonaws.com" })],
    ["that trusts another account", () => createRole("deployer", { AWS: "111111111111" })],
  ] as const) {
    it(`rejects a role ${title}`, async () => {
      await make();
      expect(await catchFault(assume("deployer"))).to.include({
        name: "AccessDenied",
        message: `User: arn:aws:iam::${account}:root is not authorized to perform: sts:AssumeRole on resource: ${createArn("deployer")}`,
      });
    });
  }

  it("rejects a session longer than the role's limit, and an invalid role", async () => {
    await createRole("deployer", { AWS: account });
    expect(await catchFault(assume("deployer", { DurationSeconds: 7200 }))).to.include({
      name: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
    expect(await catchFault(assume("deployer", { RoleArn: "arn:aws:iam::000000000000:user/ana" }))).to.include({
      name: "ValidationError",
    });
  });

  describe("without role checks", () => {
    it("issues keys for a role that doesn't exist", async () => {
      await cloud.restart({ iam: "off" });
      expect((await assume("nobody")).AssumedRoleUser?.AssumedRoleId).to.match(/^AROA\w{17}:ana$/);
    });
  });
});
