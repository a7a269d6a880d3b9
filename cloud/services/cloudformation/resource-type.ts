import type { AwsFault } from "../../core/faults";
import type { Operation } from "../../core/operation";
import type { Lab } from "../lab";
import type { LabService } from "../service";
import type { Json, JsonObject } from "./template/json";
import { record, type Fields, type Problem, type ReadFields } from "./properties/shape";

/** What a type is given to work with. */
export interface Ground {
  readonly lab: Lab;
  readonly stackName: string;
  readonly stackId: string;
  readonly logicalId: string;
  /** A name for a resource that the template does not name, always the same for this making of it. */
  readonly generatedName: string;
  /** Says the physical id as soon as something is there, so that a rollback finds it if a later step of create fails. */
  made(id: string): void;
  /** Ends the work with a fault of a service. */
  fail(service: LabService, fault: AwsFault): never;
  /**
   * Carries out a service's own operation, with its own checks; the journal shows it as CloudFormation's.
   *
   * @throws AwsFault as the service answers it
   */
  call<Output>(
    service: LabService,
    operation: Operation<Lab>,
    input: Readonly<Record<string, unknown>>,
  ): Promise<Output>;
}

/** A resource that exists. */
export interface Existing<P> {
  /** What CloudFormation calls the physical id. */
  readonly id: string;
  readonly properties: P;
}

/** What `Fn::GetAtt` gives, by attribute. */
export type Attributes = Readonly<Record<string, Json>>;

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
  create(ground: Ground, properties: ReadFields<F>): Promise<string>;
  /**
   * Whether the resource is as its properties say; asked again and again after create and update, it may take the next step.
   * Done at once unless told.
   *
   * @throws AwsFault if it failed
   */
  settle?(ground: Ground, existing: Existing<ReadFields<F>>): Promise<boolean>;
  /** Begins to change it in place; `settle` sees it through. Without this, every change makes a new one. */
  update?(ground: Ground, existing: Existing<ReadFields<F>>, wanted: ReadFields<F>): Promise<void>;
  /** Removes it. A fault that says that it is not there counts as done. */
  remove(ground: Ground, existing: Existing<ReadFields<F>>): Promise<void>;
  /** Whether what remove began is done. Done at once unless told. */
  isGone?(ground: Ground, existing: Existing<ReadFields<F>>): boolean;
  /** What `Ref` gives. The physical id unless told. */
  ref?(ground: Ground, existing: Existing<ReadFields<F>>): Json;
  /** The value of each attribute. */
  describe(ground: Ground, existing: Existing<ReadFields<F>>): Attributes;
}

/** A type as CloudFormation works with it, whatever its properties are. */
export interface ResourceType {
  readonly type: string;
  /** Whether a stack's tags become the resource's. */
  readonly takesTags: boolean;
  readonly replacement: readonly string[];
  readonly named: string | undefined;
  readonly capability: "CAPABILITY_IAM" | undefined;
  readonly smallLetters: boolean;
  readonly longestName: number;
  readonly attributes: readonly string[];
  readonly updates: boolean;
  replaces(before: JsonObject, wanted: JsonObject): boolean;
  /** What is wrong with the properties, if anything. */
  problems(properties: JsonObject): readonly Problem[];
  create(ground: Ground, properties: JsonObject): Promise<string>;
  settle(ground: Ground, existing: Existing<JsonObject>): Promise<boolean>;
  update(ground: Ground, existing: Existing<JsonObject>, wanted: JsonObject): Promise<void>;
  remove(ground: Ground, existing: Existing<JsonObject>): Promise<void>;
  isGone(ground: Ground, existing: Existing<JsonObject>): boolean;
  ref(ground: Ground, existing: Existing<JsonObject>): Json;
  describe(ground: Ground, existing: Existing<JsonObject>): Attributes;
}

/** The types, by name. */
export type ResourceTypes = ReadonlyMap<string, ResourceType>;

const LONGEST_NAME = 64;

/** Makes a type out of its definition. */
export function resourceType<const F extends Fields>(definition: TypeDefinition<F>): ResourceType {
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
    takesTags: definition.properties["Tags"] !== undefined && definition.properties["Tags"].kind !== "refused",
    replaces: (before, wanted) => definition.replaces?.(read(before), read(wanted)) ?? false,
    updates: update !== undefined,
    problems(properties) {
      const problems: Problem[] = [];
      shape.read(properties, "#", problems);
      return problems;
    },
    create: (ground, properties) => definition.create(ground, read(properties)),
    settle: async (ground, existing) => (await definition.settle?.(ground, readAll(existing))) ?? true,
    async update(ground, existing, wanted) {
      await definition.update?.(ground, readAll(existing), read(wanted));
    },
    remove: (ground, existing) => definition.remove(ground, readAll(existing)),
    isGone: (ground, existing) => definition.isGone?.(ground, readAll(existing)) ?? true,
    ref: (ground, existing) => definition.ref?.(ground, readAll(existing)) ?? existing.id,
    describe: (ground, existing) => definition.describe(ground, readAll(existing)),
  };
}
