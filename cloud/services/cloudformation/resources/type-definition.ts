import type { Services } from "../../framework/services";
import { record, type Fields, type Problem, type ReadFields } from "../model/properties/shape";
import { createResourceContext, type ResourceContext } from "./resource-context";
import type { Attributes, ExistingResource, ResourceType, StackResource } from "../model/resource-type";
import type { Json, JsonObject } from "../model/properties/json";
import { getTagsForm } from "../model/properties/api-shape";

/** A resource type as its service defines it. `bindType` makes a `ResourceType` of it. */
interface TypeDefinition<F extends Fields> {
  /** The type's name, such as `AWS::Kinesis::Stream`. */
  readonly type: string;
  readonly properties: F;
  /** The properties whose change replaces the resource by a new one. */
  readonly replacement: readonly (keyof F & string)[];
  /** Whether a change inside a property replaces the resource, where not every change of the property does. */
  isReplacing?(before: ReadFields<F>, desired: ReadFields<F>): boolean;
  /** The property with the resource's name, if there is one: no two resources can have the same. */
  readonly named?: keyof F & string;
  /** The capability that a template with such a resource needs. */
  readonly capability?: "CAPABILITY_IAM";
  /** Whether generated names must be in lower case, as for buckets. */
  readonly lowercase?: boolean;
  /** The maximum length of generated names; 64 by default. */
  readonly maxNameLength?: number;
  /** All attributes that `Fn::GetAtt` can read. */
  readonly attributes: readonly string[];
  /** Creates the resource. @returns its physical id */
  create(context: ResourceContext, properties: ReadFields<F>): Promise<string>;
  /**
   * Whether a create or update is complete; called repeatedly after both, and may take the next step. Without this
   * method they are complete at once.
   *
   * @throws AwsFault if the create or update failed
   */
  settle?(context: ResourceContext, existing: ExistingResource<ReadFields<F>>): Promise<boolean>;
  /**
   * Begins to change the resource in place; `settle` completes the change. Without this method, every change replaces
   * the resource.
   */
  update?(context: ResourceContext, existing: ExistingResource<ReadFields<F>>, desired: ReadFields<F>): Promise<void>;
  /** Deletes the resource. A fault that says that the resource does not exist counts as success. */
  remove(context: ResourceContext, existing: ExistingResource<ReadFields<F>>): Promise<void>;
  /** Whether the deletion that `remove` began is complete. Without this method it is complete at once. */
  isGone?(context: ResourceContext, existing: ExistingResource<ReadFields<F>>): boolean;
  /** The value of `Ref`. The physical id unless given. */
  ref?(context: ResourceContext, existing: ExistingResource<ReadFields<F>>): Json;
  /** The value of each attribute for `Fn::GetAtt`. */
  describe(context: ResourceContext, existing: ExistingResource<ReadFields<F>>): Attributes;
}

/** A resource type before it is bound to the cloud in which it creates resources. */
export type UnboundType = (cloud: () => Services) => ResourceType;

const MAX_NAME_LENGTH = 64;

export const defineResourceType =
  <const F extends Fields>(definition: TypeDefinition<F>): UnboundType =>
  (cloud) =>
    bindType(cloud, definition);

/** @param cloud called only when a method runs: by then all services are open */
function bindType<F extends Fields>(cloud: () => Services, definition: TypeDefinition<F>): ResourceType {
  const getContext = (resource: StackResource): ResourceContext => createResourceContext(cloud(), resource);
  const shape = record(definition.properties);
  const read = (properties: JsonObject): ReadFields<F> => shape.read(properties, "#", []);
  const readAll = ({ id, properties }: ExistingResource<JsonObject>): ExistingResource<ReadFields<F>> => ({
    id,
    properties: read(properties),
  });
  const {
    type,
    replacement,
    named,
    capability,
    lowercase = false,
    maxNameLength = MAX_NAME_LENGTH,
    attributes,
    update,
  } = definition;
  return {
    type,
    replacement,
    named,
    capability,
    lowercase,
    maxNameLength,
    attributes,
    tags: getTagsForm(definition.properties["Tags"]),
    isReplacing: (before, desired) => definition.isReplacing?.(read(before), read(desired)) ?? false,
    updates: update !== undefined,
    listProblems(properties) {
      const problems: Problem[] = [];
      shape.read(properties, "#", problems);
      return problems;
    },
    create: (resource, properties) => definition.create(getContext(resource), read(properties)),
    settle: async (resource, existing) => (await definition.settle?.(getContext(resource), readAll(existing))) ?? true,
    async update(resource, existing, desired) {
      await definition.update?.(getContext(resource), readAll(existing), read(desired));
      return undefined;
    },
    remove: (resource, existing) => definition.remove(getContext(resource), readAll(existing)),
    isGone: (resource, existing) => definition.isGone?.(getContext(resource), readAll(existing)) ?? true,
    ref: (resource, existing) => definition.ref?.(getContext(resource), readAll(existing)) ?? existing.id,
    describe: (resource, existing) => definition.describe(getContext(resource), readAll(existing)),
  };
}
