import { AwsFault } from "../../../../core/faults";
import type { Services } from "../../../framework/services";
import { addStackTags } from "../../model/deployment/provision";
import { evaluateDraft, createPlan, NO_RESOURCES, type Plan } from "../../model/deployment/plan";
import type { PlannedChange, PropertyChange, Source, StoredResource, StoredStack } from "../../model/deployment/stored";
import { listReferences, sortByDependencies } from "../../model/template/dependencies";
import { isObject, isSameJson, type Json, type JsonObject } from "../../model/properties/json";
import type { TemplateResource } from "../../model/template/template";

/** Each resource with the values that are known before an update. */
type Draft = Readonly<
  Record<
    string,
    {
      readonly template: TemplateResource;
      readonly properties: JsonObject;
      readonly metadata: Json;
      /** Whether the resource gets tags of the stack. */
      readonly isTagged: boolean;
    }
  >
>;

/** The change of a resource that is added. */
const createAddition = (logicalId: string, type: string): PlannedChange => ({
  ...{ action: "Add", logicalId, type, physicalId: undefined, replacement: undefined, scope: [], properties: [] },
});

const createRemoval = ({ logicalId, type, physicalId, deletionPolicy }: StoredResource): PlannedChange => ({
  ...{ action: "Remove", logicalId, type, physicalId, replacement: undefined, scope: [], properties: [] },
  policyAction: deletionPolicy === "Delete" ? "Delete" : "Retain",
});

/** The changes of a stack that is created: all resources are added. */
export const listAdditions = ({ targets }: Plan): readonly PlannedChange[] =>
  Object.entries(targets).map(([logicalId, { type }]) => createAddition(logicalId, type));

/** The changes that an update would make, resource by resource, as far as they are known before the update. */
export function listChanges(
  services: Services,
  stack: StoredStack,
  { source, plan }: { readonly source: Source; readonly plan: Plan },
): readonly PlannedChange[] {
  const { stacks, deployment } = services.cloudformation;
  const there = stacks.listResources(stack.id).filter(({ physicalId }) => physicalId !== "");
  const planned = createPlan(stack.source, stacks.getIdentity(stack));
  const before = createDraft(services, stack.source, planned);
  const after = createDraft(services, source, plan);
  const causes: Causes = {
    parameters: listChangedParameters(stack.source, source),
    resources: new Map(),
    stackTags: !isSameJson(toJson(stack.source.tags), toJson(source.tags)),
    isConditionMet: (name) => plan.createScope(NO_RESOURCES).isConditionMet(name),
  };
  const added = listAdditions(plan).filter(
    ({ logicalId }) => !there.some((resource) => resource.logicalId === logicalId),
  );
  const removed = there.filter(({ logicalId }) => !Object.hasOwn(plan.targets, logicalId)).map(createRemoval);
  const modified = sortForUpdate(plan, there).flatMap((resource): readonly PlannedChange[] => {
    const change = createModification(resource, {
      type: deployment.getType(resource.type),
      was: before[resource.logicalId],
      is: after[resource.logicalId],
      causes,
    });
    if (change !== undefined) causes.resources.set(resource.logicalId, change.replacement === "True");
    return change === undefined ? [] : [change];
  });
  return [...added, ...modified, ...removed];
}

const toJson = (value: readonly object[]): Json => JSON.parse(JSON.stringify(value)) as Json;

/** The parameters whose values differ, by name. */
function listChangedParameters(before: Source, after: Source): ReadonlySet<string> {
  const names = Object.keys(after.parameters);
  return new Set(names.filter((name) => before.parameters[name]?.value !== after.parameters[name]?.value));
}

/**
 * The resources in the order of their dependencies: a replacement must be known before the resources that refer to it
 * are compared.
 */
function sortForUpdate({ dependencies }: Plan, there: readonly StoredResource[]): readonly StoredResource[] {
  return sortByDependencies(dependencies).flatMap((name) => there.filter(({ logicalId }) => logicalId === name));
}

