import { expect } from "chai";
import { catchFault, START, useCloud } from "../../testing/use-cloud";
import { createKeys } from "./testing/keys";

/**
 * Answers that LocalStack recorded from AWS between 2023-04-13 and 2025-11-10 and publishes in its repository
 * (Apache-2.0), in tests/aws/services/kms/test_kms.snapshot.json. The test cases are this project's own; each names the
 * recorded one.
 */
describe("KMS as recorded on AWS", () => {
  const cloud = useCloud();
  const { createClient: client, create } = createKeys(cloud);
  const createArn = (id: string, region = "us-east-1") => `arn:aws:kms:${region}:000000000000:key/${id}`;
  const ID = "134f2428-cec1-4b25-a1ae-9048164dba47";
  const MULTI_REGION_ID = "mrk-d3b95762d3b95762d3b95762d3b95762";
  const createTags = (...keys: readonly string[]) => keys.map((TagKey) => ({ TagKey, TagValue: "value" }));

  it("describes a key with its key material (test_create_key, test_describe_with_alias_arn)", async () => {
    const [first, second] = [await create(), await create()];
    expect(first.CurrentKeyMaterialId)
      .to.match(/^[0-9a-f]{64}$/)
      .and.not.to.equal(second.CurrentKeyMaterialId);
    const { KeyMetadata } = await client().describeKey({ KeyId: first.Arn });
    expect(KeyMetadata).to.deep.equal(first);
  });

  for (const [KeyId, message] of [
    [ID, `Key '${createArn(ID)}' does not exist`],
    [createArn(ID), `Key '${createArn(ID)}' does not exist`],
    [MULTI_REGION_ID, `Key '${createArn(MULTI_REGION_ID)}' does not exist`],
    [ID.replaceAll("-", ""), `Invalid keyId '${ID.replaceAll("-", "")}'`],
    ["mrk-fake-key-id", "Invalid keyId 'mrk-fake-key-id'"],
    [createArn(ID, "us-west-2"), "Invalid arn us-west-2"],
  ] as const)
    it(`finds no key ${KeyId} (test_get_key_does_not_exist, test_get_key_invalid_uuid, test_get_key_in_different_region)`, async () => {
      expect(await catchFault(client().describeKey({ KeyId }))).to.include({
        name: "NotFoundException",
        message,
      });
    });

  it("requires aliases to begin with alias/ (test_create_alias)", async () => {
    const { KeyId } = await create();
    const call = client().createAlias({ AliasName: "lab", TargetKeyId: KeyId });
    expect(await catchFault(call)).to.include({
      name: "ValidationException",
      message:
        'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    });
  });

  it("limits tags to 50 with unique keys that aren't AWS's (test_tag_key_with_duplicate_tag_keys_raises_error, test_create_key_with_too_many_tags_raises_error, test_tag_existing_key_with_invalid_tag_key, test_create_key_with_invalid_tag_key)", async () => {
    const fifty = Array.from({ length: 50 }, (_, index) => `key${index}`);
    const { KeyId } = await create({ Tags: createTags(...fifty) });
    const tag = (...keys: readonly string[]) => client().tagResource({ KeyId, Tags: createTags(...keys) });
    await tag("key49");
    for (const [call, message] of [
      [tag("key0", "key0"), "Duplicate tag keys"],
      [tag("more"), "Too many tags"],
      [create({ Tags: createTags(...fifty, "more") }), "Too many tags"],
      [tag("aws:key"), "Tags beginning with aws: are reserved"],
      [create({ Tags: createTags("AWS:key") }), "Tags beginning with aws: are reserved"],
    ] as const)
      expect(await catchFault(call)).to.include({ name: "TagException", message });
  });

  it("limits a tag's lengths (test_create_key_with_invalid_tag_key, test_key_with_long_tag_value_raises_error)", async () => {
    const words = "failed to satisfy constraint: Member must have length less than or equal to";
    const [key, value] = ["a".repeat(129), "v".repeat(257)];
    expect((await catchFault(create({ Tags: createTags(key) }))).message).to.equal(
      `1 validation error detected: Value '${key}' at 'tags.1.member.tagKey' ${words} 128`,
    );
    expect((await catchFault(create({ Tags: [{ TagKey: "tag1", TagValue: value }] }))).message).to.equal(
      `1 validation error detected: Value '${value}' at 'tags.1.member.tagValue' ${words} 256`,
    );
  });

  it("describes the period and next date of a key's rotation (test_key_enable_rotation_status)", async () => {
    const { KeyId } = await create();
    const readStatus = async () => {
      const { $metadata: _metadata, ...rotation } = await client().getKeyRotationStatus({ KeyId });
      return rotation;
    };
    expect(await readStatus()).to.deep.equal({ KeyId, KeyRotationEnabled: false });
    await client().enableKeyRotation({ KeyId, RotationPeriodInDays: 90 });
    const advanceBy = (days: number) => new Date(Date.parse(START) + days * 86_400_000);
    const rotated = { KeyId, KeyRotationEnabled: true, RotationPeriodInDays: 90 };
    expect(await readStatus()).to.deep.equal({ ...rotated, NextRotationDate: advanceBy(90) });
    await cloud.advance(90 * 86_400);
    expect(await readStatus()).to.deep.equal({ ...rotated, NextRotationDate: advanceBy(180) });
  });
});
