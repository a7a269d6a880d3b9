import { setTimeout as pause } from "node:timers/promises";
import { explainError } from "../../../src/running/explain-error";
import { Failure } from "../command";
import type { Owner, Step } from "./ownership";
import { stepsOf } from "./ownership";

/** How often it is looked whether AWS has deleted something, and for how long, in ms of real time. A Firehose or a stack takes minutes. */
const EVERY_MS = 1_000;
const LONGEST_MS = 15 * 60_000;

/** Something of a lab that is there. */
export interface Standing {
  readonly lab: string;
  readonly title: string;
  readonly name: string;
  /** Whose it is, where it is another learner's: it stays. */
  readonly learner?: string;
}

/** What there is of the labs in the account, in the order in which it is deleted. It looks only. */
export async function findStanding(labs: readonly string[], owner: Owner): Promise<Standing[]> {
  const standing: Standing[] = [];
  for (const lab of labs)
    for (const { kind, names } of await stepsOf(lab, owner)) {
      const { ours, others } = await names();
      standing.push(...ours.map((name) => ({ lab, title: kind.title, name })));
      standing.push(...others.map((other) => ({ lab, title: kind.title, ...other })));
    }
  return standing;
}

/**
 * Deletes what there is of the labs, one kind after the other, and waits until AWS has done it. It remembers nothing: after an interruption it goes on with what is
 * there then.
 *
 * @param say told each thing that is gone
 * @throws Failure with AWS's own reason if something stays
 */
export async function tearDown(labs: readonly string[], owner: Owner, say: (line: string) => void): Promise<void> {
  // Before the stacks are gone, which tell the names that learners chose.
  const steps: Step[] = [];
  for (const lab of labs) steps.push(...(await stepsOf(lab, owner)));
  for (const step of steps) await removeAll(step, say);
}

async function removeAll(step: Step, say: (line: string) => void): Promise<void> {
  const { title } = step.kind;
  const until = performance.now() + LONGEST_MS;
  let { ours: before } = await step.names();
  if (before.length > 0) say(`Deleting: ${before.map((name) => `${title} ${name}`).join(", ")} …`);
  while (before.length > 0) {
    const reasons = await Promise.all(before.map((name) => refusalOf(step, name)));
    const { ours: left } = await step.names();
    for (const name of before) if (!left.includes(name)) say(`${title} ${name}: deleted`);
    if (left.length > 0 && performance.now() > until)
      throw new Failure(
        `${title} ${left.join(", ")} is still there. ${reasons.find((reason) => reason !== undefined) ?? "AWS is at it."} Run this command again: it goes on where it is.`,
      );
    if (left.length > 0) await pause(EVERY_MS);
    before = left;
  }
}

/** Asks for it to be deleted. What is in use now may be free later, and what is gone was wanted gone. */
async function refusalOf({ kind }: Step, name: string): Promise<string | undefined> {
  try {
    await kind.remove(name);
    return undefined;
  } catch (error) {
    // Whoever may not delete it now may not do so in a minute.
    if (error instanceof Error && /AccessDenied|UnauthorizedOperation|ExpiredToken|RequestExpired/.test(error.name))
      throw new Failure(`${kind.title} ${name} was not deleted. ${explainError(error)}`, { cause: error });
    return explainError(error);
  }
}
