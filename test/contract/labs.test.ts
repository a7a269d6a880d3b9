import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { buildLab, readLab, readManifest } from "../../authoring/index";
import { withoutVenv } from "../../cloud/testing/venv";
import { labs } from "../../course/index";
import { checkGenerated } from "../../scripts/course/check-generated";
import { generateLab } from "../../scripts/course/generate-lab";
import { runInLabCloud } from "../../scripts/course/solution/run-in-lab-cloud";
import { startSolutionCompiler, type SolutionCompiler } from "../../scripts/course/solution/solution-compiler";
import { collectNeeded, type NeededPermissions } from "./callers";
import { judgeRequests, type Verdict } from "./judge";
import { findIdle, findMissing, readShippedPolicies } from "./policies";
import { startRecordingEndpoint } from "./recording-endpoint";
import { IN_CI, LONG, skipIf } from "../../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..", "..");
/** Labs whose cells need Apache Flink. */
const WITH_FLINK = ["03", "04"];

/** The judged labs, with operations that each of them must have called. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  "01": ["kinesis CreateStream", "firehose CreateDeliveryStream", "s3 CreateBucket"],
  "02": [
    "firehose PutRecord",
    "lambda CreateFunction",
    "athena StartQueryExecution",
    "sqs ReceiveMessage",
    "scheduler CreateSchedule",
    "iam UpdateAssumeRolePolicy",
  ],
  "03": [
    "cloudformation CreateChangeSet",
    "kinesis PutRecords",
    "kinesisanalyticsv2 CreateApplication",
    "lambda Invoke",
  ],
  "04": [
    "cloudformation UpdateStack",
    "firehose UpdateDestination",
    "kinesis PutRecords",
    "athena StartQueryExecution",
    "glue GetTable",
    "kinesisanalyticsv2 CreateApplication",
  ],
  "05": [
    "kinesis SplitShard",
    "kinesis MergeShards",
    "kinesis PutRecords",
    "kinesis GetRecords",
    "cloudwatch GetMetricStatistics",
  ],
  "06": ["cloudformation CreateStack", "kinesis PutRecords", "athena StartQueryExecution"],
};

/**
 * What learners create by calls that they write themselves, without tags, by the lab's number. `labs teardown` finds it by its name, as
 * docs/on-aws.md says.
 */
const UNTAGGED: Readonly<Record<string, readonly string[]>> = {
  "03": ["kinesis CreateStream", "firehose CreateDeliveryStream"],
};

/**
 * Permissions that no solution's run uses: those of the clean-up and of reading tags for it (`labs teardown` and its
 * test use them), of starting what runs on Flink, of preparing the labs' resources a second time or after a failure, and of the first look at a region's services on AWS.
 */
const UNUSED_HERE = [
  /:Delete|:(List|Get)(\w*Tag(s|ging)|Tags\w+)$|^s3:ListBucketVersions$|^ec2:TerminateInstances$|^iam:RemoveRoleFromInstanceProfile$|^glue:GetTables$/,
  /^cloudformation:(DescribeStackEvents|DescribeStackResources|ListStacks|UpdateStack)$/,
  /^(athena:GetWorkGroup|scheduler:(ListSchedules|UpdateSchedule)|glue:GetDatabases|lambda:ListFunctions|kinesisanalytics:ListApplications|kinesisanalytics:(Start|Stop)Application|sqs:GetQueueUrl)$/,
];

/** The files that `npm run notebooks -- --check` would report; a learner's own work in this folder is not reported. */
async function listOutOfDate(files: Awaited<ReturnType<typeof generateLab>>): Promise<string[]> {
  const findings = await checkGenerated(ROOT, files, await readManifest(ROOT));
  return findings
    .filter(({ state }) => state === "out of date")
    .map(({ path }) => `${path}: out of date. Run \`npm run notebooks\` and commit the result.`);
}

describe("generated files", () => {
  for (const lab of labs)
    it(`match their source: the learners' files of lab ${lab.number}, and the solution's scripts`, async () => {
      const { learner, solutionScripts } = buildLab(await readLab(ROOT, lab.id));
      expect(await listOutOfDate([...learner, ...solutionScripts])).to.deep.equal([]);
    });
});

