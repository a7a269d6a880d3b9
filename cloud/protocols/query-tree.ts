import { FromStringShapeDeserializer } from "@smithy/core/protocols";
import type { NormalizedSchema } from "@smithy/core/schema";

/** Form fields by their dotted names, as nested objects: `Tags.member.1.Key=a` is `{ Tags: { member: { 1: { Key: "a" } } } }`. */
interface Tree {
  readonly [step: string]: string | Tree;
}

/** The maximum number of parts of a field's name: no operation's input nests half as deep. */
const MAX_STEPS = 100;

/** How a dialect of the protocol writes member names. */
export interface FieldNames {
  /** Whether an item's number directly follows the name of the list or map. */
  isFlat(schema: NormalizedSchema): boolean;
  getName(member: NormalizedSchema, name: string): string;
}

/** The names of AWS query itself. */
const usualNames: FieldNames = {
  isFlat: (schema) => Boolean(schema.getMergedTraits().xmlFlattened),
  getName: (member, name) => member.getMergedTraits().xmlName ?? name,
};

const scalars = new FromStringShapeDeserializer({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: false,
});

/**
 * Reads a query request's fields by a schema.
 *
 * @param names how the dialect writes names; by default as AWS query does
 * @throws Error if a field that should be a structure or list is a plain value, or a number or time cannot be read
 */
export function readFields(schema: NormalizedSchema, fields: URLSearchParams, names: FieldNames = usualNames): unknown {
  const root: Record<string, string | Tree> = Object.create(null);
  for (const [name, value] of fields) {
    const steps = name.split(".", MAX_STEPS + 1);
    if (steps.length > MAX_STEPS) throw new Error("a field's name has too many parts");
    setPath(root, steps, value);
  }
  return readNode(schema, root, names);
}

function setPath(root: Record<string, string | Tree>, steps: readonly string[], value: string): void {
  let at = root;
  for (const step of steps.slice(0, -1)) {
    const next = at[step];
    const branch: Record<string, string | Tree> = typeof next === "object" ? next : Object.create(null);
    at[step] = branch;
    at = branch;
  }
  at[steps.at(-1) ?? ""] = value;
}

function readNode(schema: NormalizedSchema, node: string | Tree, names: FieldNames): unknown {
  if (schema.isUnitSchema()) return {};
  if (schema.isStructSchema()) return readStruct(schema, node, names);
  if (schema.isListSchema()) return readList(schema, node, names);
  if (schema.isMapSchema()) return readMap(schema, node, names);
  if (typeof node !== "string") throw new Error("a plain value is wanted");
  return parseScalar(schema, node);
}

function parseScalar(schema: NormalizedSchema, text: string): unknown {
  const value: unknown = scalars.read(schema, text);
  if (Number.isNaN(value) && text !== "NaN") throw new Error("a number is wanted");
  return value;
}

function readStruct(schema: NormalizedSchema, node: string | Tree, names: FieldNames): unknown {
  if (typeof node === "string") throw new Error("a structure is wanted");
  const read: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const inside = node[names.getName(member, name)];
    if (inside !== undefined) read[name] = readNode(member, inside, names);
  }
  return read;
}

/** Reads `List.member.1`, or `List.1` for flattened lists. An empty field is an empty list. */
function readList(schema: NormalizedSchema, node: string | Tree, names: FieldNames): unknown {
  if (typeof node === "string") return [];
  const item = schema.getValueSchema();
  const items = names.isFlat(schema) ? node : (node[item.getMergedTraits().xmlName ?? "member"] ?? {});
  return listNumbered(items).map((entry) => readNode(item, entry, names));
}

/** Reads `Map.entry.1.key` and `.value`. */
function readMap(schema: NormalizedSchema, node: string | Tree, names: FieldNames): unknown {
  if (typeof node === "string") return {};
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? "key";
  const valueName = schema.getValueSchema().getMergedTraits().xmlName ?? "value";
  const entries = listNumbered(names.isFlat(schema) ? node : (node["entry"] ?? {}));
  return Object.fromEntries(
    entries.map((entry) => {
      if (typeof entry === "string" || typeof entry[keyName] !== "string") throw new Error("a map entry is wanted");
      return [entry[keyName], readNode(schema.getValueSchema(), entry[valueName] ?? "", names)];
    }),
  );
}

const listNumbered = (node: string | Tree): (string | Tree)[] =>
  Object.entries(node)
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, first]) => first);
