import { setImmediate as nextTurn } from "node:timers/promises";
import type { ResourceTypes } from "../resource-type";
import { createPlan } from "./plan";
import { begin, resumeProvisioning, type Task, changeInPlace } from "./provision";
import { remove } from "./removing";
import {
  finishCleanup,
  finishDeletion,
  finishForward,
  finishFailure,
  createLeftoversRemoval,
  createStackRemoval,
  describeFailed,
  leave,
} from "./transitions";
import { DeploymentContext } from "./deployment-context";
import type { Stacks } from "./stacks";
import type { StoredStack, Work, PreviousState, StoredResource } from "./stored";

/**
 * Takes one step in rolling back an update: resources changed in place are changed back, replaced ones become current
 * again, and new ones will be deleted.
 *
 * @returns whether the rollback is over, successful or not
 */
async function rollBack(deployment: DeploymentContext, stack: StoredStack, work: Work): Promise<boolean> {
  for (const resource of deployment.stacks.listResources(stack.id)) {
    if (resource.isNew) releaseResource(deployment, stack, resource);
    else if (resource.earlier !== undefined && resource.progress !== "failed")
      await restore(deployment, stack, { resource, earlier: resource.earlier });
    // A stack may have 500 resources: other requests are answered between two of them.
    await nextTurn();
  }
  const changed = deployment.stacks.listResources(stack.id).filter(({ earlier }) => earlier !== undefined);
  const failed = changed.filter(({ progress }) => progress === "failed");
  if (failed.length < changed.length) return false;
  if (failed.length > 0) {
    deployment.enter(stack, {
      status: "UPDATE_ROLLBACK_FAILED",
      statusReason: describeFailed("update", failed),
      work: undefined,
      backTo: work.before,
    });
    return true;
  }
  const { before } = work;
  for (const resource of deployment.stacks.listResources(stack.id))
    deployment.stacks.saveResource({ ...resource, progress: "waiting", triedSince: undefined });
  deployment.enter(stack, {
    status: "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    ...(before === undefined ? {} : { source: before }),
    work: { ...work, phase: "cleanup" },
  });
  return true;
}

/** Moves a resource that the update added to the leftovers, which are deleted at the end. */
function releaseResource(deployment: DeploymentContext, stack: StoredStack, resource: StoredResource): void {
  const isRetained = resource.deletionPolicy === "Retain" && !stack.retainExceptOnCreate;
  if (resource.physicalId !== "") leave(deployment, { ...resource, deletionPolicy: isRetained ? "Retain" : "Delete" });
  else if (resource.status === "CREATE_FAILED")
    deployment.recordEvent(stack, { ...resource, status: "DELETE_COMPLETE" });
  deployment.stacks.dropResource(resource);
}

async function restore(
  deployment: DeploymentContext,
  stack: StoredStack,
  { resource, earlier }: { readonly resource: StoredResource; readonly earlier: PreviousState },
): Promise<void> {
  const asBefore = {
    properties: earlier.properties,
    attributes: earlier.attributes,
    reference: earlier.reference,
    dependsOn: earlier.dependsOn,
  };
  if (earlier.change === "replaced") {
    if (resource.physicalId !== "") leave(deployment, { ...resource, deletionPolicy: "Delete" });
    deployment.mark(
      stack,
      { ...resource, ...asBefore, physicalId: earlier.physicalId, earlier: undefined },
      { status: "UPDATE_COMPLETE", statusReason: undefined, progress: "done" },
    );
    return;
  }
  if (resource.progress === "making") {
    const { type, context } = deployment.resolveResource(stack, resource);
    if (await type.settle(context, { id: resource.physicalId, properties: earlier.properties }))
      deployment.mark(
        stack,
        { ...resource, ...asBefore, earlier: undefined },
        { status: "UPDATE_COMPLETE", statusReason: undefined, progress: "done" },
      );
    return;
  }
  const started =
    resource.progress === "started"
      ? resource
      : deployment.mark(stack, resource, {
          status: "UPDATE_IN_PROGRESS",
          statusReason: undefined,
          progress: "started",
        });
  await changeInPlace(deployment, stack, {
    resource: started,
    from: resource.properties,
    to: earlier.properties,
  });
}

/** ms of the cloud's clock between two steps of a deployment. */
const STEP_MS = 250;
const RESOURCES_PER_TURN = 20;

/**
 * Deploys stacks step by step on the cloud's clock. The progress is stored with the stack, so that a cloud that was
 * stopped continues the deployment when it starts again.
 */
export class Engine {
  readonly deployment: DeploymentContext;
  readonly #steps = new Map<string, Promise<void>>();

  constructor(stacks: Stacks, types: ResourceTypes) {
    this.deployment = new DeploymentContext(stacks, types);
    for (const { id, work } of stacks.listAll()) if (work !== undefined) this.#schedule(id, 0);
  }

  /** Begins a deployment of a stack, and writes the event of its first status. */
  start(
    stack: StoredStack,
    changes: Partial<StoredStack> & Pick<StoredStack, "status"> & { readonly work: Work },
  ): StoredStack {
    const started = this.deployment.enter(stack, { statusReason: "User Initiated", ...changes });
    this.#schedule(stack.id, 0);
    return started;
  }

