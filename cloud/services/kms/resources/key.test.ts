import * as sdk from "@aws-sdk/client-kms";
import { expect } from "chai";
import { useStacks } from "../../cloudformation/testing/use-stacks";

describe("AWS::KMS::Key and AWS::KMS::Alias", () => {
  const cloud = useStacks();
  const kms = () => cloud.client(sdk.KMS);
  const KeyPolicy = { Version: "2012-10-17", Statement: [] };
  const template = (properties: object, target: object = { "Fn::GetAtt": ["Key", "Arn"] }): object => ({
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

  it("are made, changed in place, and go with their stack, the key after its days", async () => {
    await cloud.deploy(template({ KeyPolicy, EnableKeyRotation: true, Tags: [{ Key: "a", Value: "1" }] }));
    const outputs = await cloud.outputs();
    const KeyId = outputs["Key"] ?? "";
    expect(outputs).to.deep.equal({
      Key: KeyId,
      KeyId,
      Arn: `arn:aws:kms:us-east-1:000000000000:key/${KeyId}`,
      Alias: "alias/lab",
    });
    const rotation = async () => (await kms().getKeyRotationStatus({ KeyId })).KeyRotationEnabled;
    expect(await rotation()).to.equal(true);
    const { Policy = "" } = await kms().getKeyPolicy({ KeyId });
    expect(JSON.parse(Policy)).to.deep.equal(KeyPolicy);
    await cloud.update(
      template({ KeyPolicy, Description: "new", Enabled: false, PendingWindowInDays: 7 }, { Ref: "Key" }),
    );
    const described = async () => (await kms().describeKey({ KeyId })).KeyMetadata;
    expect(await described()).to.include({ Description: "new", KeyState: "Disabled" });
    expect(await rotation()).to.equal(false);
    expect((await kms().listResourceTags({ KeyId })).Tags).to.deep.equal([]);
    await cloud.remove();
    expect(await described()).to.include({ KeyState: "PendingDeletion" });
    expect((await kms().listAliases({})).Aliases).to.deep.equal([]);
  });

  it("rotate after the days that are told, get the usual policy back, and go where somebody wanted them gone before", async () => {
    const of = (properties: object): object => ({
      Resources: { Key: { Type: "AWS::KMS::Key", Properties: properties } },
    });
    const days = { EnableKeyRotation: true, RotationPeriodInDays: 90 };
    await cloud.deploy(of({ KeyPolicy, ...days, Tags: [{ Key: "a", Value: "1" }] }));
    const { Key: KeyId = "" } = await cloud.ids();
    const rotation = async () => kms().getKeyRotationStatus({ KeyId });
    const state = async () => (await kms().describeKey({ KeyId })).KeyMetadata?.KeyState;
    expect(await rotation()).to.include({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
    await cloud.update(of({ EnableKeyRotation: true, Enabled: false, Description: "d" }));
    expect(await rotation()).to.include({ KeyRotationEnabled: true, RotationPeriodInDays: 365 });
    expect(await state()).to.equal("Disabled");
    const { Policy = "" } = await kms().getKeyPolicy({ KeyId });
    expect(JSON.parse(Policy)).to.have.property("Id", "key-default-1");
    await cloud.update(of({ RotationPeriodInDays: 90 }));
    expect([(await rotation()).KeyRotationEnabled, await state()]).to.deep.equal([false, "Enabled"]);
    await kms().scheduleKeyDeletion({ KeyId, PendingWindowInDays: 8 });
    expect((await cloud.remove()).StackStatus).to.equal("DELETE_COMPLETE");
    expect(await state()).to.equal("PendingDeletion");
  });
});
