import type ts from "typescript";

/** Text that takes the place of another; offsets count UTF-16 units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The surroundings of a node, which a kind of mutation may look at. */
export interface Surroundings {
  readonly file: ts.SourceFile;
  /** Names of variables that are used in the same region. */
  readonly names: readonly string[];
  /** Names of members that the file reads of the object whose text is given. */
  membersOf(object: string): readonly string[];
}

/** One kind of mistake: the edits that it makes of a node, none if the node gives no occasion. */
export type Mutation = (node: ts.Node, around: Surroundings) => readonly Edit[];

/** An edit that puts a text in the place of a node, without the comments before the node. */
export function replaced(node: ts.Node, text: string): Edit {
  return { start: node.getStart(), end: node.getEnd(), text };
}

/** Edits that put each of some texts in the place of a node. */
export function eachInPlaceOf(node: ts.Node, texts: readonly string[]): Edit[] {
  const own = node.getText();
  return [...new Set(texts)].filter((text) => text !== own).map((text) => replaced(node, text));
}

/** An edit that takes away a node of a list, with the comma after it. */
export function removed(node: ts.Node): Edit {
  const rest = node.getSourceFile().text.slice(node.getEnd());
  const comma = /^\s*,/.exec(rest)?.[0].length ?? 0;
  return { start: node.getStart(), end: node.getEnd() + comma, text: "" };
}

/** An edit that exchanges two nodes, the first of which stands before the second. */
export function swapped(first: ts.Node, second: ts.Node): Edit {
  const between = first.getSourceFile().text.slice(first.getEnd(), second.getStart());
  return {
    start: first.getStart(),
    end: second.getEnd(),
    text: `${second.getText()}${between}${first.getText()}`,
  };
}
