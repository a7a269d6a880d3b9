import type { LifecycleRule, Tag, Transition } from "@aws-sdk/client-s3";
import {
  createListShape,
  maybe,
  needed,
  record,
  createTextShape,
  createWholeChange,
  createBooleanShape,
  type ReadFields,
} from "../../cloudformation/model/properties/shape";

const transition = {
  StorageClass: needed(createTextShape()),
  TransitionDate: maybe(createTextShape()),
  TransitionInDays: maybe(createWholeChange()),
};
const noncurrentTransition = {
  StorageClass: needed(createTextShape()),
  TransitionInDays: needed(createWholeChange()),
  NewerNoncurrentVersions: maybe(createWholeChange()),
};

/** A rule in a template, whose members have other names than in the API. */
const rule = {
  Id: maybe(createTextShape()),
  Status: needed(createTextShape()),
  Prefix: maybe(createTextShape()),
  TagFilters: maybe(createListShape(record({ Key: needed(createTextShape()), Value: needed(createTextShape()) }))),
  ObjectSizeGreaterThan: maybe(createTextShape()),
  ObjectSizeLessThan: maybe(createTextShape()),
  ExpirationDate: maybe(createTextShape()),
  ExpirationInDays: maybe(createWholeChange()),
  ExpiredObjectDeleteMarker: maybe(createBooleanShape()),
  AbortIncompleteMultipartUpload: maybe(record({ DaysAfterInitiation: needed(createWholeChange()) })),
  NoncurrentVersionExpiration: maybe(
    record({ NoncurrentDays: needed(createWholeChange()), NewerNoncurrentVersions: maybe(createWholeChange()) }),
  ),
  NoncurrentVersionExpirationInDays: maybe(createWholeChange()),
  NoncurrentVersionTransitions: maybe(createListShape(record(noncurrentTransition))),
  Transitions: maybe(createListShape(record(transition))),
};
export const lifecycle = record({
  Rules: needed(createListShape(record(rule))),
  TransitionDefaultMinimumObjectSize: maybe(createTextShape()),
});

type Rule = ReadFields<typeof rule>;

/** Converts a template's rule to the API's form. */
export function toLifecycleRule(written: Rule): LifecycleRule {
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
    Filter: createFilter(written),
    ...(Object.keys(expiration).length === 0 ? {} : { Expiration: expiration }),
    ...(noncurrent === undefined ? {} : { NoncurrentVersionExpiration: noncurrent }),
    ...(AbortIncompleteMultipartUpload === undefined ? {} : { AbortIncompleteMultipartUpload }),
    ...(written.Transitions === undefined ? {} : { Transitions: written.Transitions.map(toTransition) }),
    ...(written.NoncurrentVersionTransitions === undefined
      ? {}
      : { NoncurrentVersionTransitions: written.NoncurrentVersionTransitions.map(toNoncurrentTransition) }),
  };
}

function createFilter({
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

const toStorageClass = (name: string): NonNullable<Transition["StorageClass"]> =>
  // The border: the operation checks the value.
  name as NonNullable<Transition["StorageClass"]>;

const toTransition = ({ StorageClass, TransitionDate, TransitionInDays }: ReadFields<typeof transition>) => ({
  StorageClass: toStorageClass(StorageClass),
  ...(TransitionDate === undefined ? {} : { Date: new Date(TransitionDate) }),
  ...(TransitionInDays === undefined ? {} : { Days: TransitionInDays }),
});

const toNoncurrentTransition = ({
  StorageClass,
  TransitionInDays,
  NewerNoncurrentVersions,
}: ReadFields<typeof noncurrentTransition>) => ({
  StorageClass: toStorageClass(StorageClass),
  NoncurrentDays: TransitionInDays,
  ...(NewerNoncurrentVersions === undefined ? {} : { NewerNoncurrentVersions }),
});