function createDraft(services: Services, source: Source, plan: Plan): Draft {
  return Object.fromEntries(
    Object.entries(plan.targets).map(([logicalId, target]) => {
      const type = services.cloudformation.deployment.types.get(target.type);
      const { metadata = null } = target;
      const properties = draftMembers(plan, target.properties);
      const draft: Draft[string] = {
        template: target,
        properties,
        isTagged: addStackTags(properties, source.tags, type?.tags) !== properties,
        metadata: draftMembers(plan, { metadata })["metadata"] ?? null,
      };
      return [logicalId, draft];
    }),
  );
}

function draftMembers(plan: Plan, members: JsonObject): JsonObject {
  try {
    const draft = evaluateDraft(plan, members);
    return isObject(draft) ? draft : {};
  } catch (error) {
    // A function over ids that are not known yet cannot be evaluated: the members are compared as they are written.
    if (error instanceof AwsFault) return members;
    throw error;
  }
}

const getPolicies = ({ deletionPolicy, updateReplacePolicy, dependsOn }: TemplateResource): JsonObject => ({
  deletionPolicy,
  updateReplacePolicy,
  dependsOn,
});

/** What may change a resource whose own template stays. */
interface Causes {
  readonly parameters: ReadonlySet<string>;
  /** The resources that change, and whether they are replaced. */
  readonly resources: Map<string, boolean>;
  readonly stackTags: boolean;
  isConditionMet(name: string): boolean;
}

interface ComparedResources {
  readonly type: { readonly replacement: readonly string[]; readonly updates: boolean };
  readonly was: Draft[string] | undefined;
  readonly is: Draft[string] | undefined;
  readonly causes: Causes;
}

type Reason = Pick<PropertyChange, "isSure" | "cause">;

/**
 * Why a value changes. A parameter's change is certain, and so is that of a replaced resource; another attribute of a
 * changed resource may stay, as LocalStack recorded on AWS (2025-04-08 to 2025-08-15, tests/aws/services/cloudformation).
 *
 * @param isChanged whether the value differs as far as it is known
 */
function listReasons(
  value: Json | undefined,
  isChanged: boolean,
  { parameters, resources }: Causes,
): readonly Reason[] {
  const references = listReferences(value);
  const named = new Set(references.map(({ name }) => name).filter((name) => isChanged && parameters.has(name)));
  const attributes = new Map(
    references
      .filter(({ name, attribute }) => resources.get(name) === true || (attribute !== undefined && resources.has(name)))
      .map(({ name, attribute }) => [attribute === undefined ? name : `${name}.${attribute}`, name]),
  );
  return [
    ...[...named].map((entity) => ({ isSure: true, cause: { source: "ParameterReference", entity } as const })),
    ...(isChanged ? [{ isSure: named.size === 0 }] : []),
    ...[...attributes].map(([entity, name]) => ({
      isSure: resources.get(name) ?? false,
      cause: { source: entity === name ? "ResourceReference" : "ResourceAttribute", entity } as const,
    })),
  ];
}

function listPropertyChanges({ type, was, is, causes }: Required<ComparedResources>): readonly PropertyChange[] {
  if (was === undefined || is === undefined) return [];
  const names = [...new Set([...Object.keys(was.properties), ...Object.keys(is.properties)])].sort();
  const properties = names.flatMap((name) => {
    const recreation = !type.updates || type.replacement.includes(name) ? ("Always" as const) : ("Never" as const);
    const isChanged = !isSameJson(was.properties[name], is.properties[name]);
    return listReasons(is.template.properties[name], isChanged, causes).map((reason) => ({
      ...{ name, recreation, ...reason },
    }));
  });
  const tags = causes.stackTags && (was.isTagged || is.isTagged);
  const metadata = listReasons(is.template.metadata, !isSameJson(was.metadata, is.metadata), causes).map(
    (reason): PropertyChange => ({ name: "Metadata", attribute: "Metadata", recreation: "Never", ...reason }),
  );
  const all: readonly PropertyChange[] = [
    ...metadata,
    ...properties,
    ...(tags ? [{ name: "Tags", attribute: "Tags", recreation: "Never", isSure: true } as const] : []),
  ];
  return [...all].sort((a, b) => rankCause(a) - rankCause(b));
}

