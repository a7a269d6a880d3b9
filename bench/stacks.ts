import { CloudFormation } from "@aws-sdk/client-cloudformation";
import { setTimeout as pause } from "node:timers/promises";
import { getMedian, type Bench, type Row } from "./bench";
import { startLabCloud, startRivals, type Contestant } from "./contestants";
import { RIVAL_VERSIONS } from "./rivals";

const ROUNDS = 5;
const MAX_MS = 60_000;
const EVERY_MS = 5;

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "firehose.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** `count` resources of one type: `Queue0`, `Queue1`, … */
const createSeveral = (count: number, name: string, resource: (at: number) => object): object =>
  Object.fromEntries(Array.from({ length: count }, (_none, index) => [`${name}${index}`, resource(index)]));

/** Twenty resources of eight types, some of which depend on others. */
const TEMPLATE = JSON.stringify({
  Resources: {
    ...createSeveral(3, "Stream", () => ({ Type: "AWS::Kinesis::Stream", Properties: { ShardCount: 1 } })),
    ...createSeveral(4, "Bucket", () => ({ Type: "AWS::S3::Bucket" })),
    ...createSeveral(5, "Queue", (at) => ({ Type: "AWS::SQS::Queue", Properties: { VisibilityTimeout: 30 + at } })),
    ...createSeveral(3, "Group", () => ({ Type: "AWS::Logs::LogGroup" })),
    ...createSeveral(2, "Lines", (at) => ({
      Type: "AWS::Logs::LogStream",
      Properties: { LogGroupName: { Ref: `Group${at}` } },
    })),
    ...createSeveral(1, "Role", () => ({ Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } })),
    Base: {
      Type: "AWS::Glue::Database",
      Properties: { CatalogId: { Ref: "AWS::AccountId" }, DatabaseInput: { Name: "bench" } },
    },
    Table: {
      Type: "AWS::Glue::Table",
      Properties: {
        CatalogId: { Ref: "AWS::AccountId" },
        DatabaseName: { Ref: "Base" },
        TableInput: { Name: "trips" },
      },
    },
  },
  Outputs: { Stream: { Value: { "Fn::GetAtt": ["Stream0", "Arn"] } } },
});

/** The time to create a stack (up), and to delete it (down), in ms. */
interface StackTiming {
  readonly up: number;
  readonly down: number;
}

async function runTrip({ endpoint }: Contestant, turn: number): Promise<StackTiming> {
  const cfn = new CloudFormation({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
    maxAttempts: 1,
  });
  try {
    const began = performance.now();
    const { StackId = "" } = await cfn.createStack({
      StackName: `bench-${turn}`,
      TemplateBody: TEMPLATE,
      Capabilities: ["CAPABILITY_IAM"],
    });
    await waitUntilReached(cfn, StackId, "CREATE_COMPLETE");
    const up = performance.now();
    await cfn.deleteStack({ StackName: StackId });
    await waitUntilReached(cfn, StackId, "DELETE_COMPLETE");
    return { up: up - began, down: performance.now() - up };
  } finally {
    cfn.destroy();
  }
}

/** Waits until a stack has a status. @throws Error if it ends with another status, or takes too long */
async function waitUntilReached(cfn: CloudFormation, StackName: string, wanted: string): Promise<void> {
  const until = performance.now() + MAX_MS;
  for (;;) {
    const status = await readStatus(cfn, StackName);
    if (status === wanted) return;
    if (!status.endsWith("IN_PROGRESS") || performance.now() > until) throw new Error(`the stack is ${status}`);
    await pause(EVERY_MS);
  }
}

/** The status of a stack. Not every cloud remembers deleted stacks: if the stack does not exist, it is deleted. */
async function readStatus(cfn: CloudFormation, StackName: string): Promise<string> {
  try {
    return (await cfn.describeStacks({ StackName })).Stacks?.[0]?.StackStatus ?? "DELETE_COMPLETE";
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return "DELETE_COMPLETE";
    throw error;
  }
}

/** Round -1 does not count. @returns the rounds' times, or the error of a contestant who cannot deploy the stack */
async function runTrips(contestant: Contestant): Promise<readonly StackTiming[] | string> {
  const timings: StackTiming[] = [];
  for (let round = -1; round < ROUNDS; round += 1) {
    try {
      const timing = await runTrip(contestant, round + 1);
      if (round >= 0) timings.push(timing);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return timings;
}

export const stacks: Bench = {
  name: "stacks",
  does: "a stack of 20 resources of 8 types, from CreateStack to CREATE_COMPLETE and from DeleteStack to DELETE_COMPLETE, at 1000 times real time and as a learner sees it (BENCH_RIVALS=none leaves the rivals out).",
  beside: RIVAL_VERSIONS,
  async run(root) {
    const others = process.env["BENCH_RIVALS"] === "none" ? [] : await startRivals(root);
    const fast = await startLabCloud(["--speed", "1000", "--allow-code"]);
    const real = await startLabCloud(["--allow-code"]);
    try {
      const ours = await runTrips(fast);
      if (typeof ours === "string") throw new Error(`the lab cloud: ${ours}`);
      const getTotals = (all: readonly StackTiming[]): number[] => all.map(({ up, down }) => up + down);
      const rows: Row[] = [
        { what: "up and down", unit: "ms", values: getTotals(ours), goal: { atMost: 2_000 } },
        { what: "  up", unit: "ms", values: ours.map(({ up }) => up) },
        { what: "  down", unit: "ms", values: ours.map(({ down }) => down) },
      ];
      const seen = await runTrips(real);
      if (typeof seen !== "string")
        rows.push({
          what: "up and down in real time, with AWS's states to be seen",
          unit: "ms",
          values: getTotals(seen),
        });
      for (const other of others) {
        const theirs = await runTrips(other);
        if (typeof theirs === "string") console.log(`  ${other.name} cannot: ${theirs}`);
        else
          rows.push({
            what: `  ${other.name} (${Math.round(getMedian(getTotals(theirs)))} ms) to ours`,
            unit: "×",
            values: getTotals(ours).map((value) => getMedian(getTotals(theirs)) / value),
          });
      }
      return rows;
    } finally {
      await Promise.all([fast, real, ...others].map((contestant) => contestant.stop()));
    }
  },
};
