import { CreateStreamCommand, DescribeStreamSummaryCommand, KinesisClient } from "@aws-sdk/client-kinesis";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect } from "chai";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { startCloud } from "../../cloud/index";
import { filterBySession, listProcesses } from "../../scripts/start/processes";
import type { Session } from "../../scripts/start/session";
import { getVenvBin } from "../../scripts/setup/venv.mjs";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { NO_WARM_UP, startNpm, startEnvironment, startSession, type NpmStart } from "./npm-start";
import { endSharedSession, getSharedSession } from "./shared-session";
import { skipIf, LONG, itIfLong } from "../../cloud/testing/skip";

const STREAM = "kept-overnight";
const BUCKET = "kept-overnight-bucket";

describe("npm start", () => {
  let root = "";
  let home = "";
  let running: NpmStart | undefined;
  const lines: string[] = [];
  before(async () => {
    // In a long run the learners' walks have cleaned up the labs' resources, so a new session is needed.
    if (LONG) await endSharedSession();
    ({ root, home, start: running } = await getSharedSession());
  });
  afterEach(() => {
    if (running) lines.push(running.getText());
  });
  after(() => running?.press("SIGKILL"));

  /** The AWS CLI as in one of JupyterLab's terminals. */
  const runAws = ({ environment }: Session, ...args: string[]) =>
    execFileSync(join(getVenvBin(root), "aws"), args, {
      encoding: "utf8",
      stdio: "pipe",
      env: { ...startEnvironment(), ...environment, PATH: `${environment["PATH"]}:${process.env["PATH"]}` },
    });
  const listRemaining = ({ id }: Session) => filterBySession(id, listProcesses());
  const begin = async () => {
    const started = await startSession({ root, env: startEnvironment({ HOME: home, ...NO_WARM_UP }) });
    running = started.start;
    return started.session;
  };

  it("starts JupyterLab on its kernel, behind its token, on this machine only", async () => {
    const session = readSession(root);
    const url = new URL(session.url ?? "");
    const token = url.searchParams.get("token") ?? "";
    const requestApi = (path: string, headers = {}) => fetch(new URL(path, url), { headers });
    const headers = { authorization: `token ${token}` };

    expect((await requestApi("/api/contents")).status).to.equal(403);
    expect((await requestApi("/api/contents", { authorization: "token guess" })).status).to.equal(403);
    const specs = (await (await requestApi("/api/kernelspecs", headers)).json()) as {
      default: string;
      kernelspecs: Record<string, { spec: { display_name: string } }>;
    };
    expect(specs.default).to.equal("tslab-labs");
    expect(specs.kernelspecs["tslab-labs"]?.spec.display_name).to.equal("TypeScript (labs)");
    const opens = decodeURIComponent(url.pathname.replace("/lab/tree/", ""));
    expect(opens).to.equal("notebooks/01-streaming-ingestion.ipynb");
    expect((await requestApi(`/api/contents/${opens}?content=0`, headers)).status).to.equal(200);
    const kernels = (await (await requestApi("/api/sessions", headers)).json()) as {
      path: string;
      kernel: { name: string };
    }[];
    expect(kernels.map(({ path, kernel }) => [path, kernel.name])).to.deep.include([opens, "tslab-labs"]);
    expect(findListeningHosts([Number(url.port), session.port ?? 0])).to.deep.equal(["127.0.0.1"]);
  });

  it("starts the lab cloud with this folder's keys and the lab's given resources", async () => {
    const session = readSession(root);
    expect(runAws(session, "kinesis", "list-streams", "--query", "StreamNames", "--output", "text")).to.include(
      "de-c2w2lab1-kinesis-data-stream",
    );
    expect(runAws(session, "s3", "ls")).to.include("-solution");
    const foreign = { ...session, environment: { ...session.environment, AWS_SECRET_ACCESS_KEY: "guess" } };
    expect(() => runAws(foreign, "s3", "ls")).to.throw(/SignatureDoesNotMatch/);
  });

  it("opens the cloud's console through JupyterLab, which nobody without the token can", async () => {
    const { url, port } = readSession(root);
    const page = new URL("/lab-cloud/console/", url);
    const stranger = await fetch(page, { redirect: "manual" });
    expect([stranger.status, stranger.headers.get("location")?.split("?")[0]]).to.deep.equal([302, "/login"]);
    const token = new URL(url ?? "").searchParams.get("token");
    const headers = { authorization: `token ${token}` };
    expect((await fetch(page, { headers })).status).to.equal(200);
    // A call as the console's page makes it.
    const call = (headers: Readonly<Record<string, string>>) =>
      fetch(new URL("aws", page), {
        method: "POST",
        headers: {
          ...headers,
          "content-type": "application/json",
          "x-lab-console": "1",
          "x-lab-service": "kinesis",
          "x-lab-request": "POST /",
          "x-lab-content-type": "application/x-amz-json-1.1",
          "x-amz-target": "Kinesis_20131202.ListStreams",
          origin: page.origin,
        },
        body: "{}",
      });
    const answer = await call({ ...headers, "sec-fetch-site": "same-origin" });
    expect([answer.status, await answer.text()].join(" ")).to.match(/^200 .*de-c2w2lab1-kinesis-data-stream/);
    expect((await call({ ...headers, "sec-fetch-site": "cross-site" })).status).to.equal(403);
    expect((await call({ "sec-fetch-site": "same-origin" })).status).to.not.equal(200);
    expect((await fetch(`http://127.0.0.1:${port}/console/`)).status).to.equal(403);
  });

  it("keeps no idle bundler running", () => {
    const { pid } = readSession(root);
    const children = listProcesses().filter(({ parent }) => parent === pid);
    const commands = children.map((child) => readCommand(child.pid));
    expect(commands.join("\n")).to.include("jupyterlab");
    expect(commands.filter((text) => text.includes("esbuild"))).to.deep.equal([]);
  });

  it("hides its data, keys, tokens and logs from other users of the machine", function () {
    skipIf(this, process.getuid?.() === 0 ? undefined : "only root can look as another user");
    expect(listWorldReadable(root)).to.deep.equal([]);
  });

  it("prints JupyterLab's address if it runs here already, and leaves it running", async () => {
    const session = readSession(root);
    const second = startNpm({ root, env: startEnvironment({ HOME: home }) });
    expect(await second.ended).to.equal(0);
    expect(second.getText())
      .to.include(session.url ?? "")
      .and.to.match(/already running/);
    expect((await fetch(`http://127.0.0.1:${session.port}/_lab/health`)).status).to.equal(200);
  });

  it("ends everything it started on Ctrl-C, including the programs of kernels and terminals", async () => {
    const session = readSession(root);
    const { kinesis, s3 } = createClients(session);
    await kinesis.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 1 }));
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: "LICENSE", Body: readFileSync(join(root, "LICENSE")) }));
    await openKernelAndTerminal(session);
    const commands = listRemaining(session)
      .map(({ pid }) => readCommand(pid))
      .join("\n");
    for (const part of ["cloud", "jupyterlab", "kernel/start.mjs", "sh"]) expect(commands).to.include(part);

    running?.press();
    await running?.ended;
    expect(listRemaining(session)).to.deep.equal([]);
    expect(running?.getText()).to.match(/Everything has stopped\. .*saved\.\s*$/);
    expect(existsSync(join(root, ".labs", "session.json"))).to.equal(false);
  });

  it("installs nothing the second time, and finds yesterday's streams and objects", async () => {
    const readStamps = () =>
      [join(root, ".venv", "labs-stamp.json"), join(root, "node_modules", ".package-lock.json")].map(
        (file) => statSync(file).mtimeMs,
      );
    const before = readStamps();
    // As an older version left them.
    chmodSync(join(root, ".labs", "cloud"), 0o755);
    chmodSync(join(root, ".labs", "logs"), 0o755);
    chmodSync(join(root, ".labs", "cloud", "services", "kinesis", "keys.table"), 0o644);
    // A damaged file, without which the cloud starts as usual.
    writeFileSync(join(root, ".labs", "cloud", "closed.json"), "{");
    const session = await begin();
    expect(running?.getText()).to.match(/^Damaged data: .*closed\.json cannot be read/m);
    if (process.getuid?.() === 0) expect(listWorldReadable(root)).to.deep.equal([]);
    expect(running?.getText()).to.not.match(/nstall/);
    expect(readStamps()).to.deep.equal(before);
    const { kinesis, s3 } = createClients(session);
    const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamName: STREAM }));
    expect(StreamDescriptionSummary?.StreamStatus).to.equal("ACTIVE");
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: "LICENSE" }));
    expect(await Body?.transformToString()).to.equal(readFileSync(join(root, "LICENSE"), "utf8"));
  });

  it("ends a JupyterLab that no longer answers", async () => {
    const session = readSession(root);
    const jupyter = listProcesses().find(({ pid }) =>
      session.children.some((child) => child.pid === pid && isJupyter(pid)),
    );
    process.kill(jupyter?.pid ?? 0, "SIGSTOP");
    running?.press("SIGTERM");
    await running?.ended;
    expect(listRemaining(session)).to.deep.equal([]);
  });

  itIfLong("cleans up at the next start after it was killed", async () => {
    const killed = await begin();
    process.kill(killed.pid, "SIGKILL");
    await running?.ended;
    expect(listRemaining(killed).length).to.be.greaterThan(0);

    const session = await begin();
    expect(listRemaining(killed)).to.deep.equal([]);
    expect(session.id).to.not.equal(killed.id);
    running?.press();
    await running?.ended;
    expect(listRemaining(session)).to.deep.equal([]);
  });

  it("ends what it has started so far on Ctrl-C during the start", async () => {
    running = startNpm({ root });
    await running.waitForOutput(/Lab cloud/);
    const session = readSession(root);
    running.press();
    await running.ended;
    expect(listRemaining(session)).to.deep.equal([]);
    expect(running.getText()).to.not.match(/JupyterLab +http/);
    expect(existsSync(join(root, ".labs", "session.json"))).to.equal(false);
  });

  it("reports a file that can't be written, and cleans up", async () => {
    const config = join(root, ".labs", "jupyter", "config");
    rmSync(config, { recursive: true });
    writeFileSync(config, "");
    try {
      running = startNpm({ root });
      expect(await running.ended).to.equal(1);
      expect(running.getText()).to.match(
        /^The operating system refused something that the labs need: E(NOTDIR|EXIST).*$/m,
      );
      expect(listProcesses().filter(({ pid }) => readCommand(pid).includes(root))).to.deep.equal([]);
    } finally {
      rmSync(config);
    }
  });

  it("starts no cloud and sets no keys of ours if the labs should run on AWS, and shows the account first", async () => {
    // This cloud takes the place of AWS, with the keys of the learner's own profile.
    const aws = await startCloud({ port: 0, account: "123456789012", region: "eu-west-1", keys: "own" });
    const folder = createTemporaryFolder();
    const profile = join(folder, "credentials");
    const { accessKeyId, secretAccessKey } = aws.credentials;
    const env = startEnvironment({
      HOME: home,
      LABS_TARGET: "aws",
      AWS_PROFILE: "mine",
      AWS_REGION: "eu-west-1",
      AWS_SHARED_CREDENTIALS_FILE: profile,
      AWS_ENDPOINT_URL_STS: aws.endpoint,
      AWS_EC2_METADATA_DISABLED: "true",
    });
    try {
      writeFileSync(profile, "");
      running = startNpm({ root, env, args: ["--yes"] });
      expect(await running.ended).to.equal(1);
      expect(running.getText()).to.match(
        /^Your AWS account could not be determined\. .* No AWS keys were found for the profile "mine", which AWS_PROFILE names\..*AWS_PROFILE\.$/m,
      );
      expect(existsSync(join(root, ".labs", "session.json"))).to.equal(false);

      writeFileSync(profile, `[mine]\naws_access_key_id=${accessKeyId}\naws_secret_access_key=${secretAccessKey}\n`);
      const started = await startSession({ root, env, args: ["--yes"] });
      running = started.start;
      expect(running.getText())
        .to.match(/^AWS account {2}123456789012 /m)
        .and.to.match(/^Region {7}eu-west-1$/m)
        .and.to.match(/^Lab 01 .* 0\.12 USD per hour/m)
        .and.to.match(/your own account/)
        .and.to.not.match(/Lab cloud/);
      expect(started.session).to.not.have.any.keys("port", "keys", "token");
      expect(Object.keys(started.session.environment).filter((name) => /^AWS_(?!SDK_JS)/.test(name))).to.deep.equal([]);
      running.press();
      await running.ended;
      expect(listRemaining(started.session)).to.deep.equal([]);
      expect(new Set(aws.journal.listAfter(0).map(({ operation }) => operation))).to.deep.equal(
        new Set(["GetCallerIdentity"]),
      );
    } finally {
      await aws.stop();
    }
  });

  it("neither reads nor writes the user's own Jupyter and AWS files", () => {
    expect(
      [".jupyter", ".ipython", ".local/share/jupyter", ".aws"].filter((name) => existsSync(join(home, name))),
    ).to.deep.equal([]);
  });

  it("shows no stack in any of this", () => {
    expect(lines.join("\n")).to.not.match(/^\s+at .*:\d+:\d+/m);
  });
});

