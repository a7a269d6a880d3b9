import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { skipIf, itIfLong } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { bundleGrader } from "../core/bundle.mjs";
import { createCompiler } from "../compile/compiler";
import { startCompilerProcess, type CompilerProcess } from "../compile/compiler-process";
import { getSnapshot } from "../compile/snapshot";
import { openSandbox } from "../testing/open-sandbox";
import { explainNotConfined } from "./bubblewrap";
import type { SandboxMessage } from "./inside/messages";
import { DEFAULT_LIMITS } from "./limits";
import type { ProcessEnd, RunningProcess } from "./process";
import { createSandbox, type Sandbox } from "./sandbox";

const ROOT = join(import.meta.dirname, "..", "..");

/** Whether a folder holds the project or its Python. */
const isAboveProject = (folder: string): boolean =>
  [join(ROOT, ".venv"), ...listPythonFolders()].some((path) => path.startsWith(`${folder}/`));

function listPythonFolders(): string[] {
  const settings = join(ROOT, ".venv", "pyvenv.cfg");
  return existsSync(settings) ? [/^home *= *(.+)$/m.exec(readFileSync(settings, "utf8"))?.[1] ?? ""] : [];
}

/** The compiler of all tests, in its own process: with the library's types, this one would take longer to start. */
let compiler: CompilerProcess | undefined;
after(() => compiler?.close());

async function openCompiler(): Promise<CompilerProcess> {
  const programs = await bundleGrader(ROOT);
  const snapshot = getSnapshot(programs, { root: ROOT, lab: "01-streaming-ingestion" });
  return startCompilerProcess({ program: programs.compiler, root: ROOT, maxSeconds: 600, snapshot });
}

