import type { Lab } from "../lab";
import { formOfTags } from "./properties/tags";
import { record, type Fields, type Problem, type ReadFields } from "./properties/shape";
import { resourceContext, type ResourceContext } from "./resource-context";
import type { Attributes, Existing, ResourceType, StackResource } from "./resource-type";
import type { Json, JsonObject } from "./template/json";

/** A type of resource, as its service describes it. */
export interface TypeDefinition<F extends Fields> {
  /** `AWS::Kinesis::Stream` */
  readonly type: string;
  readonly properties: F;
  /** A change of one of these makes a new resource and removes the old one. */
  readonly replacement: readonly (keyof F & string)[];
  /** Whether a change within a property makes a new resource, where the property alone does not. */
  replaces?(before: ReadFields<F>, wanted: ReadFields<F>): boolean;
  /** The property that names it, if there is one: two resources cannot share it. */
  readonly named?: keyof F & string;
  /** The capability that a template with such a resource asks for. */
  readonly capability?: "CAPABILITY_IAM";
  /** Names that the type gives its resources, such as buckets, want only small letters. */
  readonly smallLetters?: boolean;
  /** The longest name that it takes; generated ones are cut to it. 64 unless told. */
  readonly longestName?: number;
  /** Every attribute that `Fn::GetAtt` knows. */
  readonly attributes: readonly string[];
  /** Makes the resource. @returns its physical id */
  create(context: ResourceContext, properties: ReadFields<F>): Promise<string>;
  /**
   * Whether the resource is as its properties say; asked again and again after create and update, it may take the next step.
   * Done at once unless told.
   *
   * @throws AwsFault if it failed
   */
  settle?(context: ResourceContext, existing: Existing<ReadFields<F>>): Promise<boolean>;
  /** Begins to change it in place; `settle` sees it through. Without this, every change makes a new one. */
  update?(context: ResourceContext, existing: Existing<ReadFields<F>>, wanted: ReadFields<F>): Promise<void>;
  /** Removes it. A fault that says that it is not there counts as done. */
  remove(context: ResourceContext, existing: Existing<ReadFields<F>>): Promise<void>;
  /** Whether what remove began is done. Done at once unless told. */
  isGone?(context: ResourceContext, existing: Existing<ReadFields<F>>): boolean;
  /** What `Ref` gives. The physical id unless told. */
  ref?(context: ResourceContext, existing: Existing<ReadFields<F>>): Json;
  /** The value of each attribute. */
  describe(context: ResourceContext, existing: Existing<ReadFields<F>>): Attributes;
}

/** A type that waits for the cloud in which it makes its resources. */
export type UnboundType = (cloud: () => Lab) => ResourceType;

const LONGEST_NAME = 64;

/** Makes a type out of its definition. */
export const resourceType =
  <const F extends Fields>(definition: TypeDefinition<F>): UnboundType =>
  (cloud) =>
    typeIn(cloud, definition);

/** @param cloud asked when work is done: by then all services are open */
function typeIn<F extends Fields>(cloud: () => Lab, definition: TypeDefinition<F>): ResourceType {
  const at = (resource: StackResource): ResourceContext => resourceContext(cloud(), resource);
  const shape = record(definition.properties);
  const read = (properties: JsonObject): ReadFields<F> => shape.read(properties, "#", []);
  const readAll = ({ id, properties }: Existing<JsonObject>): Existing<ReadFields<F>> => ({
    id,
    properties: read(properties),
  });
  const {
    type,
    replacement,
    named,
    capability,
    smallLetters = false,
    longestName = LONGEST_NAME,
    attributes,
    update,
  } = definition;
  return {
    type,
    replacement,
    named,
    capability,
    smallLetters,
    longestName,
    attributes,
    tags: formOfTags(definition.properties["Tags"]),
    replaces: (before, wanted) => definition.replaces?.(read(before), read(wanted)) ?? false,
    updates: update !== undefined,
    problems(properties) {
      const problems: Problem[] = [];
      shape.read(properties, "#", problems);
      return problems;
    },
    create: (resource, properties) => definition.create(at(resource), read(properties)),
    settle: async (resource, existing) => (await definition.settle?.(at(resource), readAll(existing))) ?? true,
    async update(resource, existing, wanted) {
      await definition.update?.(at(resource), readAll(existing), read(wanted));
      return undefined;
    },
    remove: (resource, existing) => definition.remove(at(resource), readAll(existing)),
    isGone: (resource, existing) => definition.isGone?.(at(resource), readAll(existing)) ?? true,
    ref: (resource, existing) => definition.ref?.(at(resource), readAll(existing)) ?? existing.id,
    describe: (resource, existing) => definition.describe(at(resource), readAll(existing)),
  };
}