let compiler: SolutionCompiler | undefined;
after(() => compiler?.close());

// A solution takes a minute to run, so one run serves both tests: of its calls to AWS, and of its outputs. A short test run takes the lab that
// calls the fewest services, and has a translation; CI also takes the one that calls the most.
const few: readonly string[] = IN_CI ? ["02", "05"] : ["05"];
const taken = LONG ? labs : labs.filter(({ number }) => few.includes(number));
for (const lab of taken)
  describe(`running the solution of lab ${lab.number} once`, function () {
    this.timeout(900_000);
    let files: Awaited<ReturnType<typeof generateLab>>;
    let verdicts: readonly Verdict[] = [];
    let needed: NeededPermissions | undefined;

    before(async function () {
      const flinkIsMissing = WITH_FLINK.includes(lab.number) && !existsSync(join(ROOT, ".labs", "flink"));
      skipIf(this, withoutVenv ?? (flinkIsMissing ? "Apache Flink is not set up: `npx labs flink`" : undefined));
      const sharedCompiler = (compiler ??= startSolutionCompiler(ROOT));
      files = await generateLab(ROOT, lab.id, (cells) =>
        runInLabCloud(ROOT, {
          lab,
          cells,
          compiler: sharedCompiler,
          // With AWS's delays, a lab works here only if it waits where it must wait on AWS.
          lags: true,
          async openProxy(cloud) {
            const { url, recorded, close } = await startRecordingEndpoint(cloud.endpoint);
            return {
              url,
              async close() {
                const journal = cloud.journal.listAfter(0);
                expect(journal[0]?.n, "the journal has dropped nothing").to.equal(1);
                needed = await collectNeeded(journal, cloud);
                await close();
                verdicts = await judgeRequests(recorded, cloud);
              },
            };
          },
        }),
      );
    });

    it("sends only requests that AWS's service models allow, with valid signatures", () => {
      expect(
        verdicts.flatMap(({ service = "", operation = "", violations }) =>
          violations
            .filter(({ rule }) => rule !== "tags" || !UNTAGGED[lab.number]?.includes(`${service} ${operation}`))
            .map(({ rule, says }) => `${service} ${operation} ${rule}: ${says}`),
        ),
        "a call that gives no tag takes its tags from createLabTags of src/aws/lab-tags.ts",
      ).to.deep.equal([]);
      const requested = new Set(verdicts.map(({ service, operation }) => `${service ?? ""} ${operation ?? ""}`));
      const expected = OPERATIONS[lab.number] ?? [];
      expect(
        expected,
        `the row of lab ${lab.number} in OPERATIONS of this file. The lab calls ${[...requested].sort().join(", ")}`,
      ).to.not.deep.equal([]);
      expect([...requested]).to.include.members([...expected]);
      if (process.env["CONTRACT_TELLS"] === "1")
        console.log(
          `      ${verdicts.length} requests, ${requested.size} operations: ${[...requested].sort().join(", ")}`,
        );
    });

    it("has all the permissions it needs from the class's policy and the roles in its templates", () => {
      const policy = readShippedPolicies().get(lab.number) ?? { Statement: [] };
      expect(
        findMissing(policy, needed?.learner ?? []),
        `permissions that Lab${lab.number} in deploy/class-account/template.yaml does not give`,
      ).to.deep.equal([]);
      for (const [name, role] of needed?.roles ?? [])
        expect(findMissing(role.policy, role.needed), name).to.deep.equal([]);
      // Learners of the capstone choose other services than its solution.
      const idle = lab.number === "06" ? [] : findIdle(policy, needed?.learner ?? []);
      expect(
        idle.filter((action) => !UNUSED_HERE.some((pattern) => pattern.test(action))),
        `permissions that Lab${lab.number} in deploy/class-account/template.yaml gives, and the solution does not use`,
      ).to.deep.equal([]);
    });

    it("prints what the committed notebook contains", async () => {
      expect(await listOutOfDate(files)).to.deep.equal([]);
    });
  });