/** Clients of the SDK with a session's keys: they start faster than the AWS CLI, which takes seconds. */
function createClients({ environment }: Session): { readonly kinesis: KinesisClient; readonly s3: S3Client } {
  const config = {
    endpoint: environment["AWS_ENDPOINT_URL"] ?? "no endpoint",
    region: environment["AWS_REGION"] ?? environment["AWS_DEFAULT_REGION"] ?? "us-east-1",
    credentials: {
      accessKeyId: environment["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
  };
  return { kinesis: new KinesisClient(config), s3: new S3Client({ ...config, forcePathStyle: true }) };
}

function readSession(root: string): Session {
  return JSON.parse(readFileSync(join(root, ".labs", "session.json"), "utf8")) as Session;
}

/** A notebook's kernel, and a terminal with a program in its background. */
async function openKernelAndTerminal({ url }: Session): Promise<void> {
  const base = new URL(url ?? "");
  const headers = { authorization: `token ${base.searchParams.get("token")}` };
  for (const path of ["/api/kernels", "/api/terminals"]) {
    const reply = await fetch(new URL(path, base), { method: "POST", headers, body: "{}" });
    expect(reply.ok, path).to.equal(true);
  }
}

function readCommand(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

const isJupyter = (pid: number) => readCommand(pid).includes("jupyterlab");

/**
 * The files of `.labs` that another user can read, among those with data, keys, tokens and output. The folders on the way
 * to the project are opened first, since the clone's own folder would keep other users out.
 */
function listWorldReadable(root: string): string[] {
  for (let folder = root; folder !== dirname(folder); folder = dirname(folder))
    chmodSync(folder, statSync(folder).mode | 0o055);
  const labs = join(root, ".labs");
  const files = ["aws", "cloud", "jupyter", "logs"]
    .flatMap((name) =>
      readdirSync(join(labs, name), { recursive: true, encoding: "utf8" }).map((file) => join(name, file)),
    )
    .concat(readdirSync(labs))
    .map((file) => join(labs, file))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  expect(files.filter((file) => /\.(?:table|log|json)$/.test(file)).length).to.be.greaterThan(10);
  const control = join(root, "package.json");
  const script = 'for file do cat -- "$file" >/dev/null 2>&1 && echo "$file"; done';
  const other = ["--reuid", "65534", "--regid", "65534", "--clear-groups", "sh", "-c", script, "sh"];
  const { stdout } = spawnSync("setpriv", [...other, control, ...files], { encoding: "utf8" });
  const [first, ...read] = stdout.trimEnd().split("\n");
  expect(first, "the control").to.equal(control);
  return read;
}

/** The addresses where processes listen on these ports, from the kernel's table. */
function findListeningHosts(ports: readonly number[]): string[] {
  const rows = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((file) =>
    readFileSync(file, "utf8").trim().split("\n").slice(1),
  );
  const hosts = rows.flatMap((row) => {
    const [, local = "", , state] = row.trim().split(/\s+/);
    const [host = "", port = ""] = local.split(":");
    return state === "0A" && ports.includes(parseInt(port, 16)) ? [host === "0100007F" ? "127.0.0.1" : host] : [];
  });
  return [...new Set(hosts)];
}
