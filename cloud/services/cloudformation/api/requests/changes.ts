import { AwsFault } from "../../../../core/faults";
import type { Services } from "../../../framework/services";
import { addStackTags } from "../../model/deployment/provision";
import { evaluateDraft, createPlan, type Plan } from "../../model/deployment/plan";
import type { PlannedChange, Source, StoredResource, StoredStack } from "../../model/deployment/stored";
import { sortByDependencies } from "../../model/template/dependencies";
import { isObject, isSameJson, type Json, type JsonObject } from "../../model/properties/json";
import type { TemplateResource } from "../../model/template/template";

type Draft = Readonly<Record<string, { readonly properties: JsonObject; readonly rest: Json }>>;

/** The change of a resource that is added or removed. */
const createWholeChange = (
  action: "Add" | "Remove",
  { logicalId, type, physicalId }: Pick<PlannedChange, "logicalId" | "type" | "physicalId">,
): PlannedChange => ({ action, logicalId, type, physicalId, replacement: undefined, scope: [], properties: [] });

/** The changes of a stack that is created: all resources are added. */
export const listAdditions = ({ targets }: Plan): readonly PlannedChange[] =>
  Object.entries(targets).map(([logicalId, { type }]) =>
    createWholeChange("Add", { logicalId, type, physicalId: undefined }),
  );

/** The changes that an update would make, resource by resource, as far as they are known before the update. */
export function listChanges(
  services: Services,
  stack: StoredStack,
  { source, plan }: { readonly source: Source; readonly plan: Plan },
): readonly PlannedChange[] {
  const { stacks, deployment } = services.cloudformation;
  const there = stacks.listResources(stack.id).filter(({ physicalId }) => physicalId !== "");
  const before = createDraft(services, stack.source, createPlan(stack.source, stacks.getIdentity(stack)));
  const after = createDraft(services, source, plan);
  const replaced = new Set<string>();
  const added = listAdditions(plan).filter(
    ({ logicalId }) => !there.some((resource) => resource.logicalId === logicalId),
  );
  const removed = there
    .filter(({ logicalId }) => !Object.hasOwn(plan.targets, logicalId))
    .map((resource) => createWholeChange("Remove", resource));
  const modified = sortForUpdate(plan, there).flatMap((resource): readonly PlannedChange[] => {
    const change = createModification(resource, {
      type: deployment.getType(resource.type),
      was: before[resource.logicalId],
      is: after[resource.logicalId],
      replaced,
    });
    if (change?.replacement === "True") replaced.add(resource.logicalId);
    return change === undefined ? [] : [change];
  });
  return [...added, ...modified, ...removed];
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
      const properties = draftMembers(plan, target.properties);
      const metadata = draftMembers(plan, { metadata: target.metadata ?? null });
      return [
        logicalId,
        {
          properties: addStackTags(properties, source.tags, type?.tags),
          rest: { ...getPolicies(target), ...metadata },
        },
      ];
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

interface ComparedResources {
  readonly type: { readonly replacement: readonly string[]; readonly updates: boolean };
  readonly was: Draft[string] | undefined;
  readonly is: Draft[string] | undefined;
  /** Resources that will be replaced; properties that refer to them change, too. */
  readonly replaced: ReadonlySet<string>;
}

function createModification(
  resource: StoredResource,
  { type, was, is, replaced }: ComparedResources,
): PlannedChange | undefined {
  if (was === undefined || is === undefined) return undefined;
  const names = [...new Set([...Object.keys(was.properties), ...Object.keys(is.properties)])].sort();
  const directly = names.filter((name) => !isSameJson(was.properties[name], is.properties[name]));
  const indirectly = names.filter(
    (name) =>
      !directly.includes(name) &&
      [...replaced].some((other) => new RegExp(`\\{${other}[.}]`).test(JSON.stringify(is.properties[name]))),
  );
  const isRecreating = (name: string): boolean => !type.updates || type.replacement.includes(name);
  const properties = [
    ...directly.map((name) => ({
      name,
      isSure: true,
      recreation: isRecreating(name) ? ("Always" as const) : ("Never" as const),
    })),
    ...indirectly.map((name) => ({
      name,
      isSure: false,
      recreation: isRecreating(name) ? ("Conditionally" as const) : ("Never" as const),
    })),
  ];
  const policies = isSameJson(was.rest, is.rest) ? [] : ["Metadata" as const];
  if (properties.length === 0 && policies.length === 0) return undefined;
  const { logicalId, physicalId } = resource;
  const replacement = properties.some(({ recreation }) => recreation === "Always")
    ? "True"
    : properties.some(({ recreation }) => recreation === "Conditionally")
      ? "Conditional"
      : "False";
  const others = properties.some(({ name }) => name !== "Tags") ? ["Properties" as const] : [];
  const tags = properties.some(({ name }) => name === "Tags") ? ["Tags" as const] : [];
  return {
    action: "Modify",
    logicalId,
    physicalId,
    type: resource.type,
    replacement,
    scope: [...others, ...tags, ...policies],
    properties,
  };
}

/** Whether an update would change nothing, outputs and descriptions included. */
export function isSame(
  services: Services,
  stack: StoredStack,
  next: { readonly source: Source; readonly plan: Plan },
): boolean {
  if (
    listChanges(services, stack, next).length > 0 ||
    JSON.stringify(stack.source.tags) !== JSON.stringify(next.source.tags)
  )
    return false;
  const before = createPlan(stack.source, services.cloudformation.stacks.getIdentity(stack));
  return isSameJson(draftOutputs(before), draftOutputs(next.plan));
}

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
