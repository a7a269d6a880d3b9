import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { findProcessesMarked } from "../../foundation/processes/process-tree";
import { createFreshClone } from "./clone";
import { startEnvironment } from "./npm-start";
import { removeFolder } from "../../cloud/testing/remove-folder";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { isAlive, waitUntil } from "../../cloud/testing/until";
import { root, withoutVenv } from "../../cloud/testing/venv";

/** A step of a job or of an action: a script, or an action with its inputs. */
interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly shell?: string;
  readonly run?: string;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const ACTION = parse(readFileSync(join(root, "cloud", "action.yml"), "utf8")) as Action;
const PAGE = readFileSync(join(root, "docs", "in-tests.md"), "utf8");
/** The steps that the page shows. */
const STEPS = parse(/^```yaml\n(.*?)^```/ms.exec(PAGE)?.[1] ?? "") as readonly Step[];
/** How a runner starts the two kinds of shells: the one that a step names, and the default. */
const SHELLS = new Map([
  ["bash", ["--noprofile", "--norc", "-eo", "pipefail"]],
  [undefined, ["-e"]],
]);

describe("the action for GitHub", () => {
  /** The action's repository, as a runner downloads it. */
  let repository = "";
  const home = createTemporaryFolder();
  const workspace = join(home, "an empty workspace");
  const trackingId = `lab-cloud-test-${process.pid}`;
  before(function () {
    skipIf(
      this,
      process.platform === "linux"
        ? (withoutVenv ?? LEFT_TO_CI)
        : "the test ends the cloud's process by /proc, as a runner",
    );
    repository = createFreshClone();
    mkdirSync(workspace);
  });
  after(() => {
    for (const pid of listTrackedProcesses()) process.kill(pid, "SIGKILL");
    if (repository !== "") removeFolder(repository);
  });

  /** The processes that the job has started and not ended, which a runner kills at the job's end. It finds them by this variable. */
  const listTrackedProcesses = () => findProcessesMarked(`RUNNER_TRACKING_ID=${trackingId}\0`);

  /** A job of a runner: steps, each of which may set variables for the steps after it. */
  function createJob() {
    let variables: NodeJS.ProcessEnv = startEnvironment({
      PATH: [join(root, ".venv", "bin"), process.env["PATH"]].join(delimiter),
      AWS_CONFIG_FILE: join(home, "no-such-file"),
      npm_config_prefer_offline: "true",
      RUNNER_TEMP: home,
      RUNNER_TRACKING_ID: trackingId,
    });
    const script = join(home, "script.sh");
    const environmentFile = join(home, "set-env");

    function runScript({ run = "", shell, env = {} }: Step, context: Readonly<Record<string, string>>) {
      writeFileSync(script, run);
      writeFileSync(environmentFile, "");
      const evaluate = (text: string) =>
        text.replaceAll(/\$\{\{ *(\S+) *\}\}/g, (_, name: string) => context[name] ?? expect.fail(`unknown: ${name}`));
      const stepVariables = Object.entries(env).map(([name, text]) => [name, evaluate(text)] as const);
      const { status, stdout, stderr } = spawnSync("bash", [...(SHELLS.get(shell) ?? []), script], {
        cwd: workspace,
        env: { ...variables, ...Object.fromEntries(stepVariables), GITHUB_ENV: environmentFile },
        encoding: "utf8",
      });
      const lines = readFileSync(environmentFile, "utf8").split("\n").filter(Boolean);
      const exported = lines.map((line) => /^(\w+)=(.*)$/.exec(line)?.slice(1) ?? expect.fail(`no variable: ${line}`));
      variables = { ...variables, ...(Object.fromEntries(exported) as Record<string, string>) };
      return { status, output: stdout + stderr };
    }

    return {
      getVariable: (name: string) => variables[name] ?? expect.fail(`no step has set ${name}`),
      runScript: (run: string) => runScript({ run }, {}),
      /** Runs steps of the action up to the first that fails. */
      runAction(steps: readonly Step[], inputs: Readonly<Record<string, string>>) {
        const defaults = Object.entries(ACTION.inputs).map(([name, input]) => [name, input.default] as const);
        const context = Object.entries({ ...Object.fromEntries(defaults), ...inputs }).map(
          ([name, text]) => [`inputs.${name}`, text] as const,
        );
        let ended = { status: 0 as number | null, output: "" };
        for (const step of steps)
          if (ended.status === 0)
            ended = runScript(step, {
              ...Object.fromEntries(context),
              "github.action_path": join(repository, "cloud"),
            });
        return ended;
      },
    };
  }

  it("installs and starts a cloud, on which the page's next step works, and which ends with the job", async () => {
    const job = createJob();
    const [, action, next] = STEPS;
    expect(action?.uses).to.match(/\/cloud@/);
    const options = `${action?.with?.["options"]} --port 0`;
    const started = job.runAction(ACTION.runs.steps, { options });
    expect(started.status, started.output).to.equal(0);
    expect(readdirSync(workspace)).to.deep.equal([]);

    expect(job.runScript(next?.run ?? "")).to.deep.equal({ status: 0, output: "make_bucket: trips\n" });
    expect(job.runScript("aws s3api list-buckets --query 'Buckets[].Name' --output text").output).to.equal("trips\n");
    const answer = await fetch(`${job.getVariable("AWS_ENDPOINT_URL")}/_lab/health`);
    expect(await answer.json()).to.include({ status: "ok", region: job.getVariable("AWS_REGION") });

    const cloud = Number(job.getVariable("LAB_CLOUD_PID"));
    const tracked = listTrackedProcesses();
    expect(tracked).to.include(cloud);
    for (const pid of tracked) process.kill(pid, "SIGKILL");
    await waitUntil(() => !isAlive(cloud));
    expect(listTrackedProcesses()).to.deep.equal([]);
  });

  it("fails with the cloud's own message if an option is wrong", () => {
    // The earlier test has installed the cloud.
    const { status, output } = createJob().runAction(ACTION.runs.steps.slice(-1), { options: "--speed fast" });
    expect(output).to.include("--speed must be a number, not 'fast'.");
    expect(status).to.equal(1);
  });
});
