import ts from "typescript";

/** One change of an expression or a statement: the new text replaces the text of the whole node. */
export interface Change {
  readonly kind: "operator" | "constant" | "condition" | "statement" | "method";
  readonly text: string;
}

const OTHER_OPERATORS: Readonly<Record<string, string>> = {
  "===": "!==",
  "!==": "===",
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "+": "-",
  "-": "+",
  "*": "/",
  "/": "*",
  "%": "*",
  "&&": "||",
  "||": "&&",
  "&": "|",
  "|": "&",
  "<<": ">>",
  ">>": "<<",
  ">>>": "<<",
  "+=": "-=",
  "-=": "+=",
};

const OTHER_METHODS: Readonly<Record<string, string>> = {
  some: "every",
  every: "some",
  min: "max",
  max: "min",
  floor: "ceil",
  ceil: "floor",
  startsWith: "endsWith",
  endsWith: "startsWith",
};
/** Methods whose call can be left out: the value then stays as it was. */
const PASSES = new Set(["filter", "sort", "toSorted", "reverse", "toReversed", "trim", "toLowerCase", "toUpperCase"]);

/**
 * The changes of one node itself, not of the nodes inside it: a comparison, a bound, a boolean, a condition, an
 * operator, a statement left out. String literals and regular expressions stay as they are: most of the project's
 * strings are messages for people.
 */
export function listChanges(node: ts.Node): readonly Change[] {
  return [
    ...changeBinary(node),
    ...changeConstant(node),
    ...changeCondition(node),
    ...changeStatement(node),
    ...changeMethod(node),
  ];
}

function changeBinary(node: ts.Node): Change[] {
  if (!ts.isBinaryExpression(node)) return [];
  const { left, operatorToken, right } = node;
  const own = operatorToken.getText();
  if (own === "??") return [{ kind: "operator", text: left.getText() }];
  const other = OTHER_OPERATORS[own];
  if (other === undefined || (own === "+" && [left, right].some(isText))) return [];
  const from = node.getStart();
  const text = node.getText();
  const place = operatorToken.getStart() - from;
  return [{ kind: "operator", text: text.slice(0, place) + other + text.slice(place + own.length) }];
}

/** Whether an operand is a string: `+` then concatenates, and `-` in its place would be an absurd mutant. */
const isText = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && [node.left, node.right].some(isText));

function changeConstant(node: ts.Node): Change[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ kind: "constant", text: "false" }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ kind: "constant", text: "true" }];
  if (ts.isBigIntLiteral(node)) return [{ kind: "constant", text: `${BigInt(node.text.slice(0, -1)) + 1n}n` }];
  if (!ts.isNumericLiteral(node) || isName(node) || isOrder(node)) return [];
  return [{ kind: "constant", text: String(Number(node.text) + 1) }];
}

/** Whether a number is a property name, such as the 0 of `{ 0: first }`, in an object or in a destructuring pattern. */
const isName = (node: ts.Node): boolean =>
  ("name" in node.parent && node.parent.name === node) ||
  (ts.isBindingElement(node.parent) && node.parent.propertyName === node);

/**
 * Whether a number is the result of a comparator, such as `(a, b) => (a < b ? -1 : 1)`: sorting looks at its sign
 * alone, so 1 and 2 do the same.
 */
function isOrder(node: ts.Node): boolean {
  const value = ts.isPrefixUnaryExpression(node.parent) ? node.parent : node;
  if (!ts.isConditionalExpression(value.parent) || value.parent.condition === value || isZero(node)) return false;
  let outer: ts.Node = value.parent;
  while (ts.isConditionalExpression(outer) || ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return ts.isArrowFunction(outer) && isSort(outer.parent);
}

const isZero = (node: ts.Node): boolean => ts.isNumericLiteral(node) && Number(node.text) === 0;
const isSort = (node: ts.Node): boolean =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  ["sort", "toSorted"].includes(node.expression.name.text);

function changeCondition(node: ts.Node): Change[] {
  const replaceAlways = (text: string): Change => ({ kind: "condition", text });
  const { parent } = node;
  if (ts.isIfStatement(parent) && parent.expression === node) return [replaceAlways("true"), replaceAlways("false")];
  if (ts.isWhileStatement(parent) && parent.expression === node) return [replaceAlways("false")];
  if (ts.isConditionalExpression(parent) && parent.condition === node && !isEquality(node))
    return [replaceAlways(`!(${node.getText()})`)];
  const isWhole = ts.isIfStatement(parent) || ts.isConditionalExpression(parent);
  const isNegation = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  return isNegation && !isWhole ? [replaceAlways(node.operand.getText())] : [];
}

/** Whether a condition is an equality, which the change of its operator already inverts. */
const isEquality = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && ["===", "!=="].includes(node.operatorToken.getText());

function changeStatement(node: ts.Node): Change[] {
  if (ts.isContinueStatement(node)) return [{ kind: "statement", text: ";" }];
  if (!ts.isExpressionStatement(node.parent) || (ts.isCallExpression(node) && isSuper(node))) return [];
  return ts.isStringLiteral(node) ? [] : [{ kind: "statement", text: "undefined" }];
}

const isSuper = ({ expression }: ts.CallExpression): boolean => expression.kind === ts.SyntaxKind.SuperKeyword;

function changeMethod(node: ts.Node): Change[] {
  // A call in an optional chain is left alone: put into parentheses, it would end the chain, and the rest would no
  // longer be skipped with it.
  if (!ts.isCallExpression(node) || ts.isOptionalChain(node) || !ts.isPropertyAccessExpression(node.expression))
    return [];
  const { expression: object, name } = node.expression;
  if (PASSES.has(name.text)) return [{ kind: "method", text: object.getText() }];
  const other = Object.hasOwn(OTHER_METHODS, name.text) ? OTHER_METHODS[name.text] : undefined;
  if (other === undefined) return [];
  const place = name.getStart() - node.getStart();
  const text = node.getText();
  return [{ kind: "method", text: text.slice(0, place) + other + text.slice(place + name.text.length) }];
}
