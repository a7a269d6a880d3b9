import type { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { inputOf } from "../../../protocols/operation-schema";
import type { Json } from "../template/json";
import {
  decimal,
  document,
  listOf,
  mapOf,
  maybe,
  needed,
  record,
  text,
  yesNo,
  type Field,
  type Fields,
  type Shape,
} from "./shape";

/**
 * The shape of a member of an AWS call, for properties that CloudFormation writes as the service's own API does: names
 * and types come from the SDK. The service itself checks required members and constraints when it is called.
 *
 * @param path the names of the members that lead to it, from the call's input on
 */
function apiShape<T>(operation: StaticOperationSchema, ...path: readonly string[]): Shape<T> {
  let schema: NormalizedSchema = inputOf(operation);
  for (const step of path) {
    const next: NormalizedSchema | undefined =
      step === "member" ? schema.getValueSchema() : schema.getMemberSchema(step);
    if (next === undefined) throw new Error(`${operation[2]} has no ${path.join(".")}`);
    schema = next;
  }
  // The border: the SDK's types and schemas come from one model.
  return shapeOf(schema) as Shape<T>;
}

/** Like `apiShape`, for a property that may be left out. @see apiShape */
export const apiField = <T>(
  operation: StaticOperationSchema,
  ...path: readonly string[]
): { readonly kind: "may be left out"; readonly shape: Shape<T> } => maybe(apiShape<T>(operation, ...path));

/** Like `apiShape`, for a required property. @see apiShape */
export const neededApiField = <T>(
  operation: StaticOperationSchema,
  ...path: readonly string[]
): { readonly kind: "needed"; readonly shape: Shape<T> } => needed(apiShape<T>(operation, ...path));

function shapeOf(schema: NormalizedSchema): Shape<unknown> {
  if (schema.isStructSchema()) return structureShape(schema);
  if (schema.isListSchema()) return listOf(shapeOf(schema.getValueSchema()));
  if (schema.isMapSchema()) return mapOf(shapeOf(schema.getValueSchema()));
  if (schema.isBooleanSchema()) return yesNo();
  if (schema.isNumericSchema()) return decimal();
  if (schema.isDocumentSchema()) return document();
  return text();
}

/** Members are read lazily, because structures can contain themselves. */
function structureShape(schema: NormalizedSchema): Shape<unknown> {
  let fields: Fields | undefined;
  const read = (value: Json, at: string, problems: Parameters<Shape<unknown>["read"]>[2]): unknown => {
    fields ??= Object.fromEntries(
      [...schema.structIterator()].map(([name, member]): [string, Field<unknown>] => [name, maybe(shapeOf(member))]),
    );
    return record(fields).read(value, at, problems);
  };
  return { read };
}
