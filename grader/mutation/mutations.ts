import ts from "typescript";
import { replaceWithEach, removeNode, replaceNode, swapNodes, type Edit, type Mutation } from "./edit";
import { mutateSql } from "./mutate-sql";

const OTHER_OPERATORS: Readonly<Record<string, readonly string[]>> = {
  "===": ["!=="],
  "!==": ["==="],
  "==": ["!="],
  "<": ["<=", ">"],
  "<=": ["<", ">"],
  ">": [">=", "<"],
  ">=": [">", "<"],
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "&&": ["||"],
  "||": ["&&"],
  "??": ["&&"],
  "+=": ["=", "-="],
};

/** Replaces an operator: `===` for `!==`, `+=` for `=`. */
const mutateOperator: Mutation = (node) =>
  ts.isBinaryExpression(node)
    ? replaceWithEach(node.operatorToken, OTHER_OPERATORS[node.operatorToken.getText()] ?? [])
    : [];

/** Replaces a constant: another number, another text, `true` for `false`. */
const mutateConstant: Mutation = (node) => {
  if (ts.isNumericLiteral(node)) return replaceWithEach(node, [String(Number(node.text) + 1), "0"]);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [replaceNode(node, "false")];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [replaceNode(node, "true")];
  if (ts.isStringLiteral(node) && !ts.isPropertyAssignment(node.parent)) return replaceWithEach(node, mutateText(node));
  if (ts.isStringLiteral(node) && ts.isPropertyAssignment(node.parent) && node.parent.name !== node)
    return replaceWithEach(node, mutateText(node));
  return ts.isTemplateLiteral(node) ? mutateTemplate(node) : [];
};

function mutateText(node: ts.StringLiteral): string[] {
  const quote = node.getText().slice(0, 1);
  const inner = node.getText().slice(1, -1);
  return [`${quote}${quote}`, `${quote}${inner}x${quote}`, `${quote}${inner.slice(0, -1)}${quote}`];
}

/** Leaves out each part of text between the placeholders, and changes the end of each part. */
function mutateTemplate(node: ts.TemplateLiteral): Edit[] {
  const parts = ts.isNoSubstitutionTemplateLiteral(node)
    ? [node]
    : [node.head, ...node.templateSpans.map(({ literal }) => literal)];
  return parts.flatMap((part) => {
    const start = part.getStart() + 1;
    const end = part.getEnd() - (part.getText().endsWith("${") ? 2 : 1);
    if (end === start) return [];
    return [
      { start, end, text: "" },
      { start: end, end, text: "x" },
    ];
  });
}

/** Replaces a variable by another that is used nearby and is spelled in the same style. */
const name: Mutation = (node, { names }) => {
  if (!ts.isIdentifier(node) || !isRead(node)) return [];
  const isUpper = (text: string) => text === text.toUpperCase();
  const others = names.filter((other) => other !== node.text && isUpper(other) === isUpper(node.text));
  if (ts.isShorthandPropertyAssignment(node.parent))
    return others.slice(0, 2).map((other) => replaceNode(node, `${node.text}: ${other}`));
  return replaceWithEach(node, others.slice(0, 2));
};

/** Whether an identifier reads a variable's value; the name of a called function does not count. */
export function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== node;
  if (ts.isPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isTypeNode(parent)) return false;
  return true;
}

/**
 * Replaces a member by another of the same object or by the object itself; leaves a member out of an object or
 * misspells it.
 */
const mutateMember: Mutation = (node, { getMembers }) => {
  if (ts.isPropertyAccessExpression(node) && !isCallee(node)) {
    const object = node.expression.getText();
    const others = getMembers(object).filter((other) => other !== node.name.text);
    return replaceWithEach(node, [...others.slice(0, 3).map((other) => `${object}.${other}`), object]);
  }
  if (ts.isElementAccessExpression(node) && ts.isStringLiteral(node.argumentExpression)) {
    const others = getMembers(node.expression.getText()).filter(
      (other) => !node.argumentExpression.getText().includes(other),
    );
    return replaceWithEach(
      node.argumentExpression,
      others.slice(0, 2).map((other) => JSON.stringify(other)),
    );
  }
  if (ts.isShorthandPropertyAssignment(node) || ts.isSpreadAssignment(node)) return [removeNode(node)];
  if (!ts.isPropertyAssignment(node) || !ts.isIdentifier(node.name)) return [];
  return [removeNode(node), replaceNode(node.name, `${node.name.text}s`)];
};