for (const isConfined of [true, false]) {
  describe(isConfined ? "a confined process" : "an unconfined process", () => {
    // Where nothing is confined, no limit of the sandbox applies, and grade.test.ts also runs a lab's cells that load
    // the library.
    const itWhereConfined = isConfined ? it : itIfLong;
    let sandbox: Sandbox;
    const folder = createTemporaryFolder();
    const server = createServer((request, response) => {
      response.end(`cloud ${request.url ?? ""}`);
    });
    before(async function () {
      skipIf(this, isConfined ? explainNotConfined(DEFAULT_LIMITS) : undefined);
      sandbox = await openSandbox(isConfined);
      // As a cloud does: a port for this machine, and a socket for the sandbox.
      await new Promise<void>((resolve) => {
        if (isConfined) server.listen(join(folder, "s"), resolve);
        else server.listen(0, "127.0.0.1", resolve);
      });
      if (isConfined) await chmod(join(folder, "s"), 0o666);
    });
    after(async () => {
      // Skipped where nothing confines: then nothing was opened.
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await sandbox.close();
    });

    /** Runs cells and gives the process's messages; its waits are served at once. */
    async function run(...codes: string[]): Promise<{ messages: SandboxMessage[]; ended: ProcessEnd }> {
      compiler ??= await openCompiler();
      const { compile } = createCompiler(compiler.askCompiler, sandbox.root);
      const cells = [...((await compile(codes.map((code, n) => ({ id: String(n), code })))) ?? [])];
      const messages: SandboxMessage[] = [];
      const port = isConfined ? 1 : (server.address() as AddressInfo).port;
      const process: RunningProcess = sandbox.start({
        cloud: {
          endpoint: `http://127.0.0.1:${port}`,
          socket: join(folder, "s"),
          region: "us-east-1",
          credentials: { accessKeyId: "A", secretAccessKey: "B" },
        },
        onMessage(message) {
          messages.push(message);
          if (message.did === "wait") process.send({ run: "on", wait: message.wait });
          else sendNext(); // the first message says that the process is ready
        },
      });
      const sendNext = () => {
        const cell = cells.shift();
        if (cell) process.send({ run: "cell", cell });
        else process.kill({ end: "done", why: "" });
      };
      return { ended: await process.ended, messages };
    }
    const collectOutput = ({ messages }: { messages: SandboxMessage[] }) =>
      messages
        .map((message) => (message.did === "cell" ? message.output || (message.error ?? "") : ""))
        .join("")
        .trim();

    it(`has ${isConfined ? "" : "no "}sandboxes for what its cloud starts`, () => {
      const confinement = sandbox.confine(join(folder, "cloud.sock"));
      confinement?.end();
      expect(confinement === undefined).to.equal(!isConfined);
    });

    it("runs cells in order, with what they declare and print", async () => {
      expect(collectOutput(await run("const a = 1; let b = 2;", "b = 3; void b;", "console.log(a + b);"))).to.equal(
        "4",
      );
    });

    it("reports a cell's error by the cell's own lines, and continues", async () => {
      expect(collectOutput(await run("const a = 1;\nthrow new RangeError('mine');", "console.log('on');"))).to.equal(
        "RangeError in line 2: mineon",
      );
    });

    it("reaches its cloud", async () => {
      expect(
        collectOutput(await run('console.log(await (await fetch(process.env.AWS_ENDPOINT_URL + "/x")).text());')),
      ).to.equal("cloud /x");
    });

    itWhereConfined("loads the course's library", async () => {
      expect(
        collectOutput(await run('import { createS3Bucket } from "./src/index"; console.log(typeof createS3Bucket);')),
      ).to.equal("function");
    });

    it("waits on the cloud's clock, in each of Node's ways", async () => {
      const found = await run(
        'import { setTimeout as sleep } from "node:timers/promises";\nimport { promisify } from "node:util";\nconst began = Date.now();',
        "await sleep(3_600_000); await new Promise((resolve) => setTimeout(resolve, 7_200_000)); await promisify(setTimeout)(60_000);",
        "const stop = new AbortController(); const aborted = sleep(5_000, undefined, { signal: stop.signal }).catch((error: Error) => error.name); stop.abort();\n" +
          "const cleared = setTimeout(() => console.log('cleared'), 5_000); clearTimeout(cleared);",
        "console.log(await aborted, Date.now() - began < 60_000);",
      );
      expect(found.messages.flatMap((message) => (message.did === "wait" ? [message.ms] : []))).to.include.members([
        3_600_000, 7_200_000, 60_000,
      ]);
      expect(collectOutput(found))
        .to.match(/AbortError true$/)
        .and.not.contain("cleared");
    });

    itWhereConfined("reports the different ways to end", async () => {
      expect((await run("process.exit(3);")).ended).to.deep.equal({
        end: "crashed",
        why: "The process of your code ended with exit status 3.",
        code: 3,
      });
      expect(
        (await run("const all: unknown[] = []; for (;;) all.push({ n: Math.random(), list: [1, 2, 3] });")).ended.end,
      ).to.equal("out-of-memory");
    });

    if (!isConfined) return;

    it("runs a command line of the library's sh, with the shell and programs of the system", async () => {
      expect(
        collectOutput(await run('import { sh } from "./src/index"; await sh`echo ${"a b"} | tr a-z A-Z`;')),
      ).to.equal("A B");
    });

    it("runs the AWS CLI in sh, which reaches its own cloud", async function () {
      skipIf(this, existsSync(join(ROOT, ".venv", "bin", "aws")) ? undefined : "npm start has not set up the AWS CLI");
      const list =
        'import { sh } from "./src/index"; await sh`aws s3api get-object --bucket b --key k /tmp/found; cat /tmp/found`;';
      expect(collectOutput(await run(list))).to.contain("cloud /b/k");
    });

    it("sees Node, the packages, the library and the system's programs, and nothing else of this machine", async () => {
      const list =
        'import { readdirSync } from "node:fs"; console.log(["/", "/lab", "/run", "/run/bin"].map((folder) => readdirSync(folder).join()).join(" "));';
      const [top = "", ...rest] = collectOutput(await run(list)).split(" ");
      const isExpected = (name: string): boolean =>
        /^(dev|lab|run|tmp)$/.test(name) ||
        // The system's programs, and the first folder of the path of the course's Python programs.
        /^(usr|bin|sbin|etc|lib.*)$/.test(name) ||
        isAboveProject(`/${name}`);
      expect(top.split(",").filter((name) => !isExpected(name))).to.deep.equal([]);
      expect(top.split(",")).to.include.members(["dev", "lab", "run", "tmp"]);
      expect(rest).to.deep.equal([
        `${existsSync(join(ROOT, ".venv")) ? ".venv," : ""}node_modules,package.json,src`,
        "bin,cloud.sock,inside.mjs,packages.blob,start.blob,tools",
        "node",
      ]);
    });

    it("runs without rights, with the lab's environment only", async () => {
      const found = collectOutput(
        await run(
          "console.log([process.getuid(), process.geteuid(), process.getgid(), process.getgroups().length].map(String).join(' '), Object.keys(process.env).sort().join());",
        ),
      );
      const [user = "", effective, group, groups] = found.split(" ");
      expect(Number(user)).to.be.greaterThan(1000);
      expect([effective, group, Number(groups) <= 1]).to.deep.equal([user, user, true]);
      expect(
        found
          .split(" ")[4]
          ?.split(",")
          .filter((name) => !/^(AWS|LABS)_/.test(name)),
      ).to.deep.equal(["HOME", "NODE_NO_WARNINGS", "PATH", "PWD", "TZ"]);
    });

    it("cannot become another user, and can write only to its own memory, up to a limit", async () => {
      const attempt = (code: string) =>
        `try { ${code}; console.log("done"); } catch (error) { console.log((error as { code?: string }).code); }`;
      expect(
        collectOutput(
          await run(
            'import { writeFileSync } from "node:fs";',
            attempt("process.setuid?.(0)"),
            attempt('writeFileSync("/lab/src/x", "")'),
            attempt('writeFileSync("/x", "")'),
            attempt('writeFileSync("/tmp/x", "x")'),
            attempt('for (let n = 0; n < 40; n += 1) writeFileSync("/tmp/" + n, Buffer.alloc(1e6))'),
          ),
        ).replaceAll("\n", " "),
      ).to.match(/^(EPERM|EINVAL) EROFS EROFS done ENOSPC$/);
    });

    it("starts from a snapshot, and loads AWS clients from V8's code cache; it can change neither", async () => {
      const load = [
        "const refused: unknown[] = []; const Plain = vm.Script;",
        "Object.assign(vm, { Script: class extends Plain {",
        "  constructor(...all: ConstructorParameters<typeof Plain>) { super(...all); refused.push(this.cachedDataRejected); }",
        "} });",
        'const { SQSClient } = createRequire("/lab/src/index.ts")("@aws-sdk/client-sqs") as { SQSClient: { name: string } };',
        "Object.assign(vm, { Script: Plain });",
        "console.log(SQSClient.name, refused.length > 1, refused.some((one) => one !== false));",
      ].join("\n");
      const change = [
        'const isOpen = (file: string): boolean => { try { return openSync(file, "r+") > 0; } catch { return false; } };',
        'console.log(["packages", "start"].map((name) => isOpen(`/run/${name}.blob`)).join());',
        'console.log(process.execArgv.filter((one) => one.includes("blob")).join(" "));',
      ].join("\n");
      const imports = [
        'import { openSync } from "node:fs";',
        'import { createRequire } from "node:module";',
        'import vm from "node:vm";',
      ].join("\n");
      expect(collectOutput(await run(imports, load, change))).to.equal(
        "SQSClient true false\nfalse,false\n--snapshot-blob /run/start.blob",
      );
    });

    it("can't use more memory outside the heap than allowed", async () => {
      const done = await run("const all: Buffer[] = []; for (;;) all.push(Buffer.alloc(5e7, 1));");
      // The cell's error at the limit of one process; on Node 24, whose limit leaves room for a worker, that of all processes may come first.
      expect(`${done.ended.end} ${collectOutput(done)}`).to.match(
        /^done .*Array buffer allocation failed|^out-of-memory/,
      );
    });
  });
}

