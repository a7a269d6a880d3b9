import { AwsFault } from "../../../../core/faults";
import { createInvalidRequestFault } from "../faults";
import type { ResourceType } from "../resource-type";
import { evaluate } from "../template/evaluate";
import { isList, isObject, isSameJson, type Json, type JsonObject } from "../properties/json";
import type { Scope } from "../template/scope";
import type { TemplateResource } from "../template/template";
import { SUFFIX_LETTERS } from "./stack-resource";
import type { Plan } from "./plan";
import { formatProblems } from "./reasons";
import { retryOrFail, createResolver } from "./retry";
import type { DeploymentContext } from "./deployment-context";
import type { PreviousState, StoredResource, StoredStack, Tag } from "./stored";
import { toTagsByKey } from "../properties/api-shape";
import { leave } from "./transitions";

interface Change {
  readonly resource: StoredResource;
  readonly from: JsonObject;
  readonly to: JsonObject;
}

/** Lets a resource's service change the resource, forward by an update or back by a rollback; later steps wait until the change is complete. */
export async function changeInPlace(
  deployment: DeploymentContext,
  stack: StoredStack,
  { resource, from, to }: Change,
): Promise<void> {
  const { type, context } = deployment.resolveResource(stack, resource);
  try {
    const { physicalId: before } = resource;
    const physicalId = (await type.update(context, { id: before, properties: from }, to)) ?? before;
    if (physicalId !== before) leave(deployment, { ...resource, properties: from });
    deployment.stacks.saveResource({ ...resource, physicalId, progress: "making", triedSince: undefined });
  } catch (error) {
    retryOrFail(deployment, stack, { resource, error, status: "UPDATE_FAILED" });
  }
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** A resource to create or change, in a plan. */
export interface Task {
  readonly deployment: DeploymentContext;
  readonly stack: StoredStack;
  readonly plan: Plan;
  readonly logicalId: string;
}

/** Begins with a resource: creates it, changes it, or finds it unchanged. */
export async function begin(task: Task): Promise<void> {
  const { deployment, stack, plan, logicalId } = task;
  const target = plan.targets[logicalId];
  if (target === undefined) throw new Error(`${logicalId} is not in the plan`);
  const before = deployment.stacks.findResource(stack.id, logicalId);
  const resource = before ?? createResource(task, target);
  const isThere = resource.physicalId !== "" && !resource.isNew;
  let desired: JsonObject;
  let metadata: Json | undefined;
  try {
    desired = evaluateProperties(task, target);
    metadata = target.metadata === undefined ? undefined : evaluate(target.metadata, createTaskScope(task));
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    deployment.mark(stack, resource, {
      status: isThere ? "UPDATE_FAILED" : "CREATE_FAILED",
      statusReason: error.message,
      progress: "failed",
    });
    return;
  }
  const details = {
    deletionPolicy: target.deletionPolicy,
    updateReplacePolicy: target.updateReplacePolicy,
    metadata,
    dependsOn: plan.dependencies[logicalId] ?? [],
  };
  if (!isThere) {
    const started = deployment.mark(
      stack,
      { ...resource, ...details, properties: desired },
      { status: "CREATE_IN_PROGRESS", statusReason: undefined, progress: "started", isNew: true },
    );
    return make(task, started);
  }
  if (isSameJson(resource.properties, desired)) {
    deployment.mark(stack, { ...resource, ...details }, { progress: "done" });
    return;
  }
  await change(task, { ...resource, ...details }, desired);
}

function createResource(
  { deployment, stack, logicalId }: Task,
  { type, metadata, deletionPolicy, updateReplacePolicy }: TemplateResource,
): StoredResource {
  return {
    stackId: stack.id,
    logicalId,
    type,
    metadata,
    deletionPolicy,
    updateReplacePolicy,
    physicalId: "",
    status: "CREATE_IN_PROGRESS",
    statusReason: undefined,
    updatedAt: deployment.now(),
    properties: {},
    attributes: {},
    reference: "",
    dependsOn: [],
    suffix: createSuffix(deployment),
    progress: "waiting",
    triedSince: undefined,
    earlier: undefined,
    isNew: true,
  };
}

const createSuffix = (deployment: DeploymentContext): string =>
  deployment.stacks.random.drawText(SUFFIX_LETTERS, LETTERS);

const createTaskScope = ({ deployment, stack, plan, logicalId }: Task): Scope =>
  plan.createScope(createResolver(deployment, stack, logicalId));

function evaluateProperties(task: Task, { type, properties }: TemplateResource): JsonObject {
  const { deployment, stack, logicalId } = task;
  const desired = evaluate(properties, createTaskScope(task));
  if (!isObject(desired))
    throw createInvalidRequestFault(`[/Resources/${logicalId}/Properties] Properties must be an object.`);
  const problems = deployment.getType(type).listProblems(desired);
  if (problems.length > 0) throw createInvalidRequestFault(formatProblems(logicalId, problems));
  return addStackTags(desired, stack.source.tags, deployment.getType(type).tags);
}

/**
 * A stack's tags are added to its resources; a tag of the resource itself wins, as in the handlers that AWS publishes
 * (aws-cloudformation-resource-providers-ssm, TagHelper.java).
 */
export function addStackTags(properties: JsonObject, tags: readonly Tag[], form: ResourceType["tags"]): JsonObject {
  const resourceTags = properties["Tags"] ?? (form === "list" ? [] : {});
  if (form === undefined || tags.length === 0) return properties;
  if (form === "map" && isObject(resourceTags))
    return { ...properties, Tags: { ...toTagsByKey(tags), ...resourceTags } };
  if (form === "map" || !isList(resourceTags)) return properties;
  const isSaid = (key: string): boolean => resourceTags.some((item: Json) => isObject(item) && item["Key"] === key);
  return {
    ...properties,
    Tags: [...resourceTags, ...tags.filter(({ Key }) => !isSaid(Key)).map(({ Key, Value }) => ({ Key, Value }))],
  };
}

/** Creates a resource, for the first time or as the replacement of an existing one. */
async function make(task: Task, resource: StoredResource): Promise<void> {
  const { deployment, stack } = task;
  const isReplacing = resource.earlier !== undefined;
  let current = resource;
  const notePhysicalId = (id: string): void => {
    if (current.physicalId === id) return;
    current = { ...current, physicalId: id };
    deployment.stacks.saveResource(current);
  };
  const { type, context } = deployment.resolveResource(stack, resource, notePhysicalId);
  try {
    notePhysicalId(await type.create(context, resource.properties));
    deployment.mark(stack, current, {
      status: isReplacing ? "UPDATE_IN_PROGRESS" : "CREATE_IN_PROGRESS",
      statusReason: "Resource creation Initiated",
      progress: "making",
      triedSince: undefined,
    });
  } catch (error) {
    const status = isReplacing ? "UPDATE_FAILED" : "CREATE_FAILED";
    if (current.physicalId === "") retryOrFail(deployment, stack, { resource: current, error, status, isThere: false });
    else deployment.mark(stack, current, { status, statusReason: deployment.getReason(error), progress: "failed" });
  }
}

async function change(task: Task, resource: StoredResource, desired: JsonObject): Promise<void> {
  const { deployment, stack } = task;
  const type = deployment.getType(resource.type);
  const changed = [...new Set([...Object.keys(resource.properties), ...Object.keys(desired)])].filter(
    (key) => !isSameJson(resource.properties[key], desired[key]),
  );
  const replaces =
    !type.updates ||
    changed.some((key) => type.replacement.includes(key)) ||
    type.isReplacing(resource.properties, desired);
  const earlier: PreviousState = {
    physicalId: resource.physicalId,
    properties: resource.properties,
    attributes: resource.attributes,
    reference: resource.reference,
    dependsOn: resource.dependsOn,
    change: replaces ? "replaced" : "in place",
  };
  if (!replaces) {
    const started = deployment.mark(
      stack,
      { ...resource, earlier, properties: desired },
      { status: "UPDATE_IN_PROGRESS", statusReason: undefined, progress: "started" },
    );
    return alter(task, started);
  }
  const name = type.named === undefined ? undefined : desired[type.named];
  if (type.named !== undefined && name !== undefined && name === resource.properties[type.named]) {
    const says = `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${String(name)} and update the stack again.`;
    deployment.mark(stack, resource, { status: "UPDATE_FAILED", statusReason: says, progress: "failed" });
    return;
  }
  const started = deployment.mark(
    stack,
    { ...resource, earlier, properties: desired },
    {
      status: "UPDATE_IN_PROGRESS",
      progress: "started",
      statusReason: "Requested update requires the creation of a new physical resource; hence creating one.",
    },
  );
  await make(task, saveResource(deployment, { ...started, physicalId: "", suffix: createSuffix(deployment) }));
}

function saveResource(deployment: DeploymentContext, resource: StoredResource): StoredResource {
  deployment.stacks.saveResource(resource);
  return resource;
}

/** Changes a resource in place, from its old properties to the new ones. */
async function alter({ deployment, stack }: Task, resource: StoredResource): Promise<void> {
  const from = resource.earlier?.properties ?? resource.properties;
  await changeInPlace(deployment, stack, { resource, from, to: resource.properties });
}

/**
 * Continues with a resource: repeats a call that its service refused for now, or checks whether the resource is ready.
 */
export async function resumeProvisioning(task: Task, resource: StoredResource): Promise<void> {
  const { deployment, stack } = task;
  if (resource.progress === "started")
    return resource.earlier?.change === "in place" ? alter(task, resource) : make(task, resource);
  const { type, context, existing } = deployment.resolveResource(stack, resource);
  const isUpdate = resource.earlier !== undefined;
  try {
    if (!(await type.settle(context, existing))) return;
    const described = { attributes: type.describe(context, existing), reference: type.ref(context, existing) };
    deployment.mark(
      stack,
      { ...resource, ...described },
      { status: isUpdate ? "UPDATE_COMPLETE" : "CREATE_COMPLETE", statusReason: undefined, progress: "done" },
    );
  } catch (error) {
    retryOrFail(deployment, stack, { resource, error, status: isUpdate ? "UPDATE_FAILED" : "CREATE_FAILED" });
  }
}
