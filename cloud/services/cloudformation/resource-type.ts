import type { Problem } from "./properties/shape";
import type { Json, JsonObject } from "./template/json";

/** One resource of a stack, as its type is told of it. */
export interface StackResource {
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** As the template writes it: what is `Custom::…` shares one type. */
  readonly typeName: string;
  /** A name for a resource that the template does not name, always the same for this resource until it is replaced. */
  readonly generatedName: string;
  /** Tells the physical id as soon as something is there, so that a rollback finds it if a later step of create fails. */
  created(id: string): void;
}

/** A resource that exists. */
export interface Existing<P> {
  /** What CloudFormation calls the physical id. */
  readonly id: string;
  readonly properties: P;
}

/** What `Fn::GetAtt` gives, by attribute. */
export type Attributes = Readonly<Record<string, Json>>;

/** A type as CloudFormation works with it, whatever its properties are. */
export interface ResourceType {
  readonly type: string;
  /** How its property `Tags` is written, which the stack's tags join; undefined where it has none. */
  readonly tags: "list" | "map" | undefined;
  readonly replacement: readonly string[];
  readonly named: string | undefined;
  readonly capability: "CAPABILITY_IAM" | undefined;
  readonly smallLetters: boolean;
  readonly longestName: number;
  readonly attributes: readonly string[];
  /** Whether it has attributes that only what makes it knows. */
  readonly attributesAreOpen?: boolean;
  readonly updates: boolean;
  replaces(before: JsonObject, wanted: JsonObject): boolean;
  /** What is wrong with the properties, if anything. */
  problems(properties: JsonObject): readonly Problem[];
  create(resource: StackResource, properties: JsonObject): Promise<string>;
  settle(resource: StackResource, existing: Existing<JsonObject>): Promise<boolean>;
  /** @returns its new physical id, if it is another resource now: the old one is removed when the update is through */
  update(resource: StackResource, existing: Existing<JsonObject>, wanted: JsonObject): Promise<string | undefined>;
  remove(resource: StackResource, existing: Existing<JsonObject>): Promise<void>;
  isGone(resource: StackResource, existing: Existing<JsonObject>): boolean;
  ref(resource: StackResource, existing: Existing<JsonObject>): Json;
  describe(resource: StackResource, existing: Existing<JsonObject>): Attributes;
}

/** The types, by name. */
export type ResourceTypes = ReadonlyMap<string, ResourceType>;
