import ts from "typescript";
import { walkSyntaxNodes } from "../../authoring/index";
import { memoize } from "../core/memoize";
import { describeUnawaited, getCallName } from "./find-unawaited-promises";

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
  const nodes = parseNodes(cell);
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

const parseNodes = (code: string): readonly ts.Node[] => [
  ...walkSyntaxNodes(ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest, true)),
];

/** The functions whose calls are awaited: `runQuery`, `kinesis.send`. Parameters may stand for functions of any kind. */
const listAwaitedNames = memoize((code: string): ReadonlySet<string> => {
  const nodes = parseNodes(code);
  const parameters = new Set(nodes.filter(ts.isParameter).flatMap(listDeclaredNames));
  const names = nodes.flatMap((node) =>
    ts.isAwaitExpression(node) && ts.isCallExpression(node.expression) ? [getCallName(node.expression)] : [],
  );
  return new Set(names.filter((name) => /^[\w$.]+$/.test(name) && !parameters.has(getFirstName(name))));
});

const getFirstName = (name: string): string => name.split(".", 1)[0] ?? name;

/** The call of a statement that does nothing with its value; undefined for one with a callback, which may give no promise. */
function getUnusedCall(node: ts.Node): ts.CallExpression | undefined {
  if (!ts.isExpressionStatement(node) || !ts.isCallExpression(node.expression)) return undefined;
  const last = node.expression.arguments.at(-1);
  const hasCallback = last !== undefined && (ts.isArrowFunction(last) || ts.isFunctionExpression(last));
  return hasCallback ? undefined : node.expression;
}

/** Whether a call sends a command to AWS: `kinesis.send(new ListShardsCommand({}))`. */
function isCommandSent({ expression, arguments: [command] }: ts.CallExpression): boolean {
  const isSend = ts.isPropertyAccessExpression(expression) && expression.name.text === "send";
  return (
    isSend && command !== undefined && ts.isNewExpression(command) && /Command$/.test(command.expression.getText())
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
