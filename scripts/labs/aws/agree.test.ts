import { execFile } from "node:child_process";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { expect } from "chai";
import { startCloud, type Cloud } from "../../../cloud/index";
import { labs } from "../../../course/index";
import { getVenvBin } from "../../setup/venv.mjs";
import { withoutVenv } from "../../../cloud/testing/venv";
import { skipIf } from "../../../cloud/testing/skip";
import { estimateLine, createEstimate } from "./estimate";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const LABS = join(ROOT, "scripts", "labs.mjs");
/**
 * A Python program that runs a command in a pseudo-terminal: it types one line when the command asks, and passes on the
 * output and exit status.
 */
const TERMINAL = `import os, pty, sys
pid, terminal = pty.fork()
if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
text, typed = b"", False
while True:
    try: data = os.read(terminal, 65536)
    except OSError: break
    if not data: break
    text += data
    if not typed and b"Type yes: " in text:
        typed = True
        os.write(terminal, sys.argv[1].encode() + b"\\r")
sys.stdout.write(text.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

interface CommandResult {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

describe("labs given, on AWS: asking before anything is created", () => {
  let cloud: Cloud;
  before(async () => {
    // This cloud takes the place of AWS: the SDK calls it with the learner's own keys.
    cloud = await startCloud({ port: 0, account: "123456789012", keys: "own", iam: "on" });
  });
  after(() => cloud.stop());

  const createEnvironment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
    const unrelated = Object.entries(process.env).filter(([name]) => !/^(AWS_|LABS_)/.test(name));
    return {
      ...Object.fromEntries(unrelated),
      LABS_TARGET: "aws",
      AWS_ENDPOINT_URL: cloud.endpoint,
      AWS_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/nonexistent",
      AWS_SHARED_CREDENTIALS_FILE: "/nonexistent",
      AWS_MAX_ATTEMPTS: "1",
      ...more,
    };
  };
  const run = (program: string, args: readonly string[], env: NodeJS.ProcessEnv) =>
    new Promise<CommandResult>((resolve) => {
      const child = execFile(program, args, { env }, (error, out, err) => {
        resolve({ status: typeof error?.code === "number" ? error.code : 0, out, err });
      });
      child.stdin?.end();
    });
  const runGiven = (args: readonly string[] = [], env?: NodeJS.ProcessEnv) =>
    run(process.execPath, [LABS, "given", "01", ...args], createEnvironment(env));
  const typeAnswer = (answer: string) =>
    run(
      join(getVenvBin(ROOT), "python"),
      ["-c", TERMINAL, answer, process.execPath, LABS, "given", "01"],
      createEnvironment({ TERM: "dumb" }),
    );
  /** Calls to the cloud that change something. */
  const listChanges = () =>
    cloud.journal.listAfter(0).filter(({ operation }) => !/^(Get|List|Describe|Head)/.test(operation)).length;

  const refusals: readonly (readonly [what: string, args: readonly string[], env: NodeJS.ProcessEnv, says: RegExp])[] =
    [
      [
        "not in a terminal",
        [],
        {},
        /^Nothing was changed: the command needs a confirmation, and this is not a terminal\. To skip it, add `--yes`\.\n$/,
      ],
      [
        "there are no keys",
        ["--yes"],
        { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
        /^Your AWS account could not be determined\. Nothing was changed\. No AWS keys were found\. Try `aws sts get-caller-identity`\..*\n$/,
      ],
      [
        "AWS refuses the keys",
        ["--yes"],
        { AWS_SECRET_ACCESS_KEY: "guess" },
        /^Your AWS account could not be determined\. Nothing was changed\. AWS rejects these keys\..*\n$/,
      ],
      [
        "no region is set",
        ["--yes"],
        { AWS_REGION: undefined },
        /^Your AWS account could not be determined\. .* No AWS region is set\. Set AWS_REGION, for example to us-east-1\.\n$/,
      ],
      [
        "the account is another one, by the option",
        ["--yes", "--account", "210987654321"],
        {},
        /^These keys belong to the account 123456789012, not 210987654321\. Nothing was changed\..*\n$/,
      ],
      [
        "the account is another one, by the environment",
        ["--yes"],
        { LABS_AWS_ACCOUNT: "210987654321" },
        /^These keys belong to the account 123456789012, not 210987654321\..*\n$/,
      ],
      [
        "the lab costs more than the budget",
        ["--yes"],
        { LABS_AWS_BUDGET: "0.1" },
        /^Nothing was changed: lab 01 costs about 0\.\d\d USD, and your budget LABS_AWS_BUDGET is 0\.1 USD\. Raise it, or .*\n$/,
      ],
      [
        "the region has not all that the lab needs",
        ["--yes"],
        { AWS_ENDPOINT_URL_FIREHOSE: "http://firehose.invalid" },
        /^The region us-east-1 has no firehose, or there is no network\. Nothing was changed\..*\n$/,
      ],
    ];
  for (const [title, args, env, says] of refusals)
    it(`refuses in one line if ${title}`, async () => {
      const { status, err } = await runGiven(args, env);
      expect(err).to.match(says);
      expect(status).to.equal(1);
      expect(listChanges()).to.equal(0);
    });

  it("asks each service of the capstone, CloudWatch included, before it asks for a confirmation", async () => {
    const { err } = await run(process.execPath, [LABS, "given", "06"], createEnvironment());
    expect(err).to.match(/^Nothing was changed: the command needs a confirmation,/);
    expect(listChanges()).to.equal(0);
  });

  it("rejects a budget that isn't an amount, and continues if it is enough", async () => {
    const wrong = await runGiven(["--yes"], { LABS_AWS_BUDGET: "a lot" });
    expect(wrong.err).to.include('LABS_AWS_BUDGET must be an amount in USD, such as 2 or 0.50, not "a lot".');
    expect([wrong.status, listChanges()]).to.deep.equal([2, 0]);
    const commandResult = await runGiven([], { LABS_AWS_BUDGET: "0.5" });
    expect(commandResult.err).to.match(/^Nothing was changed: the command needs a confirmation,/);
    expect(listChanges()).to.equal(0);
  });

  it("refuses in one line if the session has expired", async () => {
    const plan = { service: "sts", operation: "GetCallerIdentity", code: "ExpiredToken", times: 1 };
    const planned = await fetch(`${cloud.endpoint}/_lab/faults`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-lab-token": cloud.token },
      body: JSON.stringify(plan),
    });
    expect(planned.ok, await planned.text()).to.equal(true);
    const { status, err } = await runGiven(["--yes"]);
    expect(err).to.match(
      /^Your AWS account could not be determined\. Nothing was changed\. Your AWS session has ended\..*\n$/,
    );
    expect([status, listChanges()]).to.deep.equal([1, 0]);
  });

  it("stops at any answer other than yes, and continues at yes", async function () {
    skipIf(this, withoutVenv);
    const no = await typeAnswer("y");
    expect(no.out).to.match(/Nothing was changed: you didn't answer yes\.\s*$/);
    expect([no.status, listChanges()]).to.deep.equal([1, 0]);

    const yes = await typeAnswer("yes");
    expect(yes.out)
      .to.match(/^AWS account {2}123456789012 \(arn:aws:iam::123456789012:root\)\r?$/m)
      .and.to.match(/^Region {7}us-east-1\r?$/m)
      .and.to.match(/^Lab 01 {7}about 0\.\d\d USD for 2\.25 hours .*: 0\.12 USD per hour .*30 days, 86\.40 USD\.\r?$/m)
      .and.to.match(/^Data stream de-c2w2lab1-kinesis-data-stream: created\r?$/m);
    expect(yes.status).to.equal(0);
  });

  it("continues without a question if the option agrees and the account is the right one", async () => {
    const { status, out, err } = await runGiven(["--yes", "--account", "123456789012"]);
    expect({ status, err }).to.deep.equal({ status: 0, err: "" });
    expect(out).to.match(/^Data stream de-c2w2lab1-kinesis-data-stream: there already$/m);
  });
});

/** The minutes in a lab's opening: `**Time** | about 1½ hours`, `¾ hour` or `45 minutes`. */
function parseStatedMinutes(page: string): number | undefined {
  const [found, whole, part = "", unit] = /\*\*Time\*\* \| about (\d*)([¼½¾]?) (minutes|hours?)/.exec(page) ?? [];
  if (found === undefined) return undefined;
  return (Number(whole) + ({ "¼": 0.25, "½": 0.5, "¾": 0.75 }[part] ?? 0)) * (unit === "minutes" ? 1 : 60);
}

describe("the estimate of what a lab costs on AWS", () => {
  it("exists for each lab, with prices from the one dated list, and matches the page on AWS", () => {
    const details = readFileSync(join(ROOT, "docs", "on-aws.md"), "utf8");
    const hourly: Readonly<Record<string, number>> = { "01": 0.12, "02": 0, "04": 0.03, "05": 0.045 };
    for (const lab of labs) {
      const { perHourUsd, perRunUsd } = createEstimate(lab);
      expect(perRunUsd, lab.id).to.be.greaterThan(0).and.lessThan(1);
      const opening = `course/${lab.id}/lab/01-opening.ts`;
      const minutes = (lab.onAws?.hours ?? 0) * 60;
      expect(
        parseStatedMinutes(readFileSync(join(ROOT, opening), "utf8")),
        `the minutes in the row **Time** of ${opening}, such as "about ¾ hour" or "about 1½ hours"; hours in course/index.ts says ${minutes}`,
      ).to.equal(minutes);
      if (hourly[lab.number] === undefined) continue;
      expect(perHourUsd, lab.id).to.be.closeTo(hourly[lab.number] ?? NaN, 1e-9);
      const row = new RegExp(`^\\| ${lab.number} \\| .*$`, "m").exec(details)?.[0] ?? "";
      if (perHourUsd > 0) expect(row, lab.id).to.include(`${Number(perHourUsd.toFixed(3))} USD an hour`);
    }
  });
  it("matches the page for lab 03 when it is forgotten for a month", () => {
    const [lab] = labs.filter(({ number }) => number === "03");
    const page = readFileSync(join(ROOT, "course", lab?.id ?? "", "lab", "01-opening.ts"), "utf8");
    const stated = Number(/or about (\d+) USD if you forget/.exec(page)?.[1]);
    expect(createEstimate(lab ?? { number: "03", onAws: undefined }).forgottenUsd).to.be.closeTo(stated, 1);
  });
  it("says so for a lab that costs nothing while its resources exist", () => {
    expect(labs.map(estimateLine)[1]).to.match(/: nothing while it isn't used$/);
  });
});
