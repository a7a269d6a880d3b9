import * as sdk from "@aws-sdk/client-kms";
import { expect } from "chai";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::KMS::Key and AWS::KMS::Alias", () => {
  const cloud = useStacks();
  const createClient = () => cloud.createClient(sdk.KMS);
  const KeyPolicy = { Version: "2012-10-17", Statement: [] };
  const createTemplate = (properties: object, target: object = { "Fn::GetAtt": ["Key", "Arn"] }): object => ({
    Resources: {
      Key: { Type: "AWS::KMS::Key", Properties: properties },
      Alias: { Type: "AWS::KMS::Alias", Properties: { AliasName: "alias/lab", TargetKeyId: target } },
    },
    Outputs: {
      Key: { Value: { Ref: "Key" } },
      Arn: { Value: { "Fn::GetAtt": ["Key", "Arn"] } },
      KeyId: { Value: { "Fn::GetAtt": ["Key", "KeyId"] } },
      Alias: { Value: { Ref: "Alias" } },
    },
  });

  it("are created, updated in place, and deleted with their stack, the key after its waiting period", async () => {
    await cloud.deploy(createTemplate({ KeyPolicy, EnableKeyRotation: true, Tags: [{ Key: "a", Value: "1" }] }));
    const outputs = await cloud.readOutputs();
    const KeyId = outputs["Key"] ?? "";
    expect(outputs).to.deep.equal({
      Key: KeyId,
      KeyId,
      Arn: `arn:aws:kms:us-east-1:000000000000:key/${KeyId}`,
      Alias: "alias/lab",
    });
    const readRotation = async () => (await createClient().getKeyRotationStatus({ KeyId })).KeyRotationEnabled;
    expect(await readRotation()).to.equal(true);
    const { Policy = "" } = await createClient().getKeyPolicy({ KeyId });
    expect(JSON.parse(Policy)).to.deep.equal(KeyPolicy);
    await cloud.update(
      createTemplate({ KeyPolicy, Description: "new", Enabled: false, PendingWindowInDays: 7 }, { Ref: "Key" }),
    );
    const readKey = async () => (await createClient().describeKey({ KeyId })).KeyMetadata;
    expect(await readKey()).to.include({ Description: "new", KeyState: "Disabled" });
    expect(await readRotation()).to.equal(false);
    expect((await createClient().listResourceTags({ KeyId })).Tags).to.deep.equal([]);
    await cloud.remove();
    expect(await readKey()).to.include({ KeyState: "PendingDeletion" });
    expect((await createClient().listAliases({})).Aliases).to.deep.equal([]);
  });

  it("rotate after the given days, return to the default policy, and are deleted even if deletion was pending", async () => {
    const createProperties = (properties: object): object => ({
      Resources: { Key: { Type: "AWS::KMS::Key", Properties: properties } },
    });
    const days = { EnableKeyRotation: true, RotationPeriodInDays: 90 };
    await cloud.deploy(createProperties({ KeyPolicy, ...days, Tags: [{ Key: "a", Value: "1" }] }));
    const { Key: KeyId = "" } = await cloud.readIds();
    const readRotation = async () => createClient().getKeyRotationStatus({ KeyId });
    const readState = async () => (await createClient().describeKey({ KeyId })).KeyMetadata?.KeyState;
    expect(await readRotation()).to.include({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
    await cloud.update(createProperties({ EnableKeyRotation: true, Enabled: false, Description: "d" }));
    expect(await readRotation()).to.include({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    expect(await readState()).to.equal("Disabled");
    const { Policy = "" } = await createClient().getKeyPolicy({ KeyId });
    expect(JSON.parse(Policy)).to.have.property("Id", "key-default-1");
    await cloud.update(createProperties({ RotationPeriodInDays: 90 }));
    expect([(await readRotation()).KeyRotationEnabled, await readState()]).to.deep.equal([false, "Enabled"]);
    await createClient().scheduleKeyDeletion({ KeyId, PendingWindowInDays: 8 });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    expect(await readState()).to.equal("PendingDeletion");
  });
});
