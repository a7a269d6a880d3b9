import type { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import type { Json } from "./json";
import {
  createDecimalShape,
  document,
  createListShape,
  createMapShape,
  maybe,
  needed,
  record,
  createTextShape,
  createBooleanShape,
  type Field,
  type Fields,
  type Shape,
} from "./shape";
import { getInput } from "../../../../protocols/json-schema";

/**
 * The shape of a member of an AWS call, for properties that CloudFormation writes as the service's own API does: names
 * and types come from the SDK. The service itself checks required members and constraints when it is called.
 *
 * @param path the names of the members that lead to it, from the call's input on
 */
function createApiShape<T>(operation: StaticOperationSchema, ...path: readonly string[]): Shape<T> {
  let schema: NormalizedSchema = getInput(operation);
  for (const step of path) {
    const next: NormalizedSchema | undefined =
      step === "member" ? schema.getValueSchema() : schema.getMemberSchema(step);
    if (next === undefined) throw new Error(`${operation[2]} has no ${path.join(".")}`);
    schema = next;
  }
  // The border: the SDK's types and schemas come from one model.
  return createShape(schema) as Shape<T>;
}

/** Like `createApiShape`, for a property that may be left out. @see createApiShape */
export const createApiField = <T>(
  operation: StaticOperationSchema,
  ...path: readonly string[]
): { readonly kind: "may be left out"; readonly shape: Shape<T> } => maybe(createApiShape<T>(operation, ...path));

/** Like `createApiShape`, for a required property. @see createApiShape */
export const createNeededApiField = <T>(
  operation: StaticOperationSchema,
  ...path: readonly string[]
): { readonly kind: "needed"; readonly shape: Shape<T> } => needed(createApiShape<T>(operation, ...path));

function createShape(schema: NormalizedSchema): Shape<unknown> {
  if (schema.isStructSchema()) return createStructureShape(schema);
  if (schema.isListSchema()) return createListShape(createShape(schema.getValueSchema()));
  if (schema.isMapSchema()) return createMapShape(createShape(schema.getValueSchema()));
  if (schema.isBooleanSchema()) return createBooleanShape();
  if (schema.isNumericSchema()) return createDecimalShape();
  if (schema.isDocumentSchema()) return document();
  return createTextShape();
}

/** Members are read lazily, because structures can contain themselves. */
function createStructureShape(schema: NormalizedSchema): Shape<unknown> {
  let fields: Fields | undefined;
  const read = (value: Json, at: string, problems: Parameters<Shape<unknown>["read"]>[2]): unknown => {
    fields ??= Object.fromEntries(
      [...schema.structIterator()].map(([name, member]): [string, Field<unknown>] => [
        name,
        maybe(createShape(member)),
      ]),
    );
    return record(fields).read(value, at, problems);
  };
  return { read };
}

/** A list of tags, as most resource types have it. */
export const tagList = (): Shape<{ readonly Key: string; readonly Value: string }[]> =>
  createListShape(record({ Key: needed(createTextShape()), Value: needed(createTextShape()) }));

const TAG_MAP: Shape<Record<string, string>> = createMapShape(createTextShape());
/** Tags as an object from key to value, as SSM's resource types have it. */
export const tagMap = (): Shape<Record<string, string>> => TAG_MAP;

/** The form of a resource type's property `Tags`; undefined if the type has none. */
export function getTagsForm(field: Fields[string] | undefined): "list" | "map" | undefined {
  if (field === undefined || field.kind === "refused") return undefined;
  return field.shape === TAG_MAP ? "map" : "list";
}

type TagList = readonly { readonly Key: string; readonly Value: string }[];

/** Tags as an object from key to value, as many API calls take them. */
export const toTagsByKey = (tags: TagList): Record<string, string> =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

/** The tags to set and the keys to remove, so that a resource's old tags become the new ones. */
export function tagChanges(
  before: TagList,
  after: TagList,
): { readonly set: { Key: string; Value: string }[]; readonly removed: string[] } {
  const was = toTagsByKey(before);
  const is = toTagsByKey(after);
  return {
    set: after.filter(({ Key, Value }) => was[Key] !== Value).map(({ Key, Value }) => ({ Key, Value })),
    removed: Object.keys(was).filter((key) => !Object.hasOwn(is, key)),
  };
}
