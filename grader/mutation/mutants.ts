import ts from "typescript";
import { listRegions, replaceRegionBodies } from "../../authoring/index";
import type { Skeleton, SkeletonText } from "../merge/skeleton";
import type { Edit, NodeContext } from "./edit";
import { isRead, MUTATIONS } from "./mutations";

/** The solution of one exercise with one mistake in it. */
export interface SolutionMutant {
  readonly exercise: string;
  /**
   * Identifies the mutant among those of its exercise: the kind of mutation, and the line before and after. Edits elsewhere in
   * the lab do not change the key.
   */
  readonly key: string;
  /** The lines between START and END. */
  readonly answer: readonly string[];
}

/** Makes every mutant of a lab's solution, in the order of the lab. The same solution gives the same mutants. */
export function createMutants({ cells, scripts }: Pick<Skeleton, "cells" | "scripts">): SolutionMutant[] {
  return [...cells, ...scripts].flatMap((text) => text.slots.flatMap((_, slot) => createMutantsOfText(text, slot)));
}

function createMutantsOfText(text: SkeletonText, slot: number): SolutionMutant[] {
  const { exercise = "", solution = [] } = text.slots[slot] ?? {};
  const lines = replaceRegionBodies(
    text.lines,
    text.slots.map((slot) => slot.solution),
  );
  const region = listRegions(lines)[slot];
  if (!region) throw new Error(`${text.id} has no region ${slot + 1}.`);
  const code = lines.join("\n");
  const start = lines.slice(0, region.start + 1).join("\n").length + 1;
  const end = start + solution.join("\n").length;
  const known = new Map<string, string>([[squeezeText(solution.join("\n")), ""]]);
  const counts = new Map<string, number>();
  return findEdits(code, { start, end }).flatMap(({ kind, edit }): SolutionMutant[] => {
    const mutated = code.slice(start, edit.start) + edit.text + code.slice(edit.end, end);
    if (known.has(squeezeText(mutated))) return [];
    known.set(squeezeText(mutated), "");
    const name = createKey(kind, code, edit);
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [{ exercise, key: count === 1 ? name : `${name} (${count})`, answer: mutated.split("\n") }];
  });
}

function findEdits(code: string, { start, end }: { start: number; end: number }): { kind: string; edit: Edit }[] {
  const file = ts.createSourceFile("solution.ts", code, ts.ScriptTarget.Latest, true);
  const inside: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (node.getStart() >= start && node.getEnd() <= end) inside.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const context = createContext(file, inside);
  return Object.entries(MUTATIONS).flatMap(([kind, mutation]) =>
    inside.flatMap((node) =>
      mutation(node, context)
        .filter((edit) => edit.start >= start && edit.end <= end)
        .map((edit) => ({ kind, edit })),
    ),
  );
}

function createContext(file: ts.SourceFile, inside: readonly ts.Node[]): NodeContext {
  const members = new Map<string, Set<string>>();
  const note = (object: string, name: string): void => {
    members.set(object, (members.get(object) ?? new Set()).add(name));
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) note(node.expression.getText(), node.name.text);
    if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression))
      note(node.expression.getText(), node.argumentExpression.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const names = inside.filter((node): node is ts.Identifier => ts.isIdentifier(node) && isRead(node));
  return {
    file,
    names: [...new Set(names.map(({ text }) => text))],
    getMembers: (object) => [...(members.get(object) ?? [])],
  };
}

/** `operator: if (a === b) → if (a !== b)`, from the whole lines that an edit touches. */
function createKey(kind: string, code: string, { start, end, text }: Edit): string {
  const first = code.lastIndexOf("\n", start - 1) + 1;
  const newLine = code.indexOf("\n", end);
  const last = newLine === -1 ? code.length : newLine;
  const before = toOneLine(code.slice(first, last));
  const after = toOneLine(code.slice(first, start) + text + code.slice(end, last));
  return `${kind}: ${before} → ${after === "" ? "(nothing)" : after}`;
}

/** The maximum number of characters of a line in a key; a longer line is cut. */
const MAX_LENGTH = 160;

function toOneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

const squeezeText = (text: string): string => text.replace(/\/\/[^\n"'`]*$/gm, "").replace(/\s+/g, "");
