import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import type { AnyMembers, Rule } from "../../cloud/core/rules";
import { getItemAt, getValueIn } from "../../foundation/item-at";
import { services } from "../../cloud/services/index";
import { toCamelCase, toKebabCase } from "../../scripts/new/names";

/**
 * Members that no code of an operation names, and why nothing is to be said of them: by name, for all operations of a
 * service, or `Operation.Name`, where others do read it. What a request asks for and does not get has a note instead
 * (`noted` in cloud/core/members.ts); of a member with one value alone there is nothing to read.
 */
const SILENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kinesis: {
    ScalingType: "takes UNIFORM_SCALING alone",
    "GetRecords.StreamARN": "the iterator names the stream",
    "StopStreamEncryption.KeyId": "the stream has one key, which is taken off",
  },
  firehose: {
    NoEncryptionConfig: "takes NoEncryption alone",
    AllowForceDelete: "for streams whose key cannot be given back; keys are labels",
    "DescribeDeliveryStream.Limit": "a delivery stream has one destination, on AWS, too",
    ExclusiveStartDestinationId: "a delivery stream has one destination, on AWS, too",
  },
  s3: {
    ChecksumCRC32: "read by the name of its algorithm",
    ChecksumCRC32C: "read by the name of its algorithm",
    ChecksumCRC64NVME: "read by the name of its algorithm",
    ChecksumSHA1: "read by the name of its algorithm",
    ChecksumSHA256: "read by the name of its algorithm",
    Body: "read as the request's body",
    Expires: "read as the header that it is",
    ContentLength: "read as the header that it is",
    IfMatchLastModifiedTime: "refused for buckets that are no directories, as on AWS",
    IfMatchSize: "refused for buckets that are no directories, as on AWS",
    ConfirmRemoveSelfBucketAccess: "lets an author lock himself out; the note on the policy says what is weighed",
  },
  logs: {
    interleaved: "AWS ignores it, and interleaves always",
    sequenceToken: "AWS ignores it",
  },
  glue: {
    Comment: "stored and returned, as in Glue",
    Description: "stored and returned, as in Glue",
    Owner: "stored and returned, as in Glue",
    TableType: "stored and returned, as in Glue",
    AdditionalLocations: "stored and returned, as in Glue",
    InputFormat: "stored and returned, as in Glue",
    OutputFormat: "stored and returned, as in Glue",
    Compressed: "stored and returned, as in Glue",
    NumberOfBuckets: "stored and returned, as in Glue",
    SortOrder: "stored and returned, as in Glue",
    SkewedInfo: "stored and returned, as in Glue",
    SkewedColumnNames: "stored and returned, as in Glue",
    SkewedColumnValues: "stored and returned, as in Glue",
    SkewedColumnValueLocationMaps: "stored and returned, as in Glue",
    StoredAsSubDirectories: "stored and returned, as in Glue",
    LocationUri: "stored and returned, as in Glue",
    Retention: "stored and returned, as in Glue",
    ViewOriginalText: "stored and returned, as in Glue",
    ViewExpandedText: "stored and returned, as in Glue",
  },
  athena: {
    WorkGroup: "of calls about the catalog: AWS asks for it where IAM Identity Center says who somebody is",
    S3AclOption: "takes one value alone, and the structure around it has a note",
    EffectiveEngineVersion: "AWS answers it, and does not read it",
    ResultReuseByAgeConfiguration: "its flag has a note",
    MaxAgeInMinutes: "its flag has a note",
  },
  sts: { Value: "of a session's tags, which have a note" },
  cloudformation: {
    IncludeNestedStacks: "there are no nested stacks",
    DeletionMode: "takes STANDARD alone",
  },
  ec2: {
    UserId: "a group's id says whose it is",
    AllAvailabilityZones: "all zones are there",
    IncludeDeprecated: "the only image is not deprecated",
    IncludeDisabled: "the only image is not disabled",
    Latest: "the output is always the latest",
    Force: "an instance stops at once either way",
    SkipOsShutdown: "an instance stops at once either way",
  },
  kinesisanalyticsv2: {
    RecordEncoding: "takes UTF-8 alone",
    ConfigurationTypeUpdate: "read by the name without Update",
    CheckpointingEnabledUpdate: "read by the name without Update",
    CheckpointIntervalUpdate: "read by the name without Update",
    MinPauseBetweenCheckpointsUpdate: "read by the name without Update",
    ParallelismUpdate: "read by the name without Update",
    ParallelismPerKPUUpdate: "read by the name without Update",
  },
  scheduler: {
    "DeleteSchedule.ClientToken": "there is nothing left that a repeated call could delete",
  },
  ssm: { WithDecryption: "there are no encrypted parameters" },
  ecr: { force: "repositories hold no images, and the note on their policies says that these are not evaluated" },
  kms: {
    "ListKeyPolicies.Limit": "a key has one policy",
    "ListKeyPolicies.Marker": "a key has one policy",
    BypassPolicyLockoutSafetyCheck: "the note on a key's policy says that it is not evaluated",
    PolicyName: "takes default alone",
  },
};

