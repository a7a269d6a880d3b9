import { setTimeout as pause } from "node:timers/promises";
import { explainError } from "../../../src/running/explain-error";
import { Failure } from "../command";
import type { Found, MadeByLab } from "./made-by-labs";
import { MADE_BY_LABS, studentsOf } from "./made-by-labs";
import { stack } from "./resource-kinds";

/** How often it is looked whether AWS has deleted something, and for how long, in ms of real time. A Firehose or a stack takes minutes. */
const EVERY_MS = 1_000;
const LONGEST_MS = 15 * 60_000;

/** Something of a lab that is there. */
export interface Standing {
  readonly lab: string;
  readonly title: string;
  readonly name: string;
}

/** What there is of the labs in the account, in the order in which it is deleted. It looks only. */
export async function findStanding(labs: readonly string[], account: string): Promise<Standing[]> {
  const found = await foundIn(account);
  const standing: Standing[] = [];
  for (const lab of labs)
    for (const made of MADE_BY_LABS[lab] ?? [])
      standing.push(...(await namesOf(made, found)).map((name) => ({ lab, title: made.kind.title, name })));
  return standing;
}

/**
 * Deletes what there is of the labs, one kind after the other, and waits until AWS has done it. It remembers nothing: after an interruption it goes on with what is
 * there then.
 *
 * @param say told each thing that is gone
 * @throws Failure with AWS's own reason if something stays
 */
export async function tearDown(labs: readonly string[], account: string, say: (line: string) => void): Promise<void> {
  // Before the stacks that tell them are gone.
  const found = await foundIn(account);
  for (const lab of labs) for (const made of MADE_BY_LABS[lab] ?? []) await removeAll(made, found, say);
}

const foundIn = async (account: string): Promise<Found> => ({ account, students: studentsOf(await stack.list()) });

async function removeAll(made: MadeByLab, found: Found, say: (line: string) => void): Promise<void> {
  const { title } = made.kind;
  const until = performance.now() + LONGEST_MS;
  let before = await namesOf(made, found);
  if (before.length > 0) say(`Deleting: ${before.map((name) => `${title} ${name}`).join(", ")} …`);
  while (before.length > 0) {
    const reasons = await Promise.all(before.map((name) => refusalOf(made, name)));
    const left = await namesOf(made, found);
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
async function refusalOf({ kind }: MadeByLab, name: string): Promise<string | undefined> {
  try {
    await kind.remove(name);
    return undefined;
  } catch (error) {
    // Whoever may not delete it now may not do so in a minute.
    if (error instanceof Error && /AccessDenied|UnauthorizedOperation|ExpiredToken/.test(error.name))
      throw new Failure(`${kind.title} ${name} was not deleted. ${explainError(error)}`, { cause: error });
    return explainError(error);
  }
}

async function namesOf({ kind, isOurs }: MadeByLab, found: Found): Promise<string[]> {
  const ours: string[] = [];
  for (const name of await kind.list()) if (await isOurs(name, found)) ours.push(name);
  return ours;
}
