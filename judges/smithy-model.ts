import type { StaticOperationSchema, StaticSchema } from "@smithy/types";

/** A shape's id, as models refer to it. */
interface Target {
  readonly target: string;
  readonly traits?: Traits;
}

type Traits = Readonly<Record<string, unknown>>;

/** A shape of a Smithy model in JSON. */
export interface Shape {
  readonly type: string;
  readonly traits?: Traits;
  readonly members?: Readonly<Record<string, Target>>;
  readonly member?: Target;
  readonly key?: Target;
  readonly value?: Target;
  readonly input?: Target;
  readonly output?: Target;
  readonly errors?: readonly Target[];
  readonly operations?: readonly Target[];
  readonly resources?: readonly Target[];
}

/** The numbers that represent plain types in the SDK's schemas. */
const PLAIN: Readonly<Record<string, number>> = {
  ...{ string: 0, enum: 0, boolean: 2, byte: 1, short: 1, integer: 1, intEnum: 1, long: 1, float: 1, double: 1 },
  ...{ bigInteger: 17, bigDecimal: 19, document: 15, timestamp: 4 },
};
const TIMESTAMPS: Readonly<Record<string, number>> = { "date-time": 5, "http-date": 6, "epoch-seconds": 7 };
const COMPLEX: Readonly<Record<string, number>> = { list: 1, set: 1, map: 2, structure: 3, union: 4 };
const ERROR = -3;
const splitWords = (text: string): ReadonlySet<string> => new Set(text.split(" "));
/** Traits with the same name and value in the SDK's schemas. */
const SAME = splitWords(
  "httpHeader httpQuery httpPrefixHeaders jsonName xmlName mediaType error httpError ec2QueryName",
);
/** Traits whose presence alone counts. */
const MARKS = splitWords(
  "httpLabel httpPayload httpResponseCode httpQueryParams xmlFlattened xmlAttribute sparse idempotencyToken eventPayload hostLabel",
);

/** A Smithy model, and the SDK's form of its schemas. */
export class SmithyModel {
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly #known = new Map<string, StaticSchema>();

  constructor(shapes: Readonly<Record<string, Shape>>) {
    this.shapes = shapes;
  }

  getShape(id: string): Shape {
    const shape = this.shapes[id];
    if (shape === undefined) throw new Error(`the model has no shape ${id}`);
    return shape;
  }

  /** The operations of a service, also those of its resources. */
  listOperations(service: Shape): string[] {
    return [
      ...(service.operations ?? []).map(({ target }) => target),
      ...(service.resources ?? []).flatMap(({ target }) => this.listOperations(this.getShape(target))),
    ];
  }

  createOperation(id: string): StaticOperationSchema {
    const shape = this.getShape(id);
    const [namespace = "", name = ""] = id.split("#");
    const http = shape.traits?.["smithy.api#http"] as { method: string; uri: string; code?: number } | undefined;
    const traits = http === undefined ? 0 : { http: [http.method, http.uri, http.code ?? 200] };
    const refer = (target: string | undefined): unknown =>
      target === undefined || target === "smithy.api#Unit" ? "unit" : () => this.createSchema(target);
    // The border: the tuple has the layout that the SDK's clients have.
    return [
      9,
      namespace,
      name,
      traits,
      refer(shape.input?.target),
      refer(shape.output?.target),
    ] as StaticOperationSchema;
  }

  /** The schema of a structure, list, map or union, or the number of a plain type. */
  createSchema(id: string): StaticSchema | number {
    const shape = this.shapes[id];
    if (shape === undefined || isPlain(shape)) return this.#createPlain(id, undefined);
    const before = this.#known.get(id);
    if (before !== undefined) return before;
    const [namespace = "", name = ""] = id.split("#");
    const { type, traits, members = {}, member, key, value } = shape;
    const kind = traits?.["smithy.api#error"] === undefined ? COMPLEX[type] : ERROR;
    const parts: unknown[] = [kind, namespace, name, toTraits(traits)];
    // The border: the tuple has the layout that the SDK's clients have.
    const schema = parts as unknown as StaticSchema;
    // Known before its members are made: structures may contain themselves.
    this.#known.set(id, schema);
    if (member !== undefined) parts.push(this.#createMember(member));
    else if (type === "map") parts.push(this.#createMember(key), this.#createMember(value));
    else
      parts.push(
        Object.keys(members),
        Object.values(members).map((item) => this.#createMember(item)),
      );
    return schema;
  }

  #createMember(member: Target | undefined): unknown {
    if (member === undefined) return 0;
    const shape = this.shapes[member.target];
    const memberTraits = toTraits({ ...(isPlain(shape) ? shape?.traits : {}), ...member.traits });
    const refer = isPlain(shape)
      ? this.#createPlain(member.target, member.traits?.["smithy.api#timestampFormat"] as string | undefined)
      : (): unknown => this.createSchema(member.target);
    return memberTraits === 0 ? refer : [refer, memberTraits];
  }

  #createPlain(id: string, format: string | undefined): number {
    const shape = this.shapes[id];
    const type =
      shape?.type ?? (id.split("#")[1] ?? "").replace(/^Primitive/, "").replace(/^./, (c) => c.toLowerCase());
    if (type === "blob") return shape?.traits?.["smithy.api#streaming"] === undefined ? 21 : 42;
    const stated = format ?? (shape?.traits?.["smithy.api#timestampFormat"] as string | undefined);
    if (type === "timestamp" && stated !== undefined) return TIMESTAMPS[stated] ?? 4;
    return PLAIN[type] ?? 0;
  }
}

const isPlain = (shape: Shape | undefined): boolean => shape === undefined || COMPLEX[shape.type] === undefined;

function toTraits(traits: Traits | undefined): number | Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [id, value] of Object.entries(traits ?? {})) {
    const name = id.split("#")[1] ?? "";
    if (SAME.has(name)) found[name] = value;
    else if (MARKS.has(name)) found[name] = 1;
    else if (name === "xmlNamespace") {
      const { uri, prefix } = value as { uri: string; prefix?: string };
      found["xmlNamespace"] = [prefix ?? 0, uri];
    } else if (name === "awsQueryError") {
      const { code, httpResponseCode } = value as { code: string; httpResponseCode: number };
      found["awsQueryError"] = [code, httpResponseCode];
    }
  }
  return Object.keys(found).length === 0 ? 0 : found;
}
