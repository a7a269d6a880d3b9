import { declarationsOf, mentionsOf, type Declaration } from "./declarations";

/**
 * Finds the learner's helpers that the learner's answers use.
 *
 * Rule: a declaration (function, class, variable, type, import) at the top level of a cell or script, outside the regions,
 * is taken if an answer or another taken helper mentions its name. A name that the skeleton declares stays the skeleton's.
 * Of two declarations of a name the later one counts. Statements that declare nothing are not taken.
 *
 * @param beside  the learner's code outside the regions, one entry a cell, or the script
 * @param answers the bodies of the learner's regions that will run
 * @param starterNames   names that the skeleton declares
 * @returns       the helpers' lines, imports first, otherwise in the learner's order; empty if the answers need none
 */
export function findHelpers(
  beside: readonly string[],
  answers: readonly string[],
  starterNames: ReadonlySet<string>,
): string[] {
  const byName = new Map<string, Declaration>();
  const order = beside.flatMap(declarationsOf);
  for (const declaration of order) for (const name of declaration.names) byName.set(name, declaration);
  const requested = answers.flatMap((answer) => [...mentionsOf(answer)]);
  const taken = new Set<Declaration>();
  for (let name = requested.pop(); name !== undefined; name = requested.pop()) {
    const declaration = starterNames.has(name) ? undefined : byName.get(name);
    if (!declaration || taken.has(declaration)) continue;
    taken.add(declaration);
    requested.push(...declaration.mentions);
  }
  const helpers = order.filter((declaration) => taken.has(declaration));
  const sorted = [...helpers.filter(({ isImport }) => isImport), ...helpers.filter(({ isImport }) => !isImport)];
  return sorted.flatMap(({ text }) => text.split("\n"));
}
