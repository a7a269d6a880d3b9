import type * as kms from "@aws-sdk/client-kms";
import { expect } from "chai";
import { NOTE_HEADER } from "../../../core/notes";
import { runInVenv, withoutVenv } from "../../../testing/venv";
import { skipIf } from "../../../testing/skip";
import { catchFault, START, useCloud } from "../../../testing/use-cloud";
import { createKeys } from "../testing/keys";

const ARN = "arn:aws:kms:us-east-1:000000000000:";
const DAY_MS = 86_400_000;

/** A typical script of boto3 with keys: botocore's own model of KMS parses the answers. */
const BOTO3 = `
import boto3, json
kms = boto3.client("kms")
key = kms.create_key(Description="lab")["KeyMetadata"]
kms.create_alias(AliasName="alias/lab", TargetKeyId=key["Arn"])
found = kms.describe_key(KeyId="alias/lab")["KeyMetadata"]
managed = kms.describe_key(KeyId="alias/aws/s3")["KeyMetadata"]
names = [a["AliasName"] for page in kms.get_paginator("list_aliases").paginate() for a in page["Aliases"]]
keys = [k["KeyId"] for page in kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 1}) for k in page["Keys"]]
try:
    kms.encrypt(KeyId="alias/lab", Plaintext=b"x")
    refused = ""
except Exception as error:
    refused = error.response["Error"]["Code"] + ": " + error.response["Error"]["Message"]
print(json.dumps([found["KeyId"] == key["KeyId"], managed["KeyManager"], names, len(keys), refused]))
`;

