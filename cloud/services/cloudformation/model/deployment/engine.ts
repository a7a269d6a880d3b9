import { setImmediate as nextTurn } from "node:timers/promises";
import type { ResourceTypes } from "../resource-type";
import { createPlan } from "./plan";
import { begin, goOn, type Task } from "./provision";
import { remove } from "./removing";
import { rollBack } from "./rollback";
import {
  finishCleanup,
  finishDeletion,
  finishForward,
  finishFailure,
  createLeftoversRemoval,
  createStackRemoval,
} from "./transitions";
import { DeploymentContext } from "./deployment-context";
import type { Stacks } from "./stacks";
import type { StoredStack, Work } from "./stored";

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
    const isStillWanted = (): boolean => deployment.stacks.requireStack(stack.id).work === work;
    let hasFailed = Object.keys(plan.targets).some((name) => describeProgress(deployment, stack, name) === "failed");
    let tried = 0;
    for (let went = true; went;) {
      went = false;
      for (const logicalId of Object.keys(plan.targets)) {
        if (!isStillWanted()) return true;
        if (hasFailed) break;
        went = (await this.#stepStack({ deployment, stack, plan, logicalId })) || went;
        hasFailed = describeProgress(deployment, stack, logicalId) === "failed";
        // A template may have 500 resources: other requests are answered in between. A small stack begins in one turn.
        tried += 1;
        if (tried % RESOURCES_PER_TURN === 0) await nextTurn();
      }
    }
    const isLate = work.until !== undefined && deployment.now() >= work.until;
    if (hasFailed || isLate) {
      finishFailure(deployment, stack, { work, plan, isLate });
      return true;
    }
    if (!Object.keys(plan.targets).every((name) => describeProgress(deployment, stack, name) === "done")) return false;
    finishForward(deployment, deployment.stacks.requireStack(stack.id), { work, plan });
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
      await goOn(task, resource);
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
