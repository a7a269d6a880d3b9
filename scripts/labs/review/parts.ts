import ts from "typescript";
import type { SourceFile } from "./project";

/** The parts of a stream application, as found in its code. */
export interface Parts {
  readonly sources: readonly SourceFile[];
  readonly tests: readonly SourceFile[];
  /** Files that declare the incoming event and the outgoing aggregate. */
  readonly event: SourceFile | undefined;
  readonly aggregate: SourceFile | undefined;
  /** Files of a folder `operators`, each with its exports except types. */
  readonly operators: readonly { readonly file: SourceFile; readonly exported: readonly string[] }[];
  /** Files outside of that folder that import operators. */
  readonly graphs: readonly SourceFile[];
  /** Files that import a graph: they read the source and write the sink. */
  readonly programs: readonly SourceFile[];
  /** Files with classes that hold source, sink, window and delay. */
  readonly configs: readonly SourceFile[];
}

const EVENT = ["componentName", "metricName", "unit", "value", "timestamp"];
const AGGREGATE = ["componentName", "metricName", "unit", "minValue", "maxValue", "fromTimestamp", "toTimestamp"];
const CONFIG = [/source|input/i, /sink|output/i, /window/i, /delay|late|disorder|patience/i];

/** Finds the parts of an application among the files of its project. */
export function findParts(files: readonly SourceFile[]): Parts {
  const [sources, tests] = [files.filter(({ isTest }) => !isTest), files.filter(({ isTest }) => isTest)];
  const operators = sources
    .filter(({ path }) => /(^|\/)operators\/[^/]+$/.test(path))
    .map((file) => ({ file, exported: listExportedValues(file) }));
  const isOperator = (file: SourceFile): boolean => operators.some((operator) => operator.file === file);
  const graphs = sources.filter(
    (file) => !isOperator(file) && operators.some((operator) => hasImport(file, operator.file)),
  );
  return {
    sources,
    tests,
    event: sources.find((file) => isDeclaring(file, EVENT)),
    aggregate: sources.find((file) => isDeclaring(file, AGGREGATE)),
    operators,
    graphs,
    programs: sources.filter((file) => graphs.some((graph) => graph !== file && hasImport(file, graph))),
    configs: sources.filter((file) =>
      file.nodes.some(
        (node) =>
          ts.isClassDeclaration(node) && CONFIG.every((name) => listMembers(node).some((member) => name.test(member))),
      ),
    ),
  };
}

/** Whether one file of the project imports another. */
export function hasImport(file: SourceFile, other: SourceFile): boolean {
  const requested = other.path.replace(/\.tsx?$/, "");
  return file.imports.some((item) => item === requested || `${item}/index` === requested);
}

/** Names of classes and functions that a file exports. */
function listExportedValues({ nodes }: SourceFile): string[] {
  return nodes.flatMap((node) => {
    if (!isExported(node)) return [];
    if (ts.isClassDeclaration(node) || ts.isFunctionDeclaration(node)) return [node.name?.text ?? "default"];
    if (!ts.isVariableStatement(node)) return [];
    return node.declarationList.declarations
      .filter(({ initializer }) => initializer !== undefined && isFunction(initializer))
      .map(({ name }) => name.getText());
  });
}

const isFunction = (node: ts.Node): boolean => ts.isArrowFunction(node) || ts.isFunctionExpression(node);

const isExported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);

/** Whether an exported type or class has all these members. */
function isDeclaring({ nodes }: SourceFile, members: readonly string[]): boolean {
  return nodes.some((node) => {
    if (!isExported(node)) return false;
    const found = listMembers(ts.isTypeAliasDeclaration(node) ? node.type : node);
    return members.every((name) => found.includes(name));
  });
}

function listMembers(node: ts.Node): string[] {
  if (!ts.isInterfaceDeclaration(node) && !ts.isTypeLiteralNode(node) && !ts.isClassDeclaration(node)) return [];
  const memberNames = node.members.flatMap((member) => (member.name === undefined ? [] : [member.name.getText()]));
  const declarations = node.members.filter((member) => ts.isConstructorDeclaration(member));
  return [
    ...memberNames,
    ...declarations.flatMap(({ parameters }) => parameters.filter(isProperty).map(({ name }) => name.getText())),
  ];
}

const isProperty = (parameter: ts.ParameterDeclaration): boolean =>
  ts.isParameterPropertyDeclaration(parameter, parameter.parent);
