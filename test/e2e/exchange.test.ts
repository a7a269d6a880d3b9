import { expect } from "chai";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { getVenvPython } from "../../scripts/setup/venv.mjs";
import type { Session } from "../../scripts/start/session";
import { startEnvironment } from "./npm-start";
import { LEFT_TO_CI, LONG, skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { getSharedSession } from "./shared-session";

const STREAM = "de-c2w2lab1-kinesis-data-stream-cli";

describe("two terminals: a producer and a consumer", () => {
  let root = "";
  let session: Session;
  const consumers: ChildProcess[] = [];
  before(async () => {
    ({ root, session } = await getSharedSession());
    const streams = run("aws", "kinesis", "list-streams", "--output", "text");
    if (!streams.includes(STREAM))
      run("aws", "kinesis", "create-stream", "--stream-name", STREAM, "--shard-count", "2");
    run("aws", "kinesis", "wait", "stream-exists", "--stream-name", STREAM);
  });
  after(() => {
    for (const consumer of consumers) consumer.kill("SIGKILL");
  });

  /** Environment of a JupyterLab terminal: that of the session, with the project's programs first on the PATH. */
  const openTerminal = () => ({
    ...startEnvironment(),
    ...session.environment,
    PATH: [session.environment["PATH"], process.env["PATH"]].join(delimiter),
  });
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: root, encoding: "utf8", stdio: "pipe", env: openTerminal() });

  /** Starts the consumer as the lab's text does, in the scripts' own folder, and collects its output. */
  function consume() {
    const child = spawn("npx", ["tsx", "consumer_from_cli.ts", "--stream", STREAM], {
      cwd: join(root, "src", "cli"),
      env: openTerminal(),
      detached: true,
    });
    consumers.push(child);
    let text = "";
    child.stdout.on("data", (chunk) => (text += String(chunk)));
    child.stderr.on("data", (chunk) => (text += String(chunk)));
    return {
      child,
      getText: () => text,
      /** Resolves when the consumer has printed this text. */
      async prints(part: string) {
        while (!text.includes(part)) {
          if (child.exitCode !== null) throw new Error(`the consumer ended:\n${text}`);
          await once(child.stdout, "data");
        }
      },
    };
  }

  it("exchange records with the real scripts, with boto3 and with the AWS CLI, while it runs", async () => {
    const consumer = consume();
    const example = JSON.parse(readFileSync(join(root, "data", "example_record.json"), "utf8")) as Record<
      string,
      unknown
    >;
    const record = (id: string) => JSON.stringify({ ...example, session_id: id });

    run("npx", "tsx", "src/cli/producer_from_cli.ts", "--stream", STREAM, "--json_string", record("from-the-script"));
    await consumer.prints("from-the-script");

    const python =
      "import boto3, sys; print(boto3.client('kinesis').put_record(StreamName=sys.argv[1], Data=sys.argv[2], PartitionKey='b')['ShardId'])";
    expect(run(getVenvPython(root), "-c", python, STREAM, record("from-boto3"))).to.match(/^shardId-\d{12}/);
    await consumer.prints("from-boto3");

    run(
      "aws",
      "kinesis",
      "put-record",
      "--stream-name",
      STREAM,
      "--partition-key",
      "c",
      "--data",
      record("from-the-aws-cli"),
    );
    await consumer.prints("from-the-aws-cli");
  });

  it("lets another consumer read the same records, until Ctrl-C ends it properly", async () => {
    const consumer = consume();
    for (const id of ["from-the-script", "from-boto3", "from-the-aws-cli"]) await consumer.prints(id);
    process.kill(-(consumer.child.pid ?? 0), "SIGINT");
    await once(consumer.child, "close");
    expect(consumer.getText().trim().split("\n").pop()).to.equal("Stopped. Records read: 3, from 2 shards.");
  });

  it("reads them with boto3, too", () => {
    const python = `
import boto3, json
kinesis = boto3.client("kinesis")
for shard in kinesis.list_shards(StreamName="${STREAM}")["Shards"]:
    iterator = kinesis.get_shard_iterator(StreamName="${STREAM}", ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")["ShardIterator"]
    for record in kinesis.get_records(ShardIterator=iterator)["Records"]:
        print(json.loads(record["Data"])["session_id"])
`;
    expect(run(getVenvPython(root), "-c", python).trim().split("\n").sort()).to.deep.equal([
      "from-boto3",
      "from-the-aws-cli",
      "from-the-script",
    ]);
  });

  it("points `aws sqs` to the same cloud, unlike the AWS CLI alone", () => {
    const { QueueUrl } = JSON.parse(run("aws", "sqs", "create-queue", "--queue-name", "from-a-terminal")) as {
      QueueUrl: string;
    };
    expect(QueueUrl.startsWith(session.environment["AWS_ENDPOINT_URL"] ?? "no cloud"), QueueUrl).to.equal(true);
    run("aws", "sqs", "send-message", "--queue-url", QueueUrl, "--message-body", "hello");
    expect(run("aws", "sqs", "receive-message", "--queue-url", QueueUrl, "--wait-time-seconds", "5")).to.include(
      "hello",
    );
  });

  it("runs a lab's solution with papermill, and in a long run with nbclient alone", function () {
    const papermill = join(process.cwd(), ".labs", "kernel-judges", "bin", "papermill");
    skipIf(this, LEFT_TO_CI ?? (existsSync(papermill) ? undefined : "no .labs/kernel-judges; npm test makes it"));
    const written = createTemporaryFolder();
    const solution = join("solutions", "05-resharding_Solution.ipynb");
    const [byPapermill, byNbclient] = [join(written, "papermill.ipynb"), join(written, "nbclient.ipynb")];
    if (LONG) run("jupyter-execute", `--output=${byNbclient}`, solution);
    const kernels = { JUPYTER_PATH: join(root, ".venv", "share", "jupyter") };
    execFileSync(papermill, ["--no-progress-bar", solution, byPapermill], {
      cwd: root,
      stdio: "pipe",
      env: { ...openTerminal(), ...kernels },
    });
    for (const output of [byPapermill, ...(LONG ? [byNbclient] : [])]) {
      const { cells } = JSON.parse(readFileSync(output, "utf8")) as {
        cells: { outputs?: { output_type: string }[] }[];
      };
      const types = cells.flatMap((cell) => cell.outputs ?? []).map(({ output_type }) => output_type);
      expect(types, output).to.include("stream").and.not.to.include("error");
    }
  });
});
