import type { LifecycleRule, Tag, Transition } from "@aws-sdk/client-s3";
import {
  listOf,
  maybe,
  needed,
  record,
  text,
  whole,
  yesNo,
  type ReadFields,
} from "../../cloudformation/properties/shape";

const transition = { StorageClass: needed(text()), TransitionDate: maybe(text()), TransitionInDays: maybe(whole()) };
const noncurrentTransition = {
  StorageClass: needed(text()),
  TransitionInDays: needed(whole()),
  NewerNoncurrentVersions: maybe(whole()),
};

/** A rule in a template, whose members have other names than in the API. */
const rule = {
  Id: maybe(text()),
  Status: needed(text()),
  Prefix: maybe(text()),
  TagFilters: maybe(listOf(record({ Key: needed(text()), Value: needed(text()) }))),
  ObjectSizeGreaterThan: maybe(text()),
  ObjectSizeLessThan: maybe(text()),
  ExpirationDate: maybe(text()),
  ExpirationInDays: maybe(whole()),
  ExpiredObjectDeleteMarker: maybe(yesNo()),
  AbortIncompleteMultipartUpload: maybe(record({ DaysAfterInitiation: needed(whole()) })),
  NoncurrentVersionExpiration: maybe(
    record({ NoncurrentDays: needed(whole()), NewerNoncurrentVersions: maybe(whole()) }),
  ),
  NoncurrentVersionExpirationInDays: maybe(whole()),
  NoncurrentVersionTransitions: maybe(listOf(record(noncurrentTransition))),
  Transitions: maybe(listOf(record(transition))),
};
export const lifecycle = record({
  Rules: needed(listOf(record(rule))),
  TransitionDefaultMinimumObjectSize: maybe(text()),
});

type Rule = ReadFields<typeof rule>;

/** Converts a template's rule to the API's form. */
export function lifecycleRule(written: Rule): LifecycleRule {
  const { Id, Status, AbortIncompleteMultipartUpload } = written;
  const noncurrent =
    written.NoncurrentVersionExpiration ??
    (written.NoncurrentVersionExpirationInDays === undefined
      ? undefined
      : { NoncurrentDays: written.NoncurrentVersionExpirationInDays });
  const expiration = {
    ...(written.ExpirationDate === undefined ? {} : { Date: new Date(written.ExpirationDate) }),
    ...(written.ExpirationInDays === undefined ? {} : { Days: written.ExpirationInDays }),
    ...(written.ExpiredObjectDeleteMarker === undefined
      ? {}
      : { ExpiredObjectDeleteMarker: written.ExpiredObjectDeleteMarker }),
  };
  return {
    ...(Id === undefined ? {} : { ID: Id }),
    // The border: the operation checks the value.
    Status: Status as NonNullable<LifecycleRule["Status"]>,
    Filter: filterOf(written),
    ...(Object.keys(expiration).length === 0 ? {} : { Expiration: expiration }),
    ...(noncurrent === undefined ? {} : { NoncurrentVersionExpiration: noncurrent }),
    ...(AbortIncompleteMultipartUpload === undefined ? {} : { AbortIncompleteMultipartUpload }),
    ...(written.Transitions === undefined ? {} : { Transitions: written.Transitions.map(spelledTransition) }),
    ...(written.NoncurrentVersionTransitions === undefined
      ? {}
      : { NoncurrentVersionTransitions: written.NoncurrentVersionTransitions.map(spelledNoncurrent) }),
  };
}

function filterOf({
  Prefix = "",
  TagFilters: Tags = [],
  ObjectSizeGreaterThan: greater,
  ObjectSizeLessThan: less,
}: Rule): NonNullable<LifecycleRule["Filter"]> {
  const sizes = {
    ...(greater === undefined ? {} : { ObjectSizeGreaterThan: Number(greater) }),
    ...(less === undefined ? {} : { ObjectSizeLessThan: Number(less) }),
  };
  const parts = Number(Prefix !== "") + Tags.length + Object.keys(sizes).length;
  const [Tag] = Tags;
  if (parts > 1) return { And: { ...(Prefix === "" ? {} : { Prefix }), Tags: [...Tags] satisfies Tag[], ...sizes } };
  return Tag === undefined ? (Object.keys(sizes).length === 0 ? { Prefix } : sizes) : { Tag };
}

const storageClass = (name: string): NonNullable<Transition["StorageClass"]> =>
  // The border: the operation checks the value.
  name as NonNullable<Transition["StorageClass"]>;

const spelledTransition = ({ StorageClass, TransitionDate, TransitionInDays }: ReadFields<typeof transition>) => ({
  StorageClass: storageClass(StorageClass),
  ...(TransitionDate === undefined ? {} : { Date: new Date(TransitionDate) }),
  ...(TransitionInDays === undefined ? {} : { Days: TransitionInDays }),
});

const spelledNoncurrent = ({
  StorageClass,
  TransitionInDays,
  NewerNoncurrentVersions,
}: ReadFields<typeof noncurrentTransition>) => ({
  StorageClass: storageClass(StorageClass),
  NoncurrentDays: TransitionInDays,
  ...(NewerNoncurrentVersions === undefined ? {} : { NewerNoncurrentVersions }),
});
