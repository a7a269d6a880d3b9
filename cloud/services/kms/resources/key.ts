import type { CreateKeyResponse } from "@aws-sdk/client-kms";
import { document, maybe, only, text, whole, yesNo } from "../../cloudformation/properties/shape";
import { tagChanges, tagList } from "../../cloudformation/properties/tags";
import type { ResourceContext } from "../../cloudformation/resource-context";
import { resourceType } from "../../cloudformation/type-definition";
import { kms } from "../index";
import { usualPolicy } from "../keys";
import { createKey } from "../operations/create-key";
import { disableKey } from "../operations/disable-key";
import { disableKeyRotation } from "../operations/disable-key-rotation";
import { enableKey } from "../operations/enable-key";
import { enableKeyRotation } from "../operations/enable-key-rotation";
import { putKeyPolicy } from "../operations/put-key-policy";
import { scheduleKeyDeletion } from "../operations/schedule-key-deletion";
import { tagResource } from "../operations/tag-resource";
import { untagResource } from "../operations/untag-resource";
import { updateKeyDescription } from "../operations/update-key-description";

type TagList = readonly { readonly Key: string; readonly Value: string }[];

interface Switches {
  readonly Enabled?: boolean;
  readonly EnableKeyRotation?: boolean;
  readonly RotationPeriodInDays?: number;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html */
export const key = resourceType({
  type: "AWS::KMS::Key",
  properties: {
    BypassPolicyLockoutSafetyCheck: maybe(yesNo()),
    Description: maybe(text()),
    Enabled: maybe(yesNo()),
    EnableKeyRotation: maybe(yesNo()),
    KeyPolicy: maybe(document()),
    KeySpec: maybe(only(text(), ["SYMMETRIC_DEFAULT"])),
    KeyUsage: maybe(only(text(), ["ENCRYPT_DECRYPT"])),
    MultiRegion: maybe(only(yesNo(), [false])),
    Origin: maybe(only(text(), ["AWS_KMS"])),
    PendingWindowInDays: maybe(whole()),
    RotationPeriodInDays: maybe(whole()),
    Tags: maybe(tagList()),
  },
  replacement: ["KeySpec", "KeyUsage", "MultiRegion", "Origin"],
  attributes: ["Arn", "KeyId"],
  async create(context, properties) {
    const { Description = "", KeyPolicy, Tags = [] } = properties;
    const { KeyMetadata } = await context.call<CreateKeyResponse>(kms, createKey, {
      Description,
      ...(KeyPolicy === undefined ? {} : { Policy: JSON.stringify(KeyPolicy) }),
      ...(Tags.length === 0 ? {} : { Tags: keyTags(Tags) }),
    });
    const KeyId = KeyMetadata?.KeyId ?? "";
    context.created(KeyId);
    await turn(context, KeyId, properties);
    return KeyId;
  },
  async update(context, { id: KeyId, properties: before }, wanted) {
    const { Description = "", KeyPolicy, Tags = [] } = wanted;
    await context.call(kms, updateKeyDescription, { KeyId, Description });
    const Policy = KeyPolicy === undefined ? usualPolicy(context.cloud.account) : JSON.stringify(KeyPolicy);
    await context.call(kms, putKeyPolicy, { KeyId, Policy });
    const { set, gone } = tagChanges(before.Tags ?? [], Tags);
    if (gone.length > 0) await context.call(kms, untagResource, { KeyId, TagKeys: gone });
    if (set.length > 0) await context.call(kms, tagResource, { KeyId, Tags: keyTags(set) });
    await turn(context, KeyId, wanted);
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
  describe: ({ cloud }, { id }) => ({ Arn: cloud.kms.arn(id), KeyId: id }),
});

/** Rotation can be changed only for enabled keys, so a key is disabled last. */
async function turn(
  context: ResourceContext,
  KeyId: string,
  { Enabled = true, EnableKeyRotation = false, RotationPeriodInDays }: Switches,
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

const keyTags = (tags: TagList) => tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
