import { execFile, execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { labs } from "../course/index";
import { skipIf } from "../cloud/testing/skip";

const ROOT = join(import.meta.dirname, "..");
const createBin = (judge: string, program: string) =>
  join(ROOT, ".labs", judge, process.platform === "win32" ? "Scripts" : "bin", program);
const CFN_LINT = createBin("cfn-lint", "cfn-lint");
const KUBERNETES = createBin("kubernetes-validate", "kubernetes-validate");
/** The oldest version whose schemas know all fields of the recipes: `appArmorProfile` is there since 1.30. */
const KUBERNETES_VERSION = "1.31";

/** The output of a program, standard error included, and its exit status. */
const getOutput = (program: string, args: readonly string[]) =>
  new Promise<{ status: number; text: string }>((resolve) =>
    execFile(program, args, (error, output, errors) => {
      resolve({ status: error ? Number(error.code ?? 1) : 0, text: output + errors });
    }),
  );

/** Why a judge cannot be run; undefined if it can. */
const skipWithoutJudge = (judge: string, program: string): string | undefined =>
  existsSync(program)
    ? undefined
    : `${judge} is not in .labs/${judge}; \`npm test\` installs it where there is a network`;

interface Container {
  readonly name: string;
  readonly command: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
}
interface Job {
  readonly spec: {
    readonly completions?: number;
    readonly template: { readonly spec: { readonly containers: readonly Container[] } };
  };
}
interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly run?: string; readonly env?: Record<string, string> }[] }>
  >;
}

const read = (path: string): string => readFileSync(join(import.meta.dirname, path), "utf8");
/** Names of the variables that a script refuses to run without. */
const listNeeded = (script: string): string[] =>
  [...read(script).matchAll(/\$\{([A-Z]+):\?"?is missing/g)].map(([, name = ""]) => name);

describe("recipes for array jobs", () => {
  it("pass Kubernetes' own schemas", async function () {
    skipIf(this, skipWithoutJudge("kubernetes-validate", KUBERNETES));
    const files = readdirSync(join(import.meta.dirname, "kubernetes")).map((name) =>
      join(import.meta.dirname, "kubernetes", name),
    );
    expect(files).to.have.lengthOf(2);
    const { status, text } = await getOutput(KUBERNETES, ["-k", KUBERNETES_VERSION, "--strict", ...files]);
    expect(status, text).to.equal(0);
  });

  it("pass cfn-lint", async function () {
    skipIf(this, skipWithoutJudge("cfn-lint", CFN_LINT));
    expect(await getOutput(CFN_LINT, [join(import.meta.dirname, "aws-batch", "template.yaml")])).to.deep.equal({
      status: 0,
      text: "",
    });
  });

  it("install the course's version of the AWS CLI, which answers may call with sh", () => {
    for (const recipe of ["../grader/Containerfile", "gradescope/setup.sh", "github-classroom/grade-class.yml"])
      expect(read(recipe), recipe).to.match(
        /python3 -m venv \.venv[^]*\.venv\/bin\/pip install .*--constraint requirements\.txt awscli pyarrow/,
      );
    expect(read("Containerfile")).to.match(/^FROM labs-grader\nENV PATH=\/course\/\.venv\/bin:/m);
    expect(read("../requirements.txt")).to.match(/^awscli==/m);
  });

  it("give each script everything it needs, and state the number of shards once", () => {
    const containers = ["grade-class", "merge-shards"].map((name) => {
      const job = parse(read(`kubernetes/${name}.yaml`)) as Job;
      const [container] = job.spec.template.spec.containers;
      if (!container) throw new Error(`${name} has no container.`);
      const env = Object.fromEntries(container.env.map((item) => [item.name, item.value]));
      if (job.spec.completions !== undefined) expect(env["SHARDS"]).to.equal(String(job.spec.completions));
      return { script: container.command[0] ?? "", names: Object.keys(env) };
    });
    const template = read("aws-batch/template.yaml");
    const batch = template.split("AWS::Batch::JobDefinition").slice(1);
    const inBatch = batch.map((text) => ({
      script: /Command: \[(\S+)\]/.exec(text)?.[1] ?? "",
      names: [...text.matchAll(/Name: ([A-Z]+),/g)].map(([, name = ""]) => name),
    }));
    const workflow = parse(read("github-classroom/grade-class.yml")) as Workflow;
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
    const inWorkflow = steps
      .filter(({ run = "" }) => /^deploy\/\S+\.sh$/.test(run))
      .map(({ run = "", env = {} }) => ({ script: run, names: Object.keys(env) }));
    const all = [...containers, ...inBatch, ...inWorkflow];
    expect(all.map(({ script }) => script)).to.deep.equal(
      Array.from({ length: 3 }, () => ["deploy/grade-shard.sh", "deploy/merge-shards.sh"]).flat(),
    );
    for (const { script, names } of all)
      expect(names).to.include.members(listNeeded(script.replace("deploy/", "")), script);
  });

  it("let an instructor choose any lab", () => {
    const numbers = labs.map(({ number }) => number);
    for (const path of ["aws-batch/template.yaml", "github-classroom/grade-class.yml"]) {
      const listed = /(?:AllowedValues|options): (\["01".*\])/.exec(read(path))?.[1];
      expect(JSON.parse(listed ?? "[]"), `the labs in AllowedValues or options of deploy/${path}`).to.deep.equal(
        numbers,
      );
    }
  });

  it("are executable scripts with valid bash syntax", () => {
    for (const path of ["grade-shard.sh", "merge-shards.sh", "gradescope/setup.sh", "gradescope/make-zip.sh"])
      execFileSync("bash", ["-n", join(import.meta.dirname, path)]);
    execFileSync("bash", ["-n", join(import.meta.dirname, "gradescope", "run_autograder")]);
  });
});