const isCallee = (node: ts.Expression): boolean => ts.isCallExpression(node.parent) && node.parent.expression === node;

/** Removes an `await`. */
const wait: Mutation = (node) => (ts.isAwaitExpression(node) ? [replaceNode(node, node.expression.getText())] : []);

/** Makes a condition always hold, never hold, or hold in the opposite case; makes a branch always or never taken. */
const branch: Mutation = (node) => {
  if (ts.isIfStatement(node)) {
    const { expression, thenStatement } = node;
    return [
      ...replaceWithEach(expression, ["true", "false", `!(${expression.getText()})`]),
      ...(ts.isPropertyAccessExpression(expression) ? [replaceNode(expression, `${expression.getText()} = true`)] : []),
      replaceNode(thenStatement, "{}"),
      replaceNode(node, thenStatement.getText()),
    ];
  }
  if (ts.isConditionalExpression(node)) {
    const { condition, whenTrue, whenFalse } = node;
    return [
      ...replaceWithEach(condition, [`!(${condition.getText()})`]),
      replaceNode(node, whenTrue.getText()),
      replaceNode(node, whenFalse.getText()),
    ];
  }
  if (ts.isBreakStatement(node)) return [replaceNode(node, "continue;")];
  return ts.isReturnStatement(node) && node.expression ? [replaceNode(node, "return;")] : [];
};

const OTHER_LETTERS: Readonly<Record<string, string>> = { "%Y": "%y", "%m": "%M", "%M": "%m", "%d": "%D", "%H": "%I" };
const OTHER_METHODS = new Map([
  ["toISOString", ["toString", "toUTCString", "toLocaleString", "toDateString", "getTime", "valueOf"]],
]);
/** Functions that convert a value: without them the value keeps its type. */
const FORMS = new Set(["Number", "String", "Buffer.from", "JSON.stringify", "JSON.parse", "Math.floor"]);

/** Replaces the format of a time, a number or a text. */
const format: Mutation = (node) => {
  if (ts.isStringLiteral(node)) {
    const text = node.getText();
    const percent = text.replace(/%[YmMdH]/g, (letter) => OTHER_LETTERS[letter] ?? letter);
    const encoding = text === '"base64"' ? ['"utf8"', '"hex"'] : [];
    return replaceWithEach(node, [percent, text.replace("/MM/", "/mm/"), text.replace("yyyy", "YYYY"), ...encoding]);
  }
  if (!ts.isCallExpression(node)) return [];
  const { expression, arguments: args } = node;
  const [first] = args;
  if (first && FORMS.has(expression.getText())) return [replaceNode(node, first.getText())];
  if (!ts.isPropertyAccessExpression(expression)) return [];
  const whole = isCallee(expression) ? expression : undefined;
  const others = OTHER_METHODS.get(expression.name.text) ?? [];
  return whole
    ? [
        ...replaceWithEach(expression.name, others),
        ...(args.length === 0 ? [replaceNode(node, expression.expression.getText())] : []),
      ]
    : [];
};

/**
 * Replaces a unit, such as milliseconds by seconds: changes a number's zeros, leaves out a conversion, or converts
 * twice.
 */
const mutateUnit: Mutation = (node) => {
  if (ts.isNumericLiteral(node) && Number(node.text) > 1)
    return replaceWithEach(node, [String(Number(node.text) * 1000), String(Number(node.text) / 60)]);
  if (!ts.isBinaryExpression(node) || !["/", "*"].includes(node.operatorToken.getText())) return [];
  return [replaceNode(node, node.left.getText())];
};

/** Exchanges two arguments, or the values of two neighboring members. */
const order: Mutation = (node) => {
  if (ts.isCallExpression(node))
    return node.arguments.slice(1).flatMap((second, index) => {
      const first = node.arguments[index];
      return first && first.getText() !== second.getText() ? [swapNodes(first, second)] : [];
    });
  if (!ts.isObjectLiteralExpression(node)) return [];
  const values = node.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) ? [property.initializer] : [],
  );
  return values.slice(1).flatMap((second, index) => {
    const first = values[index];
    return first && first.kind === second.kind && first.getText() !== second.getText()
      ? [swapNodes(first, second)]
      : [];
  });
};

