import type { NormalizedSchema } from "@smithy/core/schema";
import type { StaticOperationSchema } from "@smithy/types";
import { getInput } from "../../../../protocols/operation-schema";
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