describe("a sandbox of a project where someone has done the labs", () => {
  it("shows the lab's scripts in their original state, and none of another lab's", async function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    const root = createTemporaryFolder();
    const files = {
      "package.json": "{}",
      "course/01-some/scripts/src/etl/consumer.ts": "",
      "course/02-other/scripts/src/fuel/app.ts": "",
      "src/etl/consumer.ts": "worked through",
      "src/fuel/app.ts": "worked through",
      "src/index.ts": "",
      "run.mjs":
        'import { readdirSync, readFileSync } from "node:fs"; console.log(readFileSync("src/etl/consumer.ts", "utf8"), readdirSync("src/fuel"));',
    };
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    await symlink(join(ROOT, "node_modules"), join(root, "node_modules"));
    const programs = await bundleGrader(ROOT);
    const scripts = Promise.resolve({ "src/etl/consumer.ts": "handed out" });
    const sandbox = await createSandbox({ programs, root, isConfined: true, limits: DEFAULT_LIMITS, scripts });
    const process = sandbox.start({
      cloud: undefined,
      files: [{ path: "run/run.mjs", outside: join(root, "run.mjs") }],
      onMessage: () => process.send({ run: "script", file: join(sandbox.root, "run/run.mjs"), args: [] }),
    });
    await process.ended;
    await sandbox.close();
    expect(process.getOutput().trim()).to.equal("handed out []");
  });
});
