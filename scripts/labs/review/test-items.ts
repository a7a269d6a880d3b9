import ts from "typescript";
import { askPerson, fails, holds, type Judgement } from "./judgement";
import { imports, type Parts } from "./parts";
import type { SourceFile } from "./project";

/** Item 2.4: a test file imports the operator, and has a test that expects something. */
export function testsOfOperators({ operators, tests }: Parts): Judgement {
  if (operators.length === 0) return fails("there is no folder operators with a file in it");
  const untested = operators.filter(({ file }) => !tests.some((test) => imports(test, file) && expectsSomething(test)));
  return untested.length === 0
    ? holds(`${operators.length} of ${operators.length} operators`)
    : fails(`none for ${untested.map(({ file }) => file.path).join(", ")}`);
}

function expectsSomething({ nodes }: SourceFile): boolean {
  const calls = nodes.filter((node) => ts.isCallExpression(node)).map(({ expression }) => expression.getText());
  return (
    calls.some((name) => /^(it|test)(\.each.*)?$/.test(name)) && calls.some((name) => /^(expect|assert)\b/.test(name))
  );
}

/** Item 3.1: a test that puts records and reads the results. */
export function integrationTest({ tests }: Parts): Judgement {
  const test = testOfStreams(tests);
  return test === undefined ? fails("no test imports the client of Kinesis") : holds(test.path);
}

const testOfStreams = (tests: readonly SourceFile[]): SourceFile | undefined =>
  tests.find((file) => file.imports.includes("@aws-sdk/client-kinesis") && expectsSomething(file));

/** Item 3.2, if the events are written out in the test: they are out of order. */
export function eventsOutOfOrder({ tests }: Parts): Judgement {
  const test = testOfStreams(tests);
  if (test === undefined) return fails("there is no integration test");
  const texts = textsOf(test);
  const services = new Set(texts.filter((text) => /^[a-z]+-service$/i.test(text)));
  const measures = [/cpu/i, /ram|memory/i].filter((name) => texts.some((text) => name.test(text)));
  const times = texts.flatMap((text) => /\d{1,2}:\d{2}/.exec(text)?.[0] ?? []);
  if (times.length === 0) return askPerson(`${test.path} writes no times out`);
  const problems = [
    ...(times.length < 3 ? [`${times.length} times`] : []),
    ...(services.size < 2 ? [`services: ${[...services].join(", ") || "none"}`] : []),
    ...(measures.length < 2 ? ["not both of cpu and ram"] : []),
    ...(times.every((time, n) => n === 0 || time >= (times[n - 1] ?? "")) ? ["all in order"] : []),
  ];
  return problems.length === 0
    ? holds(`${[...services].join(", ")}: ${times.slice(0, 4).join(", ")}`)
    : fails(`${test.path}: ${problems.join("; ")}`);
}

const textsOf = ({ nodes }: SourceFile): string[] =>
  nodes.filter((node) => ts.isStringLiteralLike(node)).map(({ text }) => text);

const VERIFIED = ["minValue", "maxValue", "avg", "fromTimestamp", "toTimestamp"];

/** Item 3.3: the test names what it verifies. Whether the expected values are right, a person must judge. */
export function verifiesAggregates({ tests }: Parts): Judgement {
  const test = testOfStreams(tests);
  if (test === undefined) return fails("there is no integration test");
  const names = new Set(test.nodes.filter((node) => ts.isIdentifier(node)).map(({ text }) => text));
  const missing = VERIFIED.filter((name) => !names.has(name));
  if (missing.length === 0) return holds(VERIFIED.join(", "));
  return missing.length === VERIFIED.length
    ? askPerson(`${test.path} names none of ${VERIFIED.join(", ")}`)
    : fails(`${test.path} does not name ${missing.join(", ")}`);
}
