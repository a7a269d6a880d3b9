import { setTimeout as pause } from "node:timers/promises";
import { explainError } from "../../../src/running/explain-error";
import { Failure } from "../command";
import { findSteps, type Owner, type Step } from "./ownership";

/**
 * Interval and total time of looking whether AWS has deleted a resource, in ms of real time. A Firehose or a stack
 * takes minutes.
 */
const EVERY_MS = 1_000;
const MAX_MS = 15 * 60_000;

/** A resource of a lab that exists. */
export interface ExistingResource {
  readonly lab: string;
  readonly title: string;
  readonly name: string;
  /** The owner, if that is another learner: the resource then stays. */
  readonly learner?: string;
}

/**
 * The labs' resources in the account, in the order of deletion. Changes nothing.
 *
 * @param missing receives the titles of the kinds whose service the region lacks
 */
export async function findStanding(
  labs: readonly string[],
  owner: Owner,
  missing = new Set<string>(),
): Promise<ExistingResource[]> {
  const standing: ExistingResource[] = [];
  for (const lab of labs)
    for (const { kind, listNames } of await findSteps(lab, owner)) {
      const { ours, others, isWithoutService = false } = await listNames();
      if (isWithoutService) missing.add(kind.title);
      standing.push(...ours.map((name) => ({ lab, title: kind.title, name })));
      standing.push(...others.map((other) => ({ lab, title: kind.title, ...other })));
    }
  return standing;
}

/**
 * Deletes the labs' resources, one kind after the other, and waits until AWS has deleted them. It keeps no state: after an interruption, a new run continues with
 * the resources that still exist.
 *
 * @param say called with a line for each deleted resource
 * @throws Failure with AWS's own reason if a resource stays
 */
export async function tearDown(labs: readonly string[], owner: Owner, say: (line: string) => void): Promise<void> {
  // All steps are found first: stacks, which hold the names that learners chose, are deleted, too.
  const steps: Step[] = [];
  for (const lab of labs) steps.push(...(await findSteps(lab, owner)));
  for (const step of steps) await removeAll(step, say);
}

async function removeAll(step: Step, say: (line: string) => void): Promise<void> {
  const { title } = step.kind;
  const until = performance.now() + MAX_MS;
  let { ours: before } = await step.listNames();
  if (before.length > 0) say(`Deleting: ${before.map((name) => `${title} ${name}`).join(", ")} …`);
  while (before.length > 0) {
    const reasons = await Promise.all(before.map((name) => deleteResource(step, name)));
    const { ours: left } = await step.listNames();
    for (const name of before) if (!left.includes(name)) say(`${title} ${name}: deleted`);
    if (left.length > 0 && performance.now() > until)
      throw new Failure(
        `${title} ${left.join(", ")} is still there. ${reasons.find((reason) => reason !== undefined) ?? "AWS is still deleting it."} Run this command again: it continues where it stopped.`,
      );
    if (left.length > 0) await pause(EVERY_MS);
    before = left;
  }
}

/**
 * Asks AWS to delete a resource. Returns AWS's reason if it refuses, which isn't always an error: a resource in use may
 * be free later, and a missing one is the goal.
 */
async function deleteResource({ kind }: Step, name: string): Promise<string | undefined> {
  try {
    await kind.remove(name);
    return undefined;
  } catch (error) {
    // A refusal for lack of permission will not change in a minute.
    if (error instanceof Error && /AccessDenied|UnauthorizedOperation|ExpiredToken|RequestExpired/.test(error.name))
      throw new Failure(
        `${kind.title} ${name} was not deleted. ${explainError(error)} Then run this command again: it continues where it stopped.`,
        { cause: error },
      );
    return explainError(error);
  }
}
