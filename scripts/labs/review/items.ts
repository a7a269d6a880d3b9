import ts from "typescript";
import { createFail, createPass, type Judgment } from "./judgment";
import { hasImport, type Parts } from "./parts";
import type { SourceFile } from "./project";
import { judgeEventsOutOfOrder, judgeIntegrationTest, judgeOperatorTests, judgeAggregates } from "./test-items";

/** One item of the code review's list. */
export interface ReviewItem {
  /** The item's number in the exam's list. */
  readonly point: string;
  readonly says: string;
  /** Advice for when the item does not hold. */
  readonly look: string;
  judge(parts: Parts): Judgment;
}

const formatPaths = (files: readonly SourceFile[]): string => files.map(({ path }) => path).join(", ");

const NO_OPERATORS = createFail("there is no folder operators with a file in it");

/** The item that is decided by running tests, after their code. */
export const TESTS_OF_OPERATORS = "2.4";

/** The items of the exam's list that can be decided from the code. */
export const ITEMS: readonly ReviewItem[] = [
  {
    point: "1",
    says: "A separate module defines the data model: the incoming event and the outgoing aggregate",
    look: "a folder such as model, with one exported interface for each, that imports nothing from the application",
    judge: judgeDataModel,
  },
  {
    point: "2",
    says: "A separate module contains the streaming application",
    look: "a folder such as app next to model, whose files import the model and contain no None",
    judge: judgeModule,
  },
  {
    point: "2.1",
    says: "One place builds the operation graph, with hardly any logic in it",
    look: "one file that imports all operators and connects them; arithmetic and loops belong in operators",
    judge: judgeImportGraph,
  },
  {
    point: "2.2",
    says: "A separate class holds the configuration: source, sink, window, delay",
    look: "an exported class with those members; no other file reads process.env or process.argv",
    judge: judgeConfig,
  },
  {
    point: "2.3",
    says: "There is a separate file for each operator",
    look: "one exported class or function for each file of operators",
    judge: judgeOperators,
  },
  {
    point: TESTS_OF_OPERATORS,
    says: "Each operator has a unit test with a positive case",
    look: "a file <operator>.test.ts that imports the operator, calls it, and checks what the call returns",
    judge: judgeOperatorTests,
  },
  {
    point: "2.5",
    says: "Each key step writes a debug log",
    look: "a call of debug(…) in each operator, and in the program where it reads and writes",
    judge: judgeDebugLogs,
  },
  {
    point: "3.1",
    says: "There is an integration test over real streams",
    look: "a test that puts records into a Kinesis stream and reads another",
    judge: judgeIntegrationTest,
  },
  {
    point: "3.2",
    says: "It publishes three events or more of two services, cpu and ram, out of order",
    look: "events written out in the test: 12:00, 11:30, 11:00, 12:30",
    judge: judgeEventsOutOfOrder,
  },
  {
    point: "3.3",
    says: "It verifies min, max, average, and the first and the last time",
    look: "expectations that name minValue, maxValue, avg, fromTimestamp and toTimestamp",
    judge: judgeAggregates,
  },
];

function judgeDataModel({ event, aggregate, sources }: Parts): Judgment {
  if (event === undefined || aggregate === undefined)
    return createFail(`no exported type has the members of ${event === undefined ? "an event" : "an aggregate"}`);
  if (event.folder !== aggregate.folder)
    return createFail(`they are in two folders: ${event.folder}, ${aggregate.folder}`);
  const model = sources.filter(({ folder }) => folder === event.folder);
  const outside = model.find((file) =>
    sources.some((other) => other.folder !== event.folder && hasImport(file, other)),
  );
  if (outside !== undefined) return createFail(`${outside.path} imports the application`);
  return createPass(formatPaths(event === aggregate ? [event] : [event, aggregate]));
}

function judgeModule({ event, sources, graphs, programs }: Parts): Judgment {
  const open = sources.find(({ nodes }) => nodes.some((node) => ts.isIdentifier(node) && node.text === "None"));
  if (open !== undefined) return createFail(`${open.path} is not finished: it contains None`);
  const application = [...graphs, ...programs];
  if (application.length === 0) return createFail("no file connects operators");
  const mixed = application.find(({ folder }) => folder === event?.folder);
  return mixed === undefined
    ? createPass([...new Set(application.map(({ folder }) => folder))].join(", "))
    : createFail(`${mixed.path} is in the folder of the data model`);
}

function judgeImportGraph({ operators, graphs, programs }: Parts): Judgment {
  if (operators.length === 0) return NO_OPERATORS;
  const [graph, ...others] = graphs;
  if (graph === undefined) return createFail("no file imports the operators");
  if (others.length > 0) return createFail(`operators are connected in ${formatPaths(graphs)}`);
  const missing = operators.filter(({ file }) => !hasImport(graph, file)).map(({ file }) => file);
  if (missing.length > 0 && operators.length > 1)
    return createFail(`${graph.path} does not import ${formatPaths(missing)}`);
  if (programs.length === 0) return createFail(`no program uses ${graph.path}`);
  const logic = graph.nodes.find(isLogic);
  if (logic !== undefined)
    return createFail(
      `${graph.path}, line ${graph.getLine(logic)}: ${logic.getText().split("\n", 1).join("").slice(0, 60)}`,
    );
  return createPass(graph.path);
}

const ARITHMETIC: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
]);

/** Whether a node is logic that belongs into an operator: a loop, arithmetic or Math. Counting by `+= 1` is not. */
function isLogic(node: ts.Node): boolean {
  if (ts.isIterationStatement(node, false)) return true;
  if (ts.isBinaryExpression(node)) return ARITHMETIC.has(node.operatorToken.kind);
  return ts.isPropertyAccessExpression(node) && node.expression.getText() === "Math";
}

function judgeConfig({ configs, sources }: Parts): Judgment {
  const [config] = configs;
  if (config === undefined) return createFail("no exported class has source, sink, window and delay");
  const other = sources.find(
    (file) => file !== config && file.nodes.some((node) => /^process\.(env|argv)$/.test(getAccessed(node))),
  );
  return other === undefined ? createPass(config.path) : createFail(`${other.path} reads settings on its own`);
}

const getAccessed = (node: ts.Node): string => (ts.isPropertyAccessExpression(node) ? node.getText() : "");

function judgeOperators({ operators, graphs, programs }: Parts): Judgment {
  if (operators.length === 0) return NO_OPERATORS;
  const crowded = operators.find(({ exported }) => exported.length !== 1);
  if (crowded !== undefined)
    return createFail(
      `${crowded.file.path} exports ${crowded.exported.length === 0 ? "none" : crowded.exported.join(", ")}`,
    );
  const hidden = [...graphs, ...programs].find(({ nodes }) => nodes.some((node) => ts.isClassDeclaration(node)));
  return hidden === undefined
    ? createPass(operators.map(({ exported }) => exported.join("")).join(", "))
    : createFail(`${hidden.path} declares a class`);
}

function judgeDebugLogs({ operators, programs }: Parts): Judgment {
  if (operators.length === 0) return NO_OPERATORS;
  const silent = [...operators.map(({ file }) => file), ...programs].filter((file) => !file.nodes.some(isDebugCall));
  return silent.length === 0
    ? createPass("each operator and the program")
    : createFail(`none in ${formatPaths(silent)}`);
}

/** `debug(…)`, `log.debug(…)`, `this.#logger.debug(…)`. */
const isDebugCall = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && /(^|[.#])debug(log)?$/i.test(node.expression.getText());
