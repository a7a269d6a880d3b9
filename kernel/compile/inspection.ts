import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";

/** Information about a name: its TypeScript signature and its documentation. */
export interface Inspection {
  readonly signature: string;
  readonly documentation: string;
}

/**
 * Offsets in a cell where there may be a name that the cursor refers to: the cursor's own, then the names of the calls between whose brackets
 * it stands, from the innermost.
 */
export function listOffsets(ts: TypeScript, code: string, offset: number): number[] {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const called: number[] = [];
  const visit = (node: typescript.Node): void => {
    if (offset < node.pos || offset > node.end) return;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && offset > node.expression.end)
      called.unshift(findNameStart(ts, node.expression, file));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [offset, ...called];
}

const findNameStart = (ts: TypeScript, called: typescript.Expression, file: typescript.SourceFile): number =>
  (ts.isPropertyAccessExpression(called) ? called.name : called).getStart(file);

export function toInspection(info: typescript.QuickInfo): Inspection {
  const join = (parts: readonly { text: string }[] = []): string => parts.map(({ text }) => text).join("");
  const tags = (info.tags ?? []).map(({ name, text }) => `@${name} ${join(text)}`.trimEnd());
  return {
    signature: join(info.displayParts),
    documentation: [join(info.documentation), ...tags].filter((text) => text !== "").join("\n"),
  };
}
