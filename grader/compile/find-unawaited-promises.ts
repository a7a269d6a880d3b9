import ts from "typescript";
import { walkSyntaxNodes } from "../../authoring/index";
import { memoize } from "../core/memoize";

/**
 * Finds calls in a script's answer whose promise is not awaited: the next statement then runs before the call is done, the function may end before it, or members of the result are read from the
 * promise. In a notebook the kernel sees this while the code runs; a script runs without the kernel, so its text is read.
 *
 * @param answer the lines that the learner wrote
 * @param script the lines of the whole script, whose functions and imports the answer calls
 * @returns      one sentence for each; none for a call whose promise is used as a value, or marked with `void`
 */
export function findUnawaitedPromises(answer: readonly string[], script: readonly string[]): string[] {
  const names = namesThatPromise([...script, ...answer].join("\n"));
  const found: string[] = [];
  // Parsed as the body of an async function, where `await` and `return` are allowed.
  for (const node of walkNodes(`async function answer() {\n${answer.join("\n")}\n}`)) {
    const dropped = getPromiseCall(ts.isExpressionStatement(node) ? node.expression : undefined, names);
    if (dropped) found.push(describeUnawaited(getCallName(dropped)));
    if (!ts.isVariableDeclaration(node) || !ts.isObjectBindingPattern(node.name)) continue;
    const opened = getPromiseCall(node.initializer, names);
    if (opened)
      found.push(
        `\`await\` is missing before ${getCallName(opened)}(…): without it, ${node.name.getText()} is read from a promise, not from the answer.`,
      );
  }
  return [...new Set(found)];
}

/** The call of an expression, if the call gives a promise; otherwise undefined. */
const getPromiseCall = (node: ts.Expression | undefined, names: ReadonlySet<string>): ts.CallExpression | undefined =>
  node && ts.isCallExpression(node) && isPromise(node, names) ? node : undefined;

/**
 * Whether a call gives a promise, judged by names: an SDK client's `send`, an async function of the script, a timer of
 * node:timers/promises.
 */
function isPromise({ expression, arguments: args }: ts.CallExpression, names: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(expression)) return names.has(expression.text);
  const last = args.at(-1);
  // With a callback, the SDK gives no promise.
  const hasCallback = last !== undefined && (ts.isArrowFunction(last) || ts.isFunctionExpression(last));
  return ts.isPropertyAccessExpression(expression) && expression.name.text === "send" && !hasCallback;
}

export const describeUnawaited = (name: string): string =>
  `Nothing waits for ${name}(…): \`await\` is missing before it. The next step runs before it's done, and the function may return too early.`;

/** What a call names: `kinesis.send`. */
export const getCallName = ({ expression }: ts.CallExpression): string => expression.getText().replace(/\s+/g, "");

const namesThatPromise = memoize((code: string): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const node of walkNodes(code)) for (const name of findPromiseNames(node)) names.add(name);
  return names;
});

function findPromiseNames(node: ts.Node): string[] {
  if (ts.isFunctionDeclaration(node) && isAsync(node)) return node.name ? [node.name.text] : [];
  if (ts.isVariableDeclaration(node)) return isAsync(node.initializer) ? [node.name.getText()] : [];
  if (!ts.isImportDeclaration(node) || !TIMERS.test(node.moduleSpecifier.getText())) return [];
  const named = node.importClause?.namedBindings;
  return named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name.text) : [];
}

const TIMERS = /^["'](node:)?timers\/promises["']$/;

function isAsync(node: ts.Node | undefined): boolean {
  if (!node) return false;
  if (!ts.isFunctionDeclaration(node) && !ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

const walkNodes = (code: string): Iterable<ts.Node> =>
  walkSyntaxNodes(ts.createSourceFile("script.ts", code, ts.ScriptTarget.Latest, true));
