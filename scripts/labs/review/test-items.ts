import ts from "typescript";
import { askPerson, createFail, createPass, type Judgment } from "./judgment";
import { hasImport, type Parts } from "./parts";
import { resolveImport, type SourceFile } from "./project";

/** Item 2.4: a test file imports the operator, and has a test that expects something of what the operator gives back. */
export function judgeOperatorTests({ operators, tests }: Parts): Judgment {
  if (operators.length === 0) return createFail("there is no folder operators with a file in it");
  const untested = operators.filter(({ file }) => !tests.some((test) => isTestingOperator(test, file)));
  return untested.length === 0
    ? createPass(`${operators.length} of ${operators.length} operators`)
    : createFail(`none that expects a result of ${untested.map(({ file }) => file.path).join(", ")}`);
}

const isTestingOperator = (test: SourceFile, operator: SourceFile): boolean =>
  hasImport(test, operator) && hasExpectation(test) && isExpectingResult(operator, test);

/** The test files that item 2.4 is about. */
export const listOperatorTests = ({ operators, tests }: Parts): SourceFile[] =>
  tests.filter((test) => operators.some(({ file }) => isTestingOperator(test, file)));

function hasExpectation({ nodes }: SourceFile): boolean {
  const calls = nodes.filter((node) => ts.isCallExpression(node)).map(({ expression }) => expression.getText());
  return (
    calls.some((name) => /^(it|test)(\.each.*)?$/.test(name)) && calls.some((name) => /^(expect|assert)\b/.test(name))
  );
}

/** The longest chain of names in a test; a project may come from another person, and be made to take long. */
const MAX_PASSES = 20;

/** Whether a test file expects something of a value that comes from the operator: `expect(true)` does not. */
function isExpectingResult(operator: SourceFile, { nodes, path }: SourceFile): boolean {
  const known = new Set(nodes.filter((node) => isImporting(operator, node, path)).flatMap(listNames));
  const isMentioning = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && known.has(node.text)) || ts.forEachChild(node, isMentioning) === true;
  // Names are collected until there are no more, since a function may stand below the code that uses it.
  for (let pass = 0, before = -1; pass < MAX_PASSES && before !== known.size; pass += 1) {
    before = known.size;
    for (const node of nodes)
      for (const [name, value] of listTestInputs(node)) if (isMentioning(value)) known.add(name);
  }
  return nodes.some((node) => ts.isCallExpression(node) && isAssertion(node) && node.arguments.some(isMentioning));
}

function isImporting(operator: SourceFile, node: ts.Node, path: string): boolean {
  const requested = operator.path.replace(/\.tsx?$/, "");
  return (
    ts.isImportDeclaration(node) &&
    resolveImport(node, path).some((item) => requested === item || requested === `${item}/index`)
  );
}

/** The names in a part of the code, such as those that a pattern or an import declares. */
function listNames(node: ts.Node): string[] {
  if (ts.isIdentifier(node)) return [node.text];
  const names: string[] = [];
  ts.forEachChild(node, (child) => void names.push(...listNames(child)));
  return names;
}

/** The names that a node gives a value, each with the code that the value comes from. */
function listTestInputs(node: ts.Node): [name: string, value: ts.Node][] {
  const pairEach = (target: ts.Node, value: ts.Node | undefined): [string, ts.Node][] =>
    value === undefined ? [] : listNames(target).map((name) => [name, value]);
  if (ts.isVariableDeclaration(node)) return pairEach(node.name, node.initializer);
  if (ts.isFunctionDeclaration(node) && node.name) return pairEach(node.name, node.body);
  if (ts.isForOfStatement(node)) return pairEach(node.initializer, node.expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return pairEach(node.left, node.right);
  // results.push(watermark.observe(100))
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression: object, name } = node.expression;
  return name.text === "push" ? node.arguments.flatMap((value) => pairEach(object, value)) : [];
}

/** `expect(…)` with what is expected after it, or a call of assert. */
const isAssertion = ({ expression, parent }: ts.CallExpression): boolean =>
  /^assert\b/.test(expression.getText()) ||
  (/^expect\b/.test(expression.getText()) && ts.isPropertyAccessExpression(parent));

/** Item 3.1: a test that puts records and reads the results. */
export function judgeIntegrationTest({ tests }: Parts): Judgment {
  const test = findStreamsTest(tests);
  return test === undefined ? createFail("no test imports the client of Kinesis") : createPass(test.path);
}

const findStreamsTest = (tests: readonly SourceFile[]): SourceFile | undefined =>
  tests.find((file) => file.imports.includes("@aws-sdk/client-kinesis") && hasExpectation(file));

/** Item 3.2, if the events are written out in the test: they are out of order. */
export function judgeEventsOutOfOrder({ tests }: Parts): Judgment {
  const test = findStreamsTest(tests);
  if (test === undefined) return createFail("there is no integration test");
  const texts = listTexts(test);
  const services = new Set(texts.filter((text) => /^[a-z]+-service$/i.test(text)));
  const measures = [/cpu/i, /ram|memory/i].filter((name) => texts.some((text) => name.test(text)));
  const times = texts.flatMap((text) => /\d{1,2}:\d{2}/.exec(text)?.[0] ?? []);
  if (times.length === 0) return askPerson(`${test.path} contains no literal times`);
  const problems = [
    ...(times.length < 3 ? [`${times.length} times`] : []),
    ...(services.size < 2 ? [`services: ${[...services].join(", ") || "none"}`] : []),
    ...(measures.length < 2 ? ["doesn't cover both cpu and ram"] : []),
    ...(times.every((time, n) => n === 0 || time >= (times[n - 1] ?? "")) ? ["all in order"] : []),
  ];
  return problems.length === 0
    ? createPass(`${[...services].join(", ")}: ${times.slice(0, 4).join(", ")}`)
    : createFail(`${test.path}: ${problems.join("; ")}`);
}

const listTexts = ({ nodes }: SourceFile): string[] =>
  nodes.filter((node) => ts.isStringLiteralLike(node)).map(({ text }) => text);

const VERIFIED = ["minValue", "maxValue", "avg", "fromTimestamp", "toTimestamp"];

/** Item 3.3: the test names what it verifies. Whether the expected values are right, a person must judge. */
export function judgeAggregates({ tests }: Parts): Judgment {
  const test = findStreamsTest(tests);
  if (test === undefined) return createFail("there is no integration test");
  const names = new Set(test.nodes.filter((node) => ts.isIdentifier(node)).map(({ text }) => text));
  const missing = VERIFIED.filter((name) => !names.has(name));
  if (missing.length === 0) return createPass(VERIFIED.join(", "));
  return missing.length === VERIFIED.length
    ? askPerson(`${test.path} names none of ${VERIFIED.join(", ")}`)
    : createFail(`${test.path} does not name ${missing.join(", ")}`);
}
