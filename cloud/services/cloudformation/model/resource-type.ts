import type { Problem } from "./properties/shape";
import type { Json, JsonObject } from "./properties/json";

/** A resource of a stack, as the methods of its type get it. */
export interface StackResource {
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** The type's name in the template: all `Custom::…` names share one type. */
  readonly typeName: string;
  /** A name for a resource whose name the template does not give; the same until the resource is replaced. */
  readonly generatedName: string;
  /** Reports the physical id as soon as the resource exists, so that a rollback finds the resource if a later step of `create` fails. */
  noteCreated(id: string): void;
}

/** A resource that exists. */
export interface ExistingResource<P> {
  /** The physical id. */
  readonly id: string;
  readonly properties: P;
}

/** The values for `Fn::GetAtt`, by attribute. */
export type Attributes = Readonly<Record<string, Json>>;

/** A resource type as the engine uses it, without the types of its properties. */
export interface ResourceType {
  readonly type: string;
  /** The form of the property `Tags`, which receives the stack's tags; undefined if the type has no tags. */
  readonly tags: "list" | "map" | undefined;
  readonly replacement: readonly string[];
  readonly named: string | undefined;
  readonly capability: "CAPABILITY_IAM" | undefined;
  readonly lowercase: boolean;
  readonly maxNameLength: number;
  readonly attributes: readonly string[];
  /** Whether the resource may have attributes that only its creator knows, as custom resources have. */
  readonly attributesAreOpen?: boolean;
  readonly updates: boolean;
  isReplacing(before: JsonObject, desired: JsonObject): boolean;
  /** The problems of the properties; empty if they are valid. */
  listProblems(properties: JsonObject): readonly Problem[];
  create(resource: StackResource, properties: JsonObject): Promise<string>;
  settle(resource: StackResource, existing: ExistingResource<JsonObject>): Promise<boolean>;
  /**
   * @returns the new physical id if the update has replaced the resource; the old one is deleted at the end of the
   * stack's update
   */
  update(
    resource: StackResource,
    existing: ExistingResource<JsonObject>,
    desired: JsonObject,
  ): Promise<string | undefined>;
  remove(resource: StackResource, existing: ExistingResource<JsonObject>): Promise<void>;
  isGone(resource: StackResource, existing: ExistingResource<JsonObject>): boolean;
  ref(resource: StackResource, existing: ExistingResource<JsonObject>): Json;
  describe(resource: StackResource, existing: ExistingResource<JsonObject>): Attributes;
}

/** The resource types, by name. */
export type ResourceTypes = ReadonlyMap<string, ResourceType>;
