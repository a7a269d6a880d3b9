import type { CreateKeyResponse } from "@aws-sdk/client-kms";
import {
  document,
  maybe,
  createOnlyShape,
  createTextShape,
  createWholeChange,
  createBooleanShape,
} from "../../cloudformation/model/properties/shape";
import type { ResourceContext } from "../../cloudformation/resources/resource-context";
import { defineResourceType } from "../../cloudformation/resources/type-definition";
import { kms } from "../service";
import { createDefaultPolicy } from "../model/keys";
import {
  createKey,
  disableKey,
  enableKey,
  updateKeyDescription,
  disableKeyRotation,
  enableKeyRotation,
  scheduleKeyDeletion,
} from "../api/keys";
import { putKeyPolicy } from "../api/key-policies";
import { tagResource, untagResource } from "../api/tags";
import { tagChanges, tagList } from "../../cloudformation/model/properties/api-shape";

type TagList = readonly { readonly Key: string; readonly Value: string }[];

interface KeySwitches {
  readonly Enabled?: boolean;
  readonly EnableKeyRotation?: boolean;
  readonly RotationPeriodInDays?: number;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html */
export const key = defineResourceType({
  type: "AWS::KMS::Key",
  properties: {
    BypassPolicyLockoutSafetyCheck: maybe(createBooleanShape()),
    Description: maybe(createTextShape()),
    Enabled: maybe(createBooleanShape()),
    EnableKeyRotation: maybe(createBooleanShape()),
    KeyPolicy: maybe(document()),
    KeySpec: maybe(createOnlyShape(createTextShape(), ["SYMMETRIC_DEFAULT"])),
    KeyUsage: maybe(createOnlyShape(createTextShape(), ["ENCRYPT_DECRYPT"])),
    MultiRegion: maybe(createOnlyShape(createBooleanShape(), [false])),
    Origin: maybe(createOnlyShape(createTextShape(), ["AWS_KMS"])),
    PendingWindowInDays: maybe(createWholeChange()),
    RotationPeriodInDays: maybe(createWholeChange()),
    Tags: maybe(tagList()),
  },
  replacement: ["KeySpec", "KeyUsage", "MultiRegion", "Origin"],
  attributes: ["Arn", "KeyId"],
  async create(context, properties) {
    const { Description = "", KeyPolicy, Tags = [] } = properties;
    const { KeyMetadata } = await context.call<CreateKeyResponse>(kms, createKey, {
      Description,
      ...(KeyPolicy === undefined ? {} : { Policy: JSON.stringify(KeyPolicy) }),
      ...(Tags.length === 0 ? {} : { Tags: toKeyTags(Tags) }),
    });
    const KeyId = KeyMetadata?.KeyId ?? "";
    context.noteCreated(KeyId);
    await turn(context, KeyId, properties);
    return KeyId;
  },
  async update(context, { id: KeyId, properties: before }, desired) {
    const { Description = "", KeyPolicy, Tags = [] } = desired;
    await context.call(kms, updateKeyDescription, { KeyId, Description });
    const Policy = KeyPolicy === undefined ? createDefaultPolicy(context.cloud.account) : JSON.stringify(KeyPolicy);
    await context.call(kms, putKeyPolicy, { KeyId, Policy });
    const { set, removed } = tagChanges(before.Tags ?? [], Tags);
    if (removed.length > 0) await context.call(kms, untagResource, { KeyId, TagKeys: removed });
    if (set.length > 0) await context.call(kms, tagResource, { KeyId, Tags: toKeyTags(set) });
    await turn(context, KeyId, desired);
  },
  async remove(context, { id: KeyId, properties: { PendingWindowInDays } }) {
    const found = context.cloud.kms.find(KeyId);
    // The key is gone, or its deletion is already scheduled.
    if (found === undefined || found.deletedAt !== undefined) return;
    await context.call(kms, scheduleKeyDeletion, {
      KeyId,
      ...(PendingWindowInDays === undefined ? {} : { PendingWindowInDays }),
    });
  },
  describe: ({ cloud }, { id }) => ({ Arn: cloud.kms.createArn(id), KeyId: id }),
});

/** Rotation can be changed only for enabled keys, so a key is disabled last. */
async function turn(
  context: ResourceContext,
  KeyId: string,
  { Enabled = true, EnableKeyRotation = false, RotationPeriodInDays }: KeySwitches,
): Promise<void> {
  await context.call(kms, enableKey, { KeyId });
  if (EnableKeyRotation)
    await context.call(kms, enableKeyRotation, {
      KeyId,
      ...(RotationPeriodInDays === undefined ? {} : { RotationPeriodInDays }),
    });
  else await context.call(kms, disableKeyRotation, { KeyId });
  if (!Enabled) await context.call(kms, disableKey, { KeyId });
}

const toKeyTags = (tags: TagList) => tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