/**
 * Parameters first, the template second, other resources last, as LocalStack recorded it most often on AWS, where the
 * order varies (2025-08-15, test_no_echo_parameter).
 */
const rankCause = ({ cause }: PropertyChange): number =>
  cause === undefined ? 1 : cause.source === "ParameterReference" ? 0 : 2;

function createModification(resource: StoredResource, compared: ComparedResources): PlannedChange | undefined {
  const { was, is } = compared;
  if (was === undefined || is === undefined) return undefined;
  const properties = listPropertyChanges(compared);
  const policies = !isSameJson(getPolicies(was.template), getPolicies(is.template));
  if (properties.length === 0 && !policies) return undefined;
  const { logicalId, physicalId } = resource;
  const recreating = properties.filter(({ recreation }) => recreation === "Always");
  const replacement = recreating.some(({ isSure, cause }) => isSure || cause === undefined)
    ? "True"
    : recreating.length > 0
      ? "Conditional"
      : "False";
  const hasMetadata = policies || properties.some(({ attribute }) => attribute === "Metadata");
  return {
    action: "Modify",
    logicalId,
    physicalId,
    type: resource.type,
    replacement,
    policyAction: replacement === "True" ? getReplacePolicy(is.template) : undefined,
    scope: [
      ...(hasMetadata ? (["Metadata"] as const) : []),
      ...(properties.some(({ attribute }) => attribute === undefined) ? (["Properties"] as const) : []),
      ...(properties.some(({ attribute }) => attribute === "Tags") ? (["Tags"] as const) : []),
    ],
    properties,
  };
}

const getReplacePolicy = ({ updateReplacePolicy }: TemplateResource) =>
  updateReplacePolicy === "Delete" ? ("ReplaceAndDelete" as const) : ("ReplaceAndRetain" as const);

/**
 * Whether an update would change nothing, outputs and descriptions included. Macros may always change something, and an
 * UpdateReplacePolicy counts (validated on AWS by LocalStack: test_update_stack_with_same_template_withoutchange_transformation,
 * test_update_with_previous_parameter_value).
 */
export function isSame(
  services: Services,
  stack: StoredStack,
  next: { readonly source: Source; readonly plan: Plan },
): boolean {
  if (
    next.plan.template.transforms.length > 0 ||
    listChanges(services, stack, next).length > 0 ||
    JSON.stringify(stack.source.tags) !== JSON.stringify(next.source.tags)
  )
    return false;
  const before = createPlan(stack.source, services.cloudformation.stacks.getIdentity(stack));
  return (
    isSameJson(draftOutputs(before), draftOutputs(next.plan)) &&
    isSameJson(listReplacePolicies(before), listReplacePolicies(next.plan))
  );
}

const listReplacePolicies = ({ template }: Plan): Json =>
  Object.fromEntries(
    Object.entries(template.resources).map(([name, { policies }]): [string, Json] => [name, policies[1] ?? null]),
  );

function draftOutputs(plan: Plan): Json {
  const conditions = plan.createScope({ ref: () => "", getAttribute: () => "", importValue: () => "" });
  const standing = Object.entries(plan.template.outputs).filter(
    ([, { condition }]) => condition === undefined || conditions.isConditionMet(condition),
  );
  return Object.fromEntries(
    standing.map(([key, { value, description, exportName }]): [string, Json] => {
      try {
        return [key, [evaluateDraft(plan, value), description ?? null, evaluateDraft(plan, exportName ?? null)]];
      } catch (error) {
        if (error instanceof AwsFault) return [key, [value, description ?? null, exportName ?? null]];
        throw error;
      }
    }),
  );
}
