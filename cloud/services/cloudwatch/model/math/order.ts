import { createInvalidExpressionFault } from "../faults";
import type { ParsedExpression } from "./parse";

/**
 * The Ids of expressions in an order in which each expression follows those that it refers to, whatever their order in
 * the request.
 *
 * @throws AwsFault ValidationError if expressions refer to each other in a circle
 */
export function sortByDependencies(expressions: ReadonlyMap<string, ParsedExpression>): readonly string[] {
  const waitsFor = new Map(
    [...expressions].map(([id, { names }]) => [id, new Set([...names].filter((name) => expressions.has(name)))]),
  );
  const ordered: string[] = [];
  let ready = [...waitsFor].filter(([, names]) => names.size === 0).map(([id]) => id);
  while (ready.length > 0) {
    ordered.push(...ready);
    const done = ready;
    for (const id of done) waitsFor.delete(id);
    ready = [];
    for (const [id, names] of waitsFor) {
      for (const item of done) names.delete(item);
      if (names.size === 0) ready.push(id);
    }
  }
  const [stuck] = waitsFor.keys();
  if (stuck !== undefined) throw createInvalidExpressionFault(stuck, "It depends on itself");
  return ordered;
}
