import { isList, isObject, getMember, type Json, type JsonObject } from "./json";

/** A problem in a resource's properties: its path, as CloudFormation writes it (`#/Tags/0`), and a message. */
export interface Problem {
  readonly at: string;
  readonly says: string;
}

/** The type of a property, and how its value is read: templates may write numbers as texts and texts as numbers. */
export interface Shape<T> {
  readonly read: (value: Json, at: string, problems: Problem[]) => T;
  /** The type of the value that is read; only used by the compiler. */
  readonly reads?: T;
}

/** A property that the lab cloud supports. */
export interface Field<T> {
  readonly kind: "needed" | "may be left out";
  readonly shape: Shape<T>;
}
/** A property of AWS's that the lab cloud does not support. */
export interface RefusedField {
  readonly kind: "refused";
}

export type Fields = Readonly<Record<string, Field<unknown> | RefusedField>>;

/** The value that `readFields` returns. */
export type ReadFields<F> = {
  readonly [K in keyof F as F[K] extends { readonly kind: "needed" } ? K : never]: F[K] extends Field<infer T>
    ? T
    : never;
} & {
  readonly [K in keyof F as F[K] extends { readonly kind: "may be left out" } ? K : never]?: F[K] extends Field<infer T>
    ? T
    : never;
};

export const needed = <T>(shape: Shape<T>): { readonly kind: "needed"; readonly shape: Shape<T> } => ({
  kind: "needed",
  shape,
});
export const maybe = <T>(shape: Shape<T>): { readonly kind: "may be left out"; readonly shape: Shape<T> } => ({
  kind: "may be left out",
  shape,
});
export const createRefusedField = (): RefusedField => ({ kind: "refused" });

const getTypeName = (value: Json): string =>
  value === null
    ? "Null"
    : isList(value)
      ? "JSONArray"
      : isObject(value)
        ? "JSONObject"
        : typeof value === "string"
          ? "String"
          : typeof value === "number"
            ? "Number"
            : "Boolean";

function reportWrong<T>(
  desired: string,
  { value, at, problems }: { readonly value: Json; readonly at: string; readonly problems: Problem[] },
  instead: T,
): T {
  problems.push({ at, says: `expected type: ${desired}, found: ${getTypeName(value)}` });
  return instead;
}

/** A string; numbers and booleans become texts as they are written. */
export const createTextShape = (): Shape<string> => ({
  read(value, at, problems) {
    if (typeof value === "string") return value;
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    return reportWrong("String", { value, at, problems }, "");
  },
});

const createNumberShape = (desired: string, isRight: (value: number) => boolean): Shape<number> => ({
  read(value, at, problems) {
    const read =
      typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
    return isRight(read) ? read : reportWrong(desired, { value, at, problems }, 0);
  },
});

/** A whole number, which may be written as a string. */
export const createWholeChange = (): Shape<number> => createNumberShape("Integer", Number.isSafeInteger);
/** A number, which may be written as a string. */
export const createDecimalShape = (): Shape<number> => createNumberShape("Number", Number.isFinite);

/** A boolean, which may be written as a string. */
export const createBooleanShape = (): Shape<boolean> => ({
  read(value, at, problems) {
    if (value === true || value === "true" || value === "True") return true;
    if (value === false || value === "false" || value === "False") return false;
    return reportWrong("Boolean", { value, at, problems }, false);
  },
});

/** A list; the order of its items is kept. */
export const createListShape = <T>(shape: Shape<T>): Shape<T[]> => ({
  read(value, at, problems) {
    if (!isList(value)) return reportWrong("JSONArray", { value, at, problems }, []);
    return value.map((item, index) => shape.read(item, `${at}/${index}`, problems));
  },
});

/** An object with any keys, whose values have one shape. */
export const createMapShape = <T>(shape: Shape<T>): Shape<Record<string, T>> => ({
  read(value, at, problems) {
    if (!isObject(value)) return reportWrong("JSONObject", { value, at, problems }, {});
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, shape.read(item, `${at}/${key}`, problems)]),
    );
  },
});

/** A document that CloudFormation does not look into, such as a policy; may be written as a string of JSON. */
export const document = (): Shape<JsonObject> => ({
  read(value, at, problems) {
    if (isObject(value)) return value;
    const parsed = typeof value === "string" ? parseObject(value) : undefined;
    return parsed ?? reportWrong("JSONObject", { value, at, problems }, {});
  },
});

function parseObject(written: string): JsonObject | undefined {
  try {
    const parsed = JSON.parse(written) as Json;
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

/** An object with these properties and no others. */
export const record = <const F extends Fields>(fields: F): Shape<ReadFields<F>> => ({
  read(value, at, problems) {
    // The border: readFields returns the types that the fields declare.
    if (isObject(value)) return readFields(fields, { value, at, problems }) as ReadFields<F>;
    return reportWrong("JSONObject", { value, at, problems }, {} as ReadFields<F>);
  },
});

function readFields(
  fields: Fields,
  { value, at, problems }: { readonly value: JsonObject; readonly at: string; readonly problems: Problem[] },
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const inside = getMember(value, name);
    if (inside === undefined) {
      if (field.kind === "needed") problems.push({ at, says: `required key [${name}] not found` });
    } else if (field.kind === "refused") {
      problems.push({ at, says: `the lab cloud does not emulate the property [${name}]; leave it out` });
    } else read[name] = field.shape.read(inside, `${at}/${name}`, problems);
  }
  for (const name of Object.keys(value))
    if (!Object.hasOwn(fields, name)) problems.push({ at, says: `extraneous key [${name}] is not permitted` });
  return read;
}

/** One of the values that the lab cloud supports; AWS supports more. */
export const createOnlyShape = <T>(shape: Shape<T>, values: readonly T[]): Shape<T> => ({
  read(value, at, problems) {
    const read = shape.read(value, at, problems);
    if (!values.includes(read))
      problems.push({
        at,
        says: `the lab cloud emulates only ${values.map((value) => JSON.stringify(value)).join(", ")} here`,
      });
    return read;
  },
});