describe("KMS keys", () => {
  const cloud = useCloud();
  const { createClient: client, create } = createKeys(cloud);
  const readDescription = async (KeyId: string | undefined) => (await client().describeKey({ KeyId })).KeyMetadata;

  it("are created and described by id, ARN and alias, and reported as not encrypting (SVC-053)", async () => {
    const reports: unknown[] = [];
    const sdk = client();
    sdk.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        reports.push((result.response as { headers: Record<string, string> }).headers[NOTE_HEADER]);
        return result;
      },
      { step: "deserialize" },
    );
    const { KeyMetadata: key } = await sdk.createKey({ Description: "of the lab" });
    expect(reports).to.deep.equal(["KMS: a key is stored and returned; it has no effect in the lab cloud"]);
    const id = key?.KeyId ?? "";
    expect(key).to.deep.equal({
      AWSAccountId: "000000000000",
      KeyId: id,
      Arn: `${ARN}key/${id}`,
      CreationDate: new Date(START),
      Enabled: true,
      Description: "of the lab",
      KeyUsage: "ENCRYPT_DECRYPT",
      KeyState: "Enabled",
      Origin: "AWS_KMS",
      KeyManager: "CUSTOMER",
      CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
      KeySpec: "SYMMETRIC_DEFAULT",
      EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
      MultiRegion: false,
      CurrentKeyMaterialId: key?.CurrentKeyMaterialId,
    });
    await client().createAlias({ AliasName: "alias/lab", TargetKeyId: id });
    for (const name of [id, `${ARN}key/${id}`, "alias/lab", `${ARN}alias/lab`])
      expect(await readDescription(name), name).to.deep.equal(key);
    await client().updateKeyDescription({ KeyId: id, Description: "other" });
    expect(await readDescription(id)).to.include({ Description: "other" });
  });

  it("work with boto3, and encrypt nothing", async function () {
    skipIf(this, withoutVenv);
    const { output, errors } = await runInVenv("python", ["-c", BOTO3], cloud.running);
    expect(errors).to.equal("");
    expect(JSON.parse(output)).to.deep.equal([
      true,
      "AWS",
      ["alias/aws/s3", "alias/lab"],
      2,
      "NotImplemented: The lab cloud does not emulate kms Encrypt.",
    ]);
  });

  it("have a policy, rotation, tags and an enabled state", async () => {
    const { KeyId } = await create({ Tags: [{ TagKey: "a", TagValue: "1" }] });
    const readPolicy = async () => (await client().getKeyPolicy({ KeyId })).Policy ?? "";
    expect(JSON.parse(await readPolicy())).to.have.property("Id", "key-default-1");
    await client().putKeyPolicy({ KeyId, Policy: '{"Statement":[]}' });
    expect(await readPolicy()).to.equal('{"Statement":[]}');
    const { PolicyNames, Truncated } = await client().listKeyPolicies({ KeyId });
    expect([PolicyNames, Truncated]).to.deep.equal([["default"], false]);
    const readRotation = async () => client().getKeyRotationStatus({ KeyId });
    expect(await readRotation()).to.include({ KeyRotationEnabled: false });
    await client().enableKeyRotation({ KeyId });
    expect(await readRotation()).to.include({ KeyId, KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    await client().disableKeyRotation({ KeyId });
    expect(await readRotation()).to.include({ KeyRotationEnabled: false });
    await client().tagResource({ KeyId, Tags: [{ TagKey: "b", TagValue: "2" }] });
    await client().untagResource({ KeyId, TagKeys: ["a"] });
    expect((await client().listResourceTags({ KeyId })).Tags).to.deep.equal([{ TagKey: "b", TagValue: "2" }]);
    await client().disableKey({ KeyId });
    expect(await readDescription(KeyId)).to.include({ Enabled: false, KeyState: "Disabled" });
    expect(await catchFault(client().enableKeyRotation({ KeyId }))).to.include({
      name: "DisabledException",
      message: `${ARN}key/${KeyId} is disabled.`,
    });
    await client().enableKey({ KeyId });
    expect(await readDescription(KeyId)).to.include({ Enabled: true, KeyState: "Enabled" });
  });

  it("are deleted after their waiting period with their aliases, unless deletion is canceled (SVC-054)", async () => {
    const { KeyId, Arn } = await create();
    await client().createAlias({ AliasName: "alias/lab", TargetKeyId: KeyId });
    const schedule = () => client().scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    const DeletionDate = new Date(Date.parse(START) + 7 * DAY_MS);
    expect(await schedule()).to.deep.include({ KeyId: Arn, DeletionDate, KeyState: "PendingDeletion" });
    expect(await catchFault(client().enableKey({ KeyId }))).to.include({
      name: "KMSInvalidStateException",
      message: `${Arn} is pending deletion.`,
    });
    await client().cancelKeyDeletion({ KeyId });
    expect(await readDescription(KeyId)).to.include({ KeyState: "Disabled" });
    await schedule();
    await cloud.running.clock.advance(7 * 86_400);
    expect(await catchFault(readDescription(KeyId))).to.include({
      name: "NotFoundException",
      message: `Key '${Arn}' does not exist`,
    });
    expect((await client().listAliases({})).Aliases).to.deep.equal([]);
    expect((await client().listKeys({})).Keys).to.deep.equal([]);
  });

  it("have aliases that can be moved and deleted", async () => {
    const [first, second] = [await create(), await create()];
    const AliasName = "alias/lab";
    await client().createAlias({ AliasName, TargetKeyId: first.KeyId });
    expect(await catchFault(client().createAlias({ AliasName, TargetKeyId: second.KeyId }))).to.include({
      name: "AlreadyExistsException",
      message: `An alias with the name ${ARN}${AliasName} already exists`,
    });
    await client().updateAlias({ AliasName, TargetKeyId: second.KeyId });
    const readKey = async (KeyId?: string) => (await client().listAliases({ KeyId })).Aliases;
    expect(await readKey(first.KeyId)).to.deep.equal([]);
    expect(await readKey(second.KeyId)).to.have.length(1);
    await client().deleteAlias({ AliasName });
    for (const call of [
      client().deleteAlias({ AliasName }),
      client().updateAlias({ AliasName, TargetKeyId: first.KeyId }),
      readDescription(AliasName),
    ])
      expect(await catchFault(call)).to.include({
        name: "NotFoundException",
        message: `Alias ${ARN}${AliasName} is not found.`,
      });
  });

  it("are listed by id, a hundred at a time, with aliases and tags by name", async () => {
    const created: string[] = [];
    for (let n = 0; n < 101; n++) created.push((await create()).KeyId ?? "");
    const first = await client().listKeys({});
    const second = await client().listKeys({ Marker: first.NextMarker });
    expect([first.Keys?.length, first.Truncated, second.Truncated]).to.deep.equal([100, true, false]);
    expect([first, second].flatMap(({ Keys = [] }) => Keys)).to.deep.equal(
      [...created].sort().map((KeyId) => ({ KeyId, KeyArn: `${ARN}key/${KeyId}` })),
    );
    const [KeyId, other] = created;
    const names = Array.from({ length: 51 }, (_, n) => `alias/${String(n).padStart(2, "0")}`);
    for (const AliasName of [...names].reverse()) await client().createAlias({ AliasName, TargetKeyId: KeyId });
    await client().createAlias({ AliasName: "alias/other", TargetKeyId: other });
    const listAliases = async (input: kms.ListAliasesCommandInput) => client().listAliases(input);
    const page = await listAliases({ KeyId });
    expect(page.Aliases?.map(({ AliasName }) => AliasName)).to.deep.equal(names.slice(0, 50));
    const rest = await listAliases({ KeyId, Marker: page.NextMarker });
    expect(rest.Aliases?.map(({ AliasName }) => AliasName)).to.deep.equal(names.slice(50));
    const Tags = ["b", "c", "a"].map((TagKey) => ({ TagKey, TagValue: "" }));
    await client().tagResource({ KeyId, Tags });
    const resourceTags = await client().listResourceTags({ KeyId });
    expect([resourceTags.Tags?.map(({ TagKey }) => TagKey), resourceTags.Truncated]).to.deep.equal([
      ["a", "b", "c"],
      false,
    ]);
  });

  it("can't be changed if they are AWS's, pending deletion or missing", async () => {
    const managed = (await readDescription("alias/aws/sqs")) ?? expect.fail();
    expect(managed).to.include({ KeyManager: "AWS", Enabled: true });
    expect((await readDescription("alias/aws/sqs"))?.KeyId).to.equal(managed.KeyId);
    const leaving = await create();
    const { KeyId: leavingId } = leaving;
    const scheduled = await client().scheduleKeyDeletion({ KeyId: leavingId });
    expect(scheduled).to.deep.include({
      PendingWindowInDays: 30,
      DeletionDate: new Date(Date.parse(START) + 30 * DAY_MS),
    });
    expect(await readDescription(leavingId)).to.deep.include({
      ...{ Enabled: false, KeyState: "PendingDeletion", DeletionDate: scheduled.DeletionDate },
    });
    const none = "11111111-2222-4333-8444-555555555555";
    const { KeyId: mine } = await create();
    await client().createAlias({ AliasName: "alias/mine", TargetKeyId: mine });
    const listChanges = (KeyId: string | undefined) => [
      client().updateKeyDescription({ KeyId, Description: "d" }),
      client().putKeyPolicy({ KeyId, Policy: "{}" }),
      client().enableKey({ KeyId }),
      client().disableKey({ KeyId }),
      client().enableKeyRotation({ KeyId }),
      client().disableKeyRotation({ KeyId }),
      client().scheduleKeyDeletion({ KeyId }),
      client().tagResource({ KeyId, Tags: [{ TagKey: "a", TagValue: "" }] }),
      client().untagResource({ KeyId, TagKeys: ["a"] }),
      client().createAlias({ AliasName: "alias/other", TargetKeyId: KeyId }),
      client().updateAlias({ AliasName: "alias/mine", TargetKeyId: KeyId }),
    ];
    const refusals: readonly (readonly [string | undefined, string])[] = [
      [managed.KeyId, `AccessDeniedException: ${managed.Arn} is a key that AWS manages: nobody else changes it.`],
      [leavingId, `KMSInvalidStateException: ${leaving.Arn} is pending deletion.`],
      [none, `NotFoundException: Key '${ARN}key/${none}' does not exist`],
      ["alias/mine", "NotFoundException: Invalid keyId 'alias/mine'"],
      [`${ARN.replace("us-east-1", "eu-west-1")}key/${mine}`, "NotFoundException: Invalid arn eu-west-1"],
      [`${ARN.replace("000000000000", "111111111111")}key/${mine}`, "NotFoundException: Invalid arn 111111111111"],
    ];
    for (const [KeyId, refusal] of refusals)
      for (const call of listChanges(KeyId)) {
        const { name, message } = await catchFault(call);
        expect(`${name}: ${message}`).to.equal(refusal);
      }
    expect(await readDescription("alias/mine")).to.include({ KeyId: mine, Enabled: true, Description: "" });
    await client().disableKey({ KeyId: mine });
    expect(await catchFault(client().disableKeyRotation({ KeyId: mine }))).to.include({
      name: "DisabledException",
    });
  });

  it("are rejected with invalid settings, and with features that the lab cloud doesn't have", async () => {
    const { KeyId } = await create();
    const cases: readonly (readonly [Promise<unknown>, string])[] = [
      ...["no", "[]", "null", "1"].map((Policy) => [create({ Policy }), "MalformedPolicyDocumentException"] as const),
      [create({ KeySpec: "RSA_2048" }), "NotImplemented"],
      [create({ MultiRegion: true }), "NotImplemented"],
      [readDescription("key"), "NotFoundException"],
      [client().createAlias({ AliasName: "lab", TargetKeyId: KeyId }), "ValidationException"],
      [client().createAlias({ AliasName: "alias/", TargetKeyId: KeyId }), "ValidationException"],
      [client().createAlias({ AliasName: "alias/aws/s3", TargetKeyId: KeyId }), "NotAuthorizedException"],
      [client().cancelKeyDeletion({ KeyId }), "KMSInvalidStateException"],
      [client().scheduleKeyDeletion({ KeyId, PendingWindowInDays: 6 }), "ValidationException"],
      [client().listKeys({ Marker: "x" }), "InvalidMarkerException"],
    ];
    for (const [call, name] of cases) expect((await catchFault(call)).name).to.equal(name);
  });
});
