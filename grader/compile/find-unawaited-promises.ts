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

/**
 * Finds calls in the functions of a cell whose promise is not awaited. The kernel sees only those outside of functions while the cell runs. A call counts
 * only if it sends a command to AWS, or if the code that was handed out awaits a call of the same name, which the cell doesn't declare itself.
 *
 * @param cell      the cell's code, with the learner's answer
 * @param handedOut the code of all cells as they were handed out
 * @returns         one sentence for each; none for a call whose promise is used as a value, or marked with `void`
 */
export function findUnawaitedInFunctions(cell: string, handedOut: string): string[] {
  const awaited = listAwaitedNames(handedOut);
  const nodes = [...walkNodes(cell)];
  const declared = new Set(nodes.flatMap(listDeclaredNames));
  const sentences = nodes.flatMap((node) => {
    const call = getUnusedCall(node);
    if (call === undefined || !isWithinFunction(call)) return [];
    const name = getCallName(call);
    const isAwaited = isCommandSent(call) || (awaited.has(name) && !declared.has(getFirstName(name)));
    return isAwaited ? [describeUnawaited(name)] : [];
  });
  return [...new Set(sentences)];
}

/** The call of an expression, if the call gives a promise; otherwise undefined. */
const getPromiseCall = (node: ts.Expression | undefined, names: ReadonlySet<string>): ts.CallExpression | undefined =>
  node && ts.isCallExpression(node) && isPromise(node, names) ? node : undefined;

/**
 * Whether a call gives a promise, judged by names: an SDK client's `send`, an async function of the script, a timer of
 * node:timers/promises.
 */
function isPromise(call: ts.CallExpression, names: ReadonlySet<string>): boolean {
  return ts.isIdentifier(call.expression) ? names.has(call.expression.text) : isSend(call) && !hasCallback(call);
}

const isSend = ({ expression }: ts.CallExpression): boolean =>
  ts.isPropertyAccessExpression(expression) && expression.name.text === "send";

/** With a callback, the SDK gives no promise, and other functions may give none. */
function hasCallback({ arguments: args }: ts.CallExpression): boolean {
  const last = args.at(-1);
  return last !== undefined && (ts.isArrowFunction(last) || ts.isFunctionExpression(last));
}

const describeUnawaited = (name: string): string =>
  `Nothing waits for ${name}(…): \`await\` is missing before it. The next step runs before it's done, and the function may return too early.`;

/** What a call names: `kinesis.send`. */
const getCallName = ({ expression }: ts.CallExpression): string => expression.getText().replace(/\s+/g, "");

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

/** The functions whose calls are awaited: `runQuery`, `kinesis.send`. Parameters may stand for functions of any kind. */
const listAwaitedNames = memoize((code: string): ReadonlySet<string> => {
  const nodes = [...walkNodes(code)];
  const parameters = new Set(nodes.filter(ts.isParameter).flatMap(listDeclaredNames));
  const names = nodes.flatMap((node) =>
    ts.isAwaitExpression(node) && ts.isCallExpression(node.expression) ? [getCallName(node.expression)] : [],
  );
  return new Set(names.filter((name) => /^[\w$.]+$/.test(name) && !parameters.has(getFirstName(name))));
});

const getFirstName = (name: string): string => name.split(".", 1)[0] ?? name;

/** The call of a statement that does nothing with its value; undefined for one with a callback. */
function getUnusedCall(node: ts.Node): ts.CallExpression | undefined {
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression)) return undefined;
  return hasCallback(node.expression) ? undefined : node.expression;
}

/** Whether a call sends a command to AWS: `kinesis.send(new ListShardsCommand({}))`. */
function isCommandSent(call: ts.CallExpression): boolean {
  const [command] = call.arguments;
  return (
    isSend(call) &&
    command !== undefined &&
    ts.isNewExpression(command) &&
    /Command$/.test(command.expression.getText())
  );
}

function isWithinFunction(node: ts.Node): boolean {
  for (let around = node.parent; !ts.isSourceFile(around); around = around.parent)
    if (ts.isFunctionLike(around)) return true;
  return false;
}

/** The names of a variable, a parameter or a function. */
function listDeclaredNames(node: ts.Node): string[] {
  const isNamed =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node);
  return isNamed && node.name && ts.isIdentifier(node.name) ? [node.name.text] : [];
}
