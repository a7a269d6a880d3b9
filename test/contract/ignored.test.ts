import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import ts from "typescript";
import type { AnyMembers, Rule } from "../../cloud/core/rule";
import { services } from "../../cloud/services/index";

/**
 * Members that no code of a service names, and why nothing is to be said of them. What a request asks for and does not
 * get has a note instead (`noted` in cloud/core/members.ts).
 */
const SILENT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kinesis: { EncryptionType: "takes KMS alone", ScalingType: "takes UNIFORM_SCALING alone" },
  firehose: {
    NoEncryptionConfig: "takes NoEncryption alone",
    RetryOptions: "its one member has a note",
    AllowForceDelete: "for streams whose key cannot be given back; keys are labels",
    ExclusiveStartDestinationId: "a delivery stream has one destination, on AWS, too",
  },
  lambda: { VpcConfig: "its members are refused" },
  s3: {
    ChecksumCRC32: "read by the name of its algorithm",
    ChecksumCRC32C: "read by the name of its algorithm",
    ChecksumCRC64NVME: "read by the name of its algorithm",
    ChecksumSHA1: "read by the name of its algorithm",
    ChecksumSHA256: "read by the name of its algorithm",
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
    AdditionalLocations: "kept and told again, as Glue does",
    InputFormat: "kept and told again, as Glue does",
    OutputFormat: "kept and told again, as Glue does",
    Compressed: "kept and told again, as Glue does",
    NumberOfBuckets: "kept and told again, as Glue does",
    SortOrder: "kept and told again, as Glue does",
    SkewedInfo: "kept and told again, as Glue does",
    SkewedColumnNames: "kept and told again, as Glue does",
    SkewedColumnValues: "kept and told again, as Glue does",
    SkewedColumnValueLocationMaps: "kept and told again, as Glue does",
    StoredAsSubDirectories: "kept and told again, as Glue does",
    LocationUri: "kept and told again, as Glue does",
    Retention: "kept and told again, as Glue does",
    ViewOriginalText: "kept and told again, as Glue does",
    ViewExpandedText: "kept and told again, as Glue does",
  },
  athena: {
    S3AclOption: "takes one value alone, and the structure around it has a note",
    EffectiveEngineVersion: "AWS answers it, and does not read it",
    ResultReuseByAgeConfiguration: "its flag has a note",
    MaxAgeInMinutes: "its flag has a note",
  },
  iam: { PolicyUsageFilter: "takes PermissionsPolicy alone" },
  sts: {
    Key: "of a session's tags, which have a note",
    Value: "of a session's tags, which have a note",
    TransitiveTagKeys: "of a session's tags, which have a note",
  },
  cloudformation: {
    IncludeNestedStacks: "there are no nested stacks",
    DeploymentConfig: "takes the mode STANDARD alone",
    Mode: "takes STANDARD alone",
    DeletionMode: "takes STANDARD alone",
  },
  ec2: {
    UserId: "a group's id says whose it is",
    AllAvailabilityZones: "all zones are there",
    IncludeDeprecated: "the only image is not deprecated",
    IncludeDisabled: "the only image is not disabled",
    Latest: "the output is always the latest",
    MetadataOptions: "its members have a note",
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
  ssm: { ResourceType: "takes Parameter alone", WithDecryption: "there are no encrypted parameters" },
  ecr: { force: "repositories hold no images, and the note on their policies says that these are not weighed" },
  kms: {
    CustomerMasterKeySpec: "takes SYMMETRIC_DEFAULT alone",
    BypassPolicyLockoutSafetyCheck: "the note on a key's policy says that it is not weighed",
    PolicyName: "takes default alone",
  },
};

const SERVICES = join(import.meta.dirname, "..", "..", "cloud", "services");

const codeOf = (service: string): string[] =>
  readdirSync(join(SERVICES, service), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$/.test(path) && !/(^|[\\/])testing[\\/]/.test(path))
    .map((path) => join(SERVICES, service, path));

/**
 * The names by which code reads members: `request.Name`, `{ Name }` taken apart, and texts, by which generic code goes.
 * Keys of objects do not count, among them the tables of members.
 */
function namesRead(file: string): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) names.add(node.name.text);
    else if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent))
      names.add((node.propertyName ?? node.name).getText());
    else if (ts.isStringLiteral(node) && !ts.isLiteralTypeNode(node.parent)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2023, true));
  return names;
}

interface Taken {
  readonly name: string;
  /** `Records[].Data` */
  readonly path: string;
  readonly isNoted: boolean;
}

/** Every member that an operation takes, at every depth. */
function taken(members: AnyMembers, before = "", seen: ReadonlySet<unknown> = new Set()): Taken[] {
  if (seen.has(members)) return [];
  const within = new Set([...seen, members]);
  return Object.entries(members).flatMap(([name, member]) => {
    if (member.need === "refused") return [];
    const path = `${before}${name}`;
    const { inside, brackets } = structureIn(member.rule);
    const below = inside === undefined ? [] : taken(inside, `${path}${brackets}.`, within);
    return [{ name, path, isNoted: member.note !== undefined }, ...below];
  });
}

function structureIn(rule: Rule<unknown>): { readonly inside: AnyMembers | undefined; readonly brackets: string } {
  if (rule.each === undefined) return { inside: rule.members, brackets: "" };
  const { inside, brackets } = structureIn(rule.each);
  return { inside, brackets: `[]${brackets}` };
}

describe("what operations take", () => {
  for (const { name: service, operations } of services)
    it(`of ${service} is read, or said to be ignored`, () => {
      const read = new Set(codeOf(service).flatMap((file) => [...namesRead(file)]));
      const silent = SILENT[service] ?? {};
      const unread = Object.values(operations).flatMap((operation) =>
        operation.kind !== "operation"
          ? []
          : taken(operation.members)
              .filter(({ name, isNoted }) => !read.has(name) && !isNoted)
              .map((one) => ({ ...one, operation: operation.name })),
      );
      const unsaid = unread.filter(({ name }) => silent[name] === undefined);
      expect(unsaid.map(({ operation, path }) => `${operation}: ${path} is taken, and no code reads it`)).to.deep.equal(
        [],
      );
      const names = new Set(unread.map(({ name }) => name));
      expect(
        Object.keys(silent).filter((name) => !names.has(name)),
        "is read now, or has a note",
      ).to.deep.equal([]);
    });
});
