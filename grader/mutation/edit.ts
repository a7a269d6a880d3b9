import type ts from "typescript";

/** A text that replaces a part of another text; offsets count UTF-16 units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The surroundings of a node, which a kind of mutation may use. */
export interface NodeContext {
  readonly file: ts.SourceFile;
  /** Names of variables that are used in the same region. */
  readonly names: readonly string[];
  /** Names of members that the file reads from the object with the given source text. */
  getMembers(object: string): readonly string[];
}

/** One kind of mistake: the edits that it can make at a node, possibly none. */
export type Mutation = (node: ts.Node, context: NodeContext) => readonly Edit[];

/** An edit that replaces a node by a text; the comments before the node stay. */
export function replaceNode(node: ts.Node, text: string): Edit {
  return { start: node.getStart(), end: node.getEnd(), text };
}

/** Edits that each replace a node by one of some texts. */
export function replaceWithEach(node: ts.Node, texts: readonly string[]): Edit[] {
  const nodeText = node.getText();
  return [...new Set(texts)].filter((text) => text !== nodeText).map((text) => replaceNode(node, text));
}

/** An edit that removes a node of a list, together with the comma after it. */
export function removeNode(node: ts.Node): Edit {
  const rest = node.getSourceFile().text.slice(node.getEnd());
  const comma = /^\s*,/.exec(rest)?.[0].length ?? 0;
  return { start: node.getStart(), end: node.getEnd() + comma, text: "" };
}

/** An edit that exchanges two nodes; the first must come before the second. */
export function swapNodes(first: ts.Node, second: ts.Node): Edit {
  const between = first.getSourceFile().text.slice(first.getEnd(), second.getStart());
  return {
    start: first.getStart(),
    end: second.getEnd(),
    text: `${second.getText()}${between}${first.getText()}`,
  };
}
