import type * as typescript from "typescript";
import type { TypeScript } from "./compiler-api";
import { attachDocs } from "./packages-docs";

/** One suggestion. */
interface CompletionItem {
  readonly name: string;
  /** In the words of editors: `method`, `variable`, `class`. */
  readonly kind: string;
  /** The value's type, in TypeScript. */
  readonly signature?: string;
  readonly documentation?: string;
}

/** Offsets count UTF-16 units of the cell. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly items: readonly CompletionItem[];
  /** The name of the property or the parameter whose text is being written, such as `streamName`. */
  readonly expects?: string;
}

/** The position of the last completion request, in the file that TypeScript made from the cell. */
export interface CompletionRequest {
  readonly program: typescript.Program;
  readonly file: typescript.SourceFile;
  readonly position: number;
  readonly entries: readonly Entry[];
}

type Entry = typescript.CompletionEntry & { readonly symbol?: typescript.Symbol };

/** tslab's answer. */
interface TslabCompletions {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

/** Items whose types are looked up: a longer list is filtered further before anybody reads it. */
const MOST_TYPED = 100;

/** Adds kinds, types and documentation to the names that tslab found, and completes within text itself. */
export function describeCompletion(ts: TypeScript, found: TslabCompletions, request: CompletionRequest): Completion {
  const text = findText(ts, request);
  if (text !== undefined) return completeText(ts, request, { text, shift: request.position - found.start });
  const entries = new Map(request.entries.map((entry) => [entry.name, entry]));
  const items = found.candidates.flatMap((name) => {
    const entry = entries.get(name);
    return entry === undefined ? [] : [entry];
  });
  return {
    start: found.start,
    end: found.end,
    items: items.map((entry, index) => toItem(ts, request, { entry, at: index })),
  };
}

/** The text between quotes in which the cursor stands. */
function findText(ts: TypeScript, { file, position }: CompletionRequest): typescript.StringLiteralLike | undefined {
  const visit = (node: typescript.Node): typescript.StringLiteralLike | undefined => {
    if (position <= node.getStart(file) || position > node.end) return undefined;
    if (!ts.isStringLiteralLike(node)) return ts.forEachChild(node, visit);
    const isClosed = node.end - node.getStart(file) > 1 && file.text[node.end - 1] === file.text[node.getStart(file)];
    return position <= node.end - (isClosed ? 1 : 0) ? node : undefined;
  };
  return visit(file);
}

interface StringPosition {
  readonly text: typescript.StringLiteralLike;
  /** How much further an offset is in TypeScript's file than in the cell. */
  readonly shift: number;
}

function completeText(ts: TypeScript, request: CompletionRequest, { text, shift }: StringPosition): Completion {
  const { file, position, entries, program } = request;
  const inner = text.getStart(file) + 1;
  // In a path only the part after the last slash is replaced.
  const start = entries[0]?.replacementSpan?.start ?? inner;
  const typed = file.text.slice(start, position);
  const fitting = entries.filter(({ name }) => name.startsWith(typed));
  const expects = findExpected(ts, program.getTypeChecker(), text);
  return {
    start: start - shift,
    end: position - shift,
    items: fitting.map((entry, index) => toItem(ts, request, { entry, at: index })),
    ...(expects === undefined ? {} : { expects }),
  };
}

/** The name of the property or the parameter that gets a text. */
function findExpected(
  ts: TypeScript,
  checker: typescript.TypeChecker,
  text: typescript.StringLiteralLike,
): string | undefined {
  const { parent } = text;
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent))
    return ts.isIdentifier(parent.name) ? parent.name.text : undefined;
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return undefined;
  const at = parent.arguments?.indexOf(text) ?? -1;
  return checker.getResolvedSignature(parent)?.parameters[at]?.name;
}

function toItem(
  ts: TypeScript,
  { program, file }: CompletionRequest,
  { entry, at }: { entry: Entry; at: number },
): CompletionItem {
  const named = { name: entry.name, kind: KINDS[entry.kind] ?? entry.kind };
  const symbol = at < MOST_TYPED ? entry.symbol : undefined;
  if (symbol === undefined) return named;
  const checker = program.getTypeChecker();
  const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  attachDocs(ts, checker, real);
  const documentation = ts.displayPartsToString(real.getDocumentationComment(checker));
  return {
    ...named,
    ...(real.flags & ts.SymbolFlags.Value
      ? { signature: checker.typeToString(checker.getTypeOfSymbolAtLocation(real, file)) }
      : {}),
    ...(documentation === "" ? {} : { documentation }),
  };
}

/** TypeScript's kinds in the words of editors, where the two differ. */
const KINDS: Readonly<Record<string, string>> = {
  const: "variable",
  let: "variable",
  var: "variable",
  "local var": "variable",
  "local function": "function",
  "local class": "class",
  parameter: "variable",
  getter: "property",
  setter: "property",
  alias: "module",
  directory: "folder",
  script: "file",
  "external module name": "module",
  "primitive type": "type",
  "type parameter": "type",
};
