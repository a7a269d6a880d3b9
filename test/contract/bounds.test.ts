import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import type { AnyMembers, Rule } from "../../cloud/core/rules";
import { services } from "../../cloud/services/index";
import { root, needVenv } from "../../cloud/testing/venv";

/**
 * Bounds that AWS's models lack, or that differ there. They come from the documentation, from recorded answers, or from
 * the lab cloud itself: the rules say which.
 */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  kinesis: ["ShardCount ≤ 100000", "TargetShardCount ≤ 100000"],
  lambda: [
    "ClientContext ≤ 3583",
    "EphemeralStorage.Size ≤ 10240",
    "FunctionName ≤ 256",
    "LayerName ≤ 140",
    "MemorySize ≤ 10240",
    "Resource ≤ 256",
    "Timeout ≤ 900",
  ],
  s3: ["ObjectAttributes ≥ 1"],
  cloudwatch: [
    "DashboardName ≤ 255",
    "DashboardName ≥ 1",
    "DashboardNames ≤ 100",
    "MaxDatapoints ≥ 1",
    "MetricData ≤ 1000",
    "MetricDataQueries ≤ 500",
    "MetricData[].Counts ≤ 150",
    "MetricData[].Values ≤ 150",
    "Tags ≤ 50",
  ],
  athena: ["MaxResults ≤ 100000"],
  cloudformation: ["ExportName ≥ 1", "StackName ≤ 128", "StackName ≥ 1"],
  ec2: [
    "Description ≤ 255",
    "GroupName ≤ 255",
    "GroupName ≥ 1",
    "IpPermissions[].FromPort ≤ 65535",
    "IpPermissions[].FromPort ≥ -1",
    "IpPermissions[].ToPort ≤ 65535",
    "IpPermissions[].ToPort ≥ -1",
    "MaxCount ≤ 20",
    "MaxCount ≥ 1",
    "MaxResults ≥ 1",
    "MinCount ≤ 20",
    "MinCount ≥ 1",
    "TagSpecifications[].Tags[].Key ≤ 127",
    "TagSpecifications[].Tags[].Value ≤ 256",
    "Tags[].Key ≤ 127",
    "Tags[].Value ≤ 256",
  ],
  kinesisanalyticsv2: ["NextToken ≤ 512"],
  ssm: ["ResourceId ≤ 2048", "ResourceId ≥ 1", "Value ≤ 4096", "Value ≥ 1"],
  logs: ["metricTransformations[].dimensions ≤ 3"],
  ecr: [
    "resourceArn ≤ 2048",
    "resourceArn ≥ 1",
    "tagKeys ≤ 200",
    "tagKeys[] ≤ 128",
    "tagKeys[] ≥ 1",
    "tags[].Key ≤ 128",
    "tags[].Key ≥ 1",
    "tags[].Value ≤ 256",
  ],
  kms: ["Limit ≤ 100", "PendingWindowInDays ≤ 30", "PendingWindowInDays ≥ 7"],
  sns: ["Tags ≤ 50"],
};

/** Services in which no bound of the lab cloud is in the model. */
const WITHOUT = ["sqs", "s3", "ec2"];

/** A shape of AWS's model of a service, in botocore's data. */
interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly members?: Readonly<Record<string, Reference>>;
  readonly member?: Reference;
  readonly value?: Reference;
}
interface Reference {
  readonly shape: string;
}
interface Model {
  readonly operations: Readonly<Record<string, { readonly input?: Reference }>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

function loadModel(service: string): Model {
  const library = join(root, ".venv", process.platform === "win32" ? "Lib" : "lib");
  const python = readdirSync(library).find((name) => name.startsWith("python")) ?? "";
  const folder = join(library, python, "site-packages", "botocore", "data", service);
  const newest = readdirSync(folder).sort().at(-1) ?? "";
  // The border: the file has the format that botocore reads.
  return JSON.parse(gunzipSync(readFileSync(join(folder, newest, "service-2.json.gz"))).toString()) as Model;
}

/** A size beyond any bound that is not in the model. */
const MANY = 10_000;
/** A value of each type. */
const SOME: Readonly<Record<string, unknown>> = {
  string: "x",
  structure: {},
  list: [],
  map: {},
  integer: 1,
  double: 1,
};

/** The bounds of a rule, such as `≤ 128`, taken from the messages of its violations. */
function compareBounds(rule: Rule<unknown>, outside: readonly unknown[]): string[] {
  return outside.flatMap((value) =>
    listViolations(rule, value).flatMap((must) => {
      const [, than, bound] = /^have (?:length|value) (greater|less) than or equal to (.*)$/.exec(must) ?? [];
      return bound === undefined ? [] : [`${than === "less" ? "≤" : "≥"} ${bound}`];
    }),
  );
}

function listViolations(rule: Rule<unknown>, value: unknown): string[] {
  try {
    return rule.check(value).flatMap(({ path, must }) => (path === "" ? [must] : []));
  } catch {
    // The rule is for another type than the model's.
    return [];
  }
}

/** Compares the bounds of each rule with the model, members of members included. */
class Comparison {
  readonly #model: Model;
  readonly found = { alike: new Set<string>(), otherwise: new Set<string>() };

  constructor(model: Model) {
    this.#model = model;
  }

  checkMembers(members: AnyMembers, at: Reference | undefined, path = ""): void {
    const { members: original = {} } = this.#getShape(at) ?? {};
    for (const [name, member] of Object.entries(members))
      if (member.need !== "refused")
        this.#checkRule(member.rule, original[name], path === "" ? name : `${path}.${name}`);
  }

  #checkRule(rule: Rule<unknown>, at: Reference | undefined, path: string): void {
    const shape = this.#getShape(at);
    if (shape === undefined) return;
    const original = [`≥ ${shape.min}`, `≤ ${shape.max}`];
    for (const bound of compareBounds(rule, this.#createOutsideValues(shape)))
      (original.includes(bound) ? this.found.alike : this.found.otherwise).add(`${path} ${bound}`);
    if (rule.members) this.checkMembers(rule.members, at, path);
    if (rule.each) this.#checkRule(rule.each, shape.member ?? shape.value, `${path}[]`);
  }

  /** Values of a shape that break every bound: too small, and too large. */
  #createOutsideValues({ type, max = 0, member, value }: Shape): readonly unknown[] {
    const many = Math.max(2 * max, MANY);
    const item = SOME[this.#getShape(member ?? value)?.type ?? ""];
    if (type === "string") return ["", "x".repeat(many)];
    if (type === "blob") return [Buffer.alloc(0), Buffer.alloc(many)];
    if (type === "list") return [[], Array<unknown>(many).fill(item)];
    if (type === "map") return [{}, Object.fromEntries(Array.from({ length: many }, (_, n) => [n, item]))];
    return ["integer", "long"].includes(type) ? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] : [];
  }

  #getShape(at: Reference | undefined): Shape | undefined {
    return at && this.#model.shapes[at.shape];
  }
}

describe("bounds of members: AWS's models as judge", function () {
  needVenv();

  for (const { name, operations } of services) {
    it(`match the model of ${name}, except for known differences`, () => {
      const model = loadModel(name);
      const comparison = new Comparison(model);
      for (const operation of Object.values(operations))
        if (operation.kind === "operation")
          comparison.checkMembers(operation.members, model.operations[operation.name]?.input);
      const { alike, otherwise } = comparison.found;
      expect(alike.size === 0).to.equal(WITHOUT.includes(name));
      expect([...otherwise].sort()).to.deep.equal(OTHERWISE[name] ?? []);
    });
  }
});