/** Leaves out a statement, or exchanges two. */
const mutateStatement: Mutation = (node, { file }) => {
  const { parent } = node;
  const list = parent === file ? file.statements : ts.isBlock(parent) ? parent.statements : undefined;
  if (!list || !ts.isStatement(node)) return [];
  const after = list[list.indexOf(node) + 1];
  return [replaceNode(node, ""), ...(after ? [swapNodes(node, after)] : [])];
};

/** Takes 0 for no value yet: the smallest and the largest number so far begin again after a 0. */
const mutateZero: Mutation = (node) => {
  if (!ts.isCallExpression(node) || !/^Math\.(min|max)$/.test(node.expression.getText())) return [];
  const [first, second, third] = node.arguments;
  const isValue = first !== undefined && (ts.isIdentifier(first) || ts.isPropertyAccessExpression(first));
  return isValue && second && !third ? [replaceNode(first, `${first.getText()} || ${second.getText()}`)] : [];
};

/** Members of the SDK's requests that hold a shard's id. */
const SHARD_MEMBER = /^(Adjacent)?Shard(Id|To[A-Z]\w+)$/;

/**
 * Writes a result by hand that was right once: the id of a stream's first or second shard, or what a function gave for numbers, with and
 * without a call of the function.
 */
const mutateLiteral: Mutation = (node) => {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && parent.initializer === node && SHARD_MEMBER.test(parent.name.getText()))
    return ["0", "1"].map((digit) => replaceNode(node, `"shardId-00000000000${digit}"`));
  if (!ts.isCallExpression(node) || !ts.isVariableDeclaration(parent)) return [];
  const isOfNumbers = node.arguments.length > 0 && node.arguments.every((argument) => ts.isNumericLiteral(argument));
  const statement = parent.parent.parent;
  if (!isOfNumbers || !ts.isVariableStatement(statement)) return isOfNumbers ? [replaceNode(node, "1")] : [];
  const beginning = node.getSourceFile().text.slice(statement.getStart(), node.getStart());
  return [
    replaceNode(node, "1"),
    { start: statement.getStart(), end: node.getEnd(), text: `${node.getText()}; ${beginning}1` },
  ];
};

/** Changes the white space of data: takes it away at the ends of a text, writes JSON again, or adds a new line to JSON. */
const mutateSpace: Mutation = (node) => {
  if (!ts.isCallExpression(node)) return [];
  const text = node.getText();
  const [first] = node.arguments;
  if (node.expression.getText() === "JSON.stringify") return [replaceNode(node, `${text} + "\\n"`)];
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return [];
  if (expression.name.text === "update" && first && ts.isIdentifier(first))
    return [replaceNode(first, `${first.text}.trim()`)];
  return expression.name.text === "toString" && first?.getText() === '"utf8"'
    ? [replaceNode(node, `${text}.trim()`), replaceNode(node, `JSON.stringify(JSON.parse(${text}))`)]
    : [];
};

/** Methods that a list has, and a text or a stream does not. */
const OF_LISTS = new Set(["map", "filter", "flatMap", "reduce", "every", "some"]);

const takeTen = (list: ts.Expression): Edit[] => [replaceNode(list, `${list.getText()}.slice(0, 10)`)];

/** Uses only the first ten items of a list, or looks only there for one. */
const mutatePart: Mutation = (node) => {
  if (ts.isForOfStatement(node) && ts.isIdentifier(node.expression)) return takeTen(node.expression);
  if (!ts.isPropertyAccessExpression(node) || !isCallee(node)) return [];
  const { expression, name } = node;
  if (!OF_LISTS.has(name.text) && name.text !== "includes") return [];
  return ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression) ? takeTen(expression) : [];
};

/** Leaves out one of two conditions, such as one end of a range. */
const mutateHalf: Mutation = (node) =>
  ts.isBinaryExpression(node) && ["&&", "||"].includes(node.operatorToken.getText())
    ? [replaceNode(node, node.left.getText()), replaceNode(node, node.right.getText())]
    : [];

/** Every kind of mutation by its name, in the order in which mutants are listed. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  operator: mutateOperator,
  constant: mutateConstant,
  name,
  member: mutateMember,
  await: wait,
  branch,
  format,
  unit: mutateUnit,
  order,
  statement: mutateStatement,
  zero: mutateZero,
  literal: mutateLiteral,
  space: mutateSpace,
  part: mutatePart,
  half: mutateHalf,
  sql: mutateSql,
};