const SERVICES = join(import.meta.dirname, "..", "..", "cloud", "services");

/** A service's code, as far as operations share it and by operation. */
interface Code {
  /** The names that code outside of operations and CloudFormation's resources reads. */
  readonly shared: ReadonlySet<string>;
  readonly findOperation: (name: string) => { readonly read: ReadonlySet<string>; readonly isHandedOn: boolean };
}

/** @param operations the names of all operations of the service */
function readCode(service: string, operations: readonly string[]): Code {
  const paths = readdirSync(join(SERVICES, service), { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$/.test(path) && !/(^|\/)testing\//.test(path));
  const files = new Map(paths.map((path) => [path, parseFile(join(SERVICES, service, path))]));
  const names = new Set(operations.map(toVariableName));
  const hasOperations = (path: string): boolean =>
    path.startsWith("api/") &&
    files.get(path)?.statements.some((node) => listDeclared(node).some((name) => names.has(name))) === true;
  const others = paths.filter((path) => !path.startsWith("resources/") && !hasOperations(path));
  const helpers = paths.filter(hasOperations).flatMap((path) => listHelpers(getValueIn(files, path), names));
  // The service's own way to make operations, through which all of its requests go.
  const before = files.get("api/operation.ts");
  return {
    shared: new Set(
      [...others.map((path) => getValueIn(files, path)), ...helpers].flatMap((node) => [...listNamesRead(node)]),
    ),
    findOperation(name) {
      const found = [...files].flatMap(([path, file]) => (hasOperations(path) ? findDeclaration(file, name) : []));
      // A function of the same name may write the answer; the operation names its schema.
      const owner = found.find(([node]) => node?.getText().includes(`${name}$`)) ?? getItemAt(found, 0);
      const read = [...owner, ...(before === undefined ? [] : [before])].flatMap((node) => [...listNamesRead(node)]);
      return { read: new Set(read), isHandedOn: isHandingRequestOn(owner) };
    },
  };
}

const toVariableName = (operation: string): string => toCamelCase(toKebabCase(operation));

/** The statements of a file that belong to an operation: its declaration, and those that this one needs. */
function findDeclaration(file: ts.SourceFile, operation: string): ts.Statement[][] {
  const name = toVariableName(operation);
  const declaration = file.statements.find((node) => ts.isVariableStatement(node) && listDeclared(node).includes(name));
  return declaration === undefined ? [] : [listNeeded(file, [declaration])];
}

/** The statements that a file of operations exports for other files, and those that these need. */
function listHelpers(file: ts.SourceFile, operations: ReadonlySet<string>): ts.Statement[] {
  const isOperation = (node: ts.Statement): boolean => listDeclared(node).some((name) => operations.has(name));
  const exported = file.statements.filter(
    (node) =>
      ts.canHaveModifiers(node) &&
      ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true &&
      !isOperation(node),
  );
  return listNeeded(file, exported).filter((node) => !isOperation(node));
}

/** Statements of a file, and all of the file that these name. */
function listNeeded(file: ts.SourceFile, statements: readonly ts.Statement[]): ts.Statement[] {
  const needed = new Set(statements);
  // Added ones are visited, too.
  for (const node of needed) {
    const words = new Set(node.getText().match(/[\w$]+/g));
    for (const second of file.statements)
      if (listDeclared(second).some((first) => words.has(first))) needed.add(second);
  }
  return [...needed];
}

/** The names that a statement declares. */
function listDeclared(node: ts.Statement): string[] {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.map(({ name }) => name.getText());
  return (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name ? [node.name.text] : [];
}

const parseFile = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2023, true);

/**
 * The names by which code reads members: `request.Name`, `{ Name }` taken apart, and texts, by which generic code goes.
 * Keys of objects do not count, among them the tables of members.
 */
function listNamesRead(file: ts.Node): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) names.add(node.name.text);
    else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent))
      names.add((node.propertyName ?? node.name).getText());
    else if (ts.isStringLiteral(node) && !ts.isLiteralTypeNode(node.parent)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

/**
 * Whether an operation's handler hands its request on as a whole, to code that may read any of its members. Handlers are
 * functions of two or three parameters; the second is the request.
 */
function isHandingRequestOn(statements: readonly ts.Statement[]): boolean {
  let isHandedOn = false;
  const visitHandler = (node: ts.Node, request: string): void => {
    const { parent } = node;
    if (ts.isIdentifier(node) && node.text === request && !isTakenApart(node, parent)) isHandedOn = true;
    ts.forEachChild(node, (item) => visitHandler(item, request));
  };
  let handlers = 0;
  const visit = (node: ts.Node): void => {
    const [, , handler] = ts.isCallExpression(node) ? node.arguments : [];
    if (handler !== undefined && ts.isArrowFunction(handler)) {
      handlers += 1;
      const request = handler.parameters[1]?.name;
      if (request !== undefined && ts.isIdentifier(request)) visitHandler(handler.body, request.text);
      else if (request !== undefined && hasRest(request)) isHandedOn = true;
    }
    ts.forEachChild(node, visit);
  };
  statements.forEach(visit);
  return isHandedOn || handlers === 0;
}

/** `request.Name`, or `{ Name } = request` without the rest of it. */
const isTakenApart = (node: ts.Identifier, parent: ts.Node): boolean =>
  ts.isPropertyAccessExpression(parent) ||
  (ts.isVariableDeclaration(parent) && parent.initializer === node && !hasRest(parent.name));

const hasRest = (name: ts.BindingName): boolean =>
  !ts.isObjectBindingPattern(name) || name.elements.some(({ dotDotDotToken }) => dotDotDotToken !== undefined);

interface IgnoredMember {
  readonly name: string;
  /** `Records[].Data` */
  readonly path: string;
  readonly isNested: boolean;
}

/** Every member that an operation takes, at every depth, but those that need no code: with a note, or with one value. */
function takeRequest(members: AnyMembers, before = "", seen: ReadonlySet<unknown> = new Set()): IgnoredMember[] {
  if (seen.has(members)) return [];
  const within = new Set([...seen, members]);
  return Object.entries(members).flatMap(([name, member]) => {
    if (member.need === "refused") return [];
    const path = `${before}${name}`;
    const { inside, brackets } = findStructure(member.rule);
    const below = inside === undefined ? [] : takeRequest(inside, `${path}${brackets}.`, within);
    const needsNone =
      member.note !== undefined || member.rule.only?.length === 1 || (inside !== undefined && below.length === 0);
    return [...(needsNone ? [] : [{ name, path, isNested: before !== "" }]), ...below];
  });
}

function findStructure(rule: Rule<unknown>): { readonly inside: AnyMembers | undefined; readonly brackets: string } {
  if (rule.each === undefined) return { inside: rule.members, brackets: "" };
  const { inside, brackets } = findStructure(rule.each);
  return { inside, brackets: `[]${brackets}` };
}

/** The members that neither the operation's own code reads nor, where it may have got them, code that it shares with others. */
function listUnread(code: Code, name: string, members: AnyMembers): IgnoredMember[] {
  const { read, isHandedOn } = code.findOperation(name);
  return takeRequest(members).filter(
    (member) => !read.has(member.name) && !((isHandedOn || member.isNested) && code.shared.has(member.name)),
  );
}

describe("the input members of operations", () => {
  for (const { name: service, operations } of services)
    it(`are used or declared as ignored in ${service}`, () => {
      const code = readCode(
        service,
        Object.values(operations).flatMap((operation) => (operation.kind === "operation" ? [operation.name] : [])),
      );
      const silent = SILENT[service] ?? {};
      const unread = Object.values(operations).flatMap((operation) =>
        operation.kind !== "operation"
          ? []
          : listUnread(code, operation.name, operation.members).map((member) => ({
              ...member,
              operation: operation.name,
            })),
      );
      const unsaid = unread.filter(
        ({ operation, name }) => silent[name] === undefined && silent[`${operation}.${name}`] === undefined,
      );
      expect(unsaid.map(({ operation, path }) => `${operation}: ${path} is taken, and no code reads it`)).to.deep.equal(
        [],
      );
      const names = new Set(unread.flatMap(({ operation, name }) => [name, `${operation}.${name}`]));
      expect(
        Object.keys(silent).filter((name) => !names.has(name)),
        "is read now, or has a note, or one value alone",
      ).to.deep.equal([]);
    });
});
