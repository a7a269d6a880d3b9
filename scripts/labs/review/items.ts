import ts from "typescript";
import { fails, holds, type Judgement } from "./judgement";
import { imports, type Parts } from "./parts";
import type { SourceFile } from "./project";
import { eventsOutOfOrder, integrationTest, testsOfOperators, verifiesAggregates } from "./test-items";

/** One item of the code review's list. */
export interface ReviewItem {
  /** The item's number in the exam's list. */
  readonly point: string;
  readonly says: string;
  /** Advice for when the item does not hold. */
  readonly look: string;
  judge(parts: Parts): Judgement;
}

const pathsOf = (files: readonly SourceFile[]): string => files.map(({ path }) => path).join(", ");

const NO_OPERATORS = fails("there is no folder operators with a file in it");

/** The item that is decided by running tests, after their code. */
export const TESTS_OF_OPERATORS = "2.4";

/** The items of the exam's list that can be decided from the code. */
export const ITEMS: readonly ReviewItem[] = [
  {
    point: "1",
    says: "A module of its own holds the data model: the event that comes in, the aggregate that goes out",
    look: "a folder such as model, with one exported interface for each, which imports nothing of the application",
    judge: dataModel,
  },
  {
    point: "2",
    says: "A module of its own holds the streaming application",
    look: "a folder such as app beside model, whose files import the model, and in which no None is left",
    judge: ownModule,
  },
  {
    point: "2.1",
    says: "One place builds the operation graph, with hardly any logic in it",
    look: "one file that imports all operators and connects them; arithmetic and loops belong into operators",
    judge: oneGraph,
  },
  {
    point: "2.2",
    says: "A class of its own holds the configuration: source, sink, window, delay",
    look: "an exported class with those members; no other file reads process.env or process.argv",
    judge: ownConfig,
  },
  {
    point: "2.3",
    says: "There is a separate file for each operator",
    look: "one exported class or function for each file of operators",
    judge: ownOperators,
  },
  {
    point: TESTS_OF_OPERATORS,
    says: "Each operator has a unit test with a positive case",
    look: "a file <operator>.test.ts that imports the operator, calls it, and expects what the call gives back",
    judge: testsOfOperators,
  },
  {
    point: "2.5",
    says: "Each key step writes a debug log",
    look: "a call of debug(…) in each operator, and in the program where it reads and writes",
    judge: debugLogs,
  },
  {
    point: "3.1",
    says: "There is an integration test over real streams",
    look: "a test that puts records into a Kinesis stream and reads another",
    judge: integrationTest,
  },
  {
    point: "3.2",
    says: "It publishes three events or more of two services, cpu and ram, out of order",
    look: "events written out in the test: 12:00, 11:30, 11:00, 12:30",
    judge: eventsOutOfOrder,
  },
  {
    point: "3.3",
    says: "It verifies min, max, average, and the first and the last time",
    look: "expectations that name minValue, maxValue, avg, fromTimestamp and toTimestamp",
    judge: verifiesAggregates,
  },
];

function dataModel({ event, aggregate, sources }: Parts): Judgement {
  if (event === undefined || aggregate === undefined)
    return fails(`no exported type has the members of ${event === undefined ? "an event" : "an aggregate"}`);
  if (event.folder !== aggregate.folder) return fails(`they are in two folders: ${event.folder}, ${aggregate.folder}`);
  const model = sources.filter(({ folder }) => folder === event.folder);
  const outside = model.find((file) => sources.some((other) => other.folder !== event.folder && imports(file, other)));
  if (outside !== undefined) return fails(`${outside.path} imports the application`);
  return holds(pathsOf(event === aggregate ? [event] : [event, aggregate]));
}

function ownModule({ event, sources, graphs, programs }: Parts): Judgement {
  const open = sources.find(({ nodes }) => nodes.some((node) => ts.isIdentifier(node) && node.text === "None"));
  if (open !== undefined) return fails(`${open.path} is not finished: there is None in it`);
  const application = [...graphs, ...programs];
  if (application.length === 0) return fails("no file connects operators");
  const mixed = application.find(({ folder }) => folder === event?.folder);
  return mixed === undefined
    ? holds([...new Set(application.map(({ folder }) => folder))].join(", "))
    : fails(`${mixed.path} stands in the folder of the data model`);
}

function oneGraph({ operators, graphs, programs }: Parts): Judgement {
  if (operators.length === 0) return NO_OPERATORS;
  const [graph, ...others] = graphs;
  if (graph === undefined) return fails("no file imports the operators");
  if (others.length > 0) return fails(`operators are connected in ${pathsOf(graphs)}`);
  const missing = operators.filter(({ file }) => !imports(graph, file)).map(({ file }) => file);
  if (missing.length > 0 && operators.length > 1) return fails(`${graph.path} does not import ${pathsOf(missing)}`);
  if (programs.length === 0) return fails(`no program uses ${graph.path}`);
  const logic = graph.nodes.find(isLogic);
  if (logic !== undefined)
    return fails(`${graph.path}, line ${graph.lineOf(logic)}: ${logic.getText().split("\n", 1).join("").slice(0, 60)}`);
  return holds(graph.path);
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

function ownConfig({ configs, sources }: Parts): Judgement {
  const [config] = configs;
  if (config === undefined) return fails("no exported class has source, sink, window and delay");
  const other = sources.find(
    (file) => file !== config && file.nodes.some((node) => /^process\.(env|argv)$/.test(accessed(node))),
  );
  return other === undefined ? holds(config.path) : fails(`${other.path} reads settings by itself`);
}

const accessed = (node: ts.Node): string => (ts.isPropertyAccessExpression(node) ? node.getText() : "");

function ownOperators({ operators, graphs, programs }: Parts): Judgement {
  if (operators.length === 0) return NO_OPERATORS;
  const crowded = operators.find(({ exported }) => exported.length !== 1);
  if (crowded !== undefined)
    return fails(
      `${crowded.file.path} exports ${crowded.exported.length === 0 ? "none" : crowded.exported.join(", ")}`,
    );
  const hidden = [...graphs, ...programs].find(({ nodes }) => nodes.some((node) => ts.isClassDeclaration(node)));
  return hidden === undefined
    ? holds(operators.map(({ exported }) => exported.join("")).join(", "))
    : fails(`${hidden.path} declares a class`);
}

function debugLogs({ operators, programs }: Parts): Judgement {
  if (operators.length === 0) return NO_OPERATORS;
  const silent = [...operators.map(({ file }) => file), ...programs].filter((file) => !file.nodes.some(isDebugCall));
  return silent.length === 0 ? holds("each operator and the program") : fails(`none in ${pathsOf(silent)}`);
}

/** `debug(…)`, `log.debug(…)`, `this.#logger.debug(…)`. */
const isDebugCall = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && /(^|[.#])debug(log)?$/i.test(node.expression.getText());
