import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { buildLab, readLab } from "../../authoring/index";
import { startCloud } from "../../cloud/index";
import { withoutVenv } from "../../cloud/testing/venv";
import { labs } from "../../course/index";
import { runSolution } from "../../scripts/course/solution/run-solution";
import { setUpGivens } from "../../scripts/labs/givens";
import { labEnvironment } from "../../scripts/start/environment";
import { judged } from "./judge";
import { recordingEndpoint } from "./recording-endpoint";
import { skipIf } from "../skip";

const ROOT = join(import.meta.dirname, "..", "..");
/** Labs whose cells ask for Apache Flink. */
const WITH_FLINK = ["03", "04"];
/** As `npm run notebooks` runs solutions. */
const CLOUD = {
  port: 0,
  seed: 1,
  keys: "own",
  iam: "on",
  shortReturns: true,
  speed: 10,
  log: () => undefined,
} as const;

/** The labs that are held to it, with what each cannot do without. */
const OPERATIONS: Readonly<Record<string, readonly string[]>> = {
  "01": ["kinesis CreateStream", "firehose CreateDeliveryStream", "s3 CreateBucket"],
  "02": ["firehose PutRecord", "lambda CreateFunction", "athena StartQueryExecution", "sqs ReceiveMessage"],
  "03": [
    "cloudformation CreateChangeSet",
    "kinesis PutRecords",
    "kinesisanalyticsv2 CreateApplication",
    "lambda Invoke",
  ],
  "04": ["cloudformation UpdateStack", "kinesis PutRecords", "athena StartQueryExecution", "glue GetTable"],
};

describe("the contract with AWS: what each lab's solution asks for", function () {
  this.timeout(900_000);

  for (const lab of labs.filter(({ number }) => Object.hasOwn(OPERATIONS, number))) {
    it(`is what AWS's own service models allow, and rightly signed: lab ${lab.number}`, async function () {
      const why =
        withoutVenv ??
        (WITH_FLINK.includes(lab.number) && !existsSync(join(ROOT, ".labs", "flink"))
          ? "Apache Flink is not set up: `npx labs flink`"
          : undefined);
      skipIf(this, why);
      const cloud = await startCloud(CLOUD);
      const endpoint = await recordingEndpoint(cloud.endpoint);
      try {
        const { region, credentials } = cloud;
        await setUpGivens(ROOT, [lab], {
          connection: { endpoint: endpoint.url, region, credentials },
          withSolution: false,
        });
        const env = labEnvironment(ROOT, { ...cloud, ...credentials, endpoint: endpoint.url });
        const { cells } = buildLab(await readLab(ROOT, lab.id)).solutionNotebook;
        await runSolution(cells, { root: ROOT, env: { ...env, LABS_GRADING: "1" } });
        const verdicts = await judged(endpoint.recorded, cloud);
        expect(
          verdicts.flatMap(({ service, operation, violations }) =>
            violations.map(({ rule, says }) => `${service ?? ""} ${operation ?? ""} ${rule}: ${says}`),
          ),
        ).to.deep.equal([]);
        const asked = new Set(verdicts.map(({ service, operation }) => `${service ?? ""} ${operation ?? ""}`));
        expect([...asked]).to.include.members([...(OPERATIONS[lab.number] ?? [])]);
        if (process.env["CONTRACT_TELLS"] === "1")
          console.log(`      ${verdicts.length} requests, ${asked.size} operations: ${[...asked].sort().join(", ")}`);
      } finally {
        await endpoint.close();
        await cloud.stop();
      }
    });
  }
});