  /** Puts a stack into REVIEW_IN_PROGRESS: it has only a change set so far. */
  review(stack: StoredStack): StoredStack {
    return this.deployment.enter(stack, { status: "REVIEW_IN_PROGRESS", statusReason: "User Initiated" });
  }

  #schedule(id: string, afterMs: number): void {
    const { clock } = this.deployment.stacks.core;
    clock.schedule(clock.now() + afterMs, () => this.#step(id));
  }

  /** Runs the next step of a stack after the one before, which may take longer than the interval. */
  #step(id: string): Promise<void> {
    const before = this.#steps.get(id) ?? Promise.resolve();
    const step = before
      .then(() => this.#advance(id))
      .finally(() => {
        if (this.#steps.get(id) === step) this.#steps.delete(id);
      });
    this.#steps.set(id, step);
    return step;
  }

  async #advance(id: string): Promise<void> {
    const stack = this.deployment.stacks.find(id);
    if (stack?.work === undefined) return;
    const isOver = await this.#carryOn(stack, stack.work);
    await this.deployment.stacks.core.storage.waitUntilDurable();
    const after = this.deployment.stacks.find(id);
    if (after?.work !== undefined) this.#schedule(id, isOver || after.work !== stack.work ? 0 : STEP_MS);
  }

  /** @returns whether this phase of the deployment is over */
  async #carryOn(stack: StoredStack, work: Work): Promise<boolean> {
    const { deployment } = this;
    if (work.kind === "delete" || (work.kind === "create" && work.phase === "back")) {
      if (!(await remove(deployment, stack, createStackRemoval(deployment, stack, work)))) return false;
      if (deployment.stacks.requireStack(stack.id).work === work) finishDeletion(deployment, stack, work);
      return true;
    }
    if (work.phase === "cleanup") {
      if (!(await remove(deployment, stack, createLeftoversRemoval(deployment, stack)))) return false;
      finishCleanup(deployment, stack, work);
      return true;
    }
    return work.phase === "back" ? rollBack(deployment, stack, work) : this.#forward(stack, work);
  }

  async #forward(stack: StoredStack, work: Work): Promise<boolean> {
    const { deployment } = this;
    const plan = createPlan(stack.source, deployment.stacks.getIdentity(stack));
    const listProgress = (): readonly string[] =>
      Object.keys(plan.targets).map((name) => describeProgress(deployment, stack, name));
    // Without rollback, a failure stops only the resources that depend on the failed one.
    const stopsAtFailure = work.onFailure !== "DO_NOTHING";
    const shouldStop = (): boolean => stopsAtFailure && listProgress().includes("failed");
    if (!(await this.#stepAll({ deployment, stack, plan }, { work, shouldStop }))) return true;
    const progress = listProgress();
    const isRunning = progress.includes("started") || progress.includes("making");
    const isLate = work.until !== undefined && deployment.now() >= work.until;
    if (isLate || (progress.includes("failed") && (stopsAtFailure || !isRunning))) {
      finishFailure(deployment, stack, { work, plan, isLate });
      return true;
    }
    if (!progress.every((item) => item === "done")) return false;
    finishForward(deployment, deployment.stacks.requireStack(stack.id), { work, plan });
    return true;
  }

  /** Takes steps with resources until none of them can go on for now. @returns whether the deployment is still wanted */
  async #stepAll(
    task: Omit<Task, "logicalId">,
    { work, shouldStop }: { readonly work: Work; readonly shouldStop: () => boolean },
  ): Promise<boolean> {
    const { deployment, stack, plan } = task;
    let hasStopped = shouldStop();
    let tried = 0;
    for (let went = true; went;) {
      went = false;
      for (const logicalId of Object.keys(plan.targets)) {
        if (deployment.stacks.requireStack(stack.id).work !== work) return false;
        if (hasStopped) break;
        went = (await this.#stepStack({ ...task, logicalId })) || went;
        hasStopped = describeProgress(deployment, stack, logicalId) === "failed" && shouldStop();
        // A template may have 500 resources: other requests are answered in between. A small stack begins in one turn.
        tried += 1;
        if (tried % RESOURCES_PER_TURN === 0) await nextTurn();
      }
    }
    return true;
  }

  /**
   * Takes a step with one resource, if the resources it depends on are done.
   * @returns whether it is done, so that others can go on
   */
  async #stepStack(task: Task): Promise<boolean> {
    const { deployment, stack, plan, logicalId } = task;
    const resource = deployment.stacks.findResource(stack.id, logicalId);
    const progress = resource?.progress ?? "waiting";
    if (progress === "done" || progress === "failed") return false;
    if (resource !== undefined && progress !== "waiting") {
      await resumeProvisioning(task, resource);
    } else {
      if (!(plan.dependencies[logicalId] ?? []).every((other) => describeProgress(deployment, stack, other) === "done"))
        return false;
      await begin(task);
      // A resource whose creation takes time is looked at again in the next step.
      return describeProgress(deployment, stack, logicalId) === "done";
    }
    return describeProgress(deployment, stack, logicalId) === "done";
  }
}

const describeProgress = (deployment: DeploymentContext, stack: StoredStack, logicalId: string): string =>
  deployment.stacks.findResource(stack.id, logicalId)?.progress ?? "waiting";
