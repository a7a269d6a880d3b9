import { declarationsOf, mentionsOf } from "./declarations";
import type { Declaration } from "./declarations";

/**
 * Finds the helpers that come along with a learner's answers.
 *
 * Rule: a declaration (function, class, variable, type, import) at the top level of a cell or script, outside the regions,
 * comes along if an answer mentions its name, or another helper that comes along does. A name that the skeleton declares
 * stays the skeleton's. Of two declarations of a name the later counts. Statements that declare nothing stay behind.
 *
 * @param beside  the learner's code outside the regions, one entry a cell, or the script
 * @param answers the learner's regions that are going to run
 * @param given   names that the skeleton declares
 * @returns       their lines, imports first, otherwise in the learner's order; empty if the answers need none
 */
export function helpersFor(
  beside: readonly string[],
  answers: readonly string[],
  given: ReadonlySet<string>,
): string[] {
  const byName = new Map<string, Declaration>();
  const order = beside.flatMap(declarationsOf);
  for (const declaration of order) for (const name of declaration.names) byName.set(name, declaration);
  const wanted = answers.flatMap((answer) => [...mentionsOf(answer)]);
  const taken = new Set<Declaration>();
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const declaration = given.has(name) ? undefined : byName.get(name);
    if (!declaration || taken.has(declaration)) continue;
    taken.add(declaration);
    wanted.push(...declaration.mentions);
  }
  const helpers = order.filter((declaration) => taken.has(declaration));
  const sorted = [...helpers.filter(({ isImport }) => isImport), ...helpers.filter(({ isImport }) => !isImport)];
  return sorted.flatMap(({ text }) => text.split("\n"));
}
