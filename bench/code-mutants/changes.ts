import ts from "typescript";

/** One change of an expression or a statement: the text that takes the place of the whole node. */
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
/** Without one of these calls the value stays as it was. */
const PASSES = new Set(["filter", "sort", "toSorted", "reverse", "toReversed", "trim", "toLowerCase", "toUpperCase"]);

/**
 * The changes of one node alone, without those of the nodes inside: a comparison, a bound, a boolean, a condition, an operator, a
 * statement left out. Texts and regular expressions stay as they are: most texts of the project are words for people.
 */
export function changesOf(node: ts.Node): readonly Change[] {
  return [...binary(node), ...constant(node), ...condition(node), ...statement(node), ...method(node)];
}

function binary(node: ts.Node): Change[] {
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

/** A text plus anything is a text; with a minus nobody would write it. */
const isText = (node: ts.Expression): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && [node.left, node.right].some(isText));

function constant(node: ts.Node): Change[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ kind: "constant", text: "false" }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ kind: "constant", text: "true" }];
  if (ts.isBigIntLiteral(node)) return [{ kind: "constant", text: `${BigInt(node.text.slice(0, -1)) + 1n}n` }];
  if (!ts.isNumericLiteral(node) || isName(node) || isOrder(node)) return [];
  return [{ kind: "constant", text: String(Number(node.text) + 1) }];
}

/** The 0 of `{ 0: first }`, in a value or where it is taken apart. */
const isName = (node: ts.Node): boolean =>
  ("name" in node.parent && node.parent.name === node) ||
  (ts.isBindingElement(node.parent) && node.parent.propertyName === node);

/** `(a, b) => (a < b ? -1 : 1)`: of these numbers, sorting looks at the sign alone. */
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

function condition(node: ts.Node): Change[] {
  const always = (text: string): Change => ({ kind: "condition", text });
  const { parent } = node;
  if (ts.isIfStatement(parent) && parent.expression === node) return [always("true"), always("false")];
  if (ts.isWhileStatement(parent) && parent.expression === node) return [always("false")];
  if (ts.isConditionalExpression(parent) && parent.condition === node && !isEquality(node))
    return [always(`!(${node.getText()})`)];
  const isWhole = ts.isIfStatement(parent) || ts.isConditionalExpression(parent);
  const isNegation = ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken;
  return isNegation && !isWhole ? [always(node.operand.getText())] : [];
}

/** The other operator turns an equality round already. */
const isEquality = (node: ts.Node): boolean =>
  ts.isBinaryExpression(node) && ["===", "!=="].includes(node.operatorToken.getText());

function statement(node: ts.Node): Change[] {
  if (ts.isContinueStatement(node)) return [{ kind: "statement", text: ";" }];
  if (!ts.isExpressionStatement(node.parent) || (ts.isCallExpression(node) && isSuper(node))) return [];
  return ts.isStringLiteral(node) ? [] : [{ kind: "statement", text: "undefined" }];
}

const isSuper = ({ expression }: ts.CallExpression): boolean => expression.kind === ts.SyntaxKind.SuperKeyword;

function method(node: ts.Node): Change[] {
  // A link of an optional chain cannot stand in brackets: the rest of the chain would no longer be left out with it.
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
