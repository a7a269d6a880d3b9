import type { LifecycleRule } from "@aws-sdk/client-s3";
import { getSetting, type ObjectAddress } from "../model/bucket";
import { toPlainKey } from "../model/keys";
import type { StoredObject } from "../store/stored-object";

const DAY_MS = 86_400_000;

/** What a lifecycle rule compares with an object. */
interface Conditions {
  readonly prefix: string;
  readonly tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[];
  /** Bytes, both excluded. */
  readonly above: number;
  readonly below: number;
}

function readConditions({ Prefix, Filter = {} }: LifecycleRule): Conditions {
  const { And: and = {}, Tag: tag } = Filter;
  return {
    prefix: Filter.Prefix ?? and.Prefix ?? Prefix ?? "",
    tags: tag === undefined ? (and.Tags ?? []) : [tag],
    above: Filter.ObjectSizeGreaterThan ?? and.ObjectSizeGreaterThan ?? -1,
    below: Filter.ObjectSizeLessThan ?? and.ObjectSizeLessThan ?? Infinity,
  };
}

function isAffected(rule: LifecycleRule, key: string, { size, details }: StoredObject): boolean {
  const { prefix, tags, above, below } = readConditions(rule);
  const hasTag = (name?: string, value?: string) =>
    details.tags?.some(([ofObject, text]) => ofObject === name && text === value) === true;
  return key.startsWith(prefix) && size > above && size < below && tags.every(({ Key, Value }) => hasTag(Key, Value));
}

/** When a rule deletes an object, in ms since the epoch: at midnight GMT; undefined if the rule deletes no current objects. */
function computeExpiry({ Expiration: { Days: days, Date: date } = {} }: LifecycleRule, at: number): number | undefined {
  if (days !== undefined) return Math.ceil((at + days * DAY_MS) / DAY_MS) * DAY_MS;
  // A stored date is a string after the cloud has read the bucket from its data folder.
  return date === undefined ? undefined : new Date(date).getTime();
}

/**
 * The header `x-amz-expiration`: the first date at which a lifecycle rule deletes an object, and the rule's id. It's
 * only about current objects, whose answers name no version of the request (recorded on AWS by LocalStack, 2026-02-21,
 * TestS3BucketLifecycle).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html
 */
export function describeExpiration({ bucket, key }: ObjectAddress, object: StoredObject): { Expiration?: string } {
  const { Rules: rules = [] } = getSetting<{ readonly Rules: readonly LifecycleRule[] }>(bucket, "lifecycle") ?? {};
  const expiries = rules
    .filter((rule) => rule.Status === "Enabled" && isAffected(rule, toPlainKey(key), object))
    .flatMap((rule) => {
      const at = computeExpiry(rule, object.modifiedAt);
      return at === undefined ? [] : [{ at, id: rule.ID ?? "" }];
    });
  // Sorting leaves rules with the same date in their order, of which AWS names the first.
  const [first] = expiries.toSorted((a, b) => a.at - b.at);
  if (first === undefined) return {};
  const date = new Date(first.at).toUTCString();
  return { Expiration: `expiry-date="${date}", rule-id="${encodeURIComponent(first.id)}"` };
}
