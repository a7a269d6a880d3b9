import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { bundleGrader } from "../core/bundle.mjs";
import { explainNotConfined } from "./bubblewrap";
import { confineIn, type Confinement } from "./confine";
import { DEFAULT_LIMITS } from "./limits";
import type { EnginePart } from "./parties";

const ROOT = join(import.meta.dirname, "..", "..");
/** A program that answers a port with a text, and tells when it is ready. */
const ANSWERS = (port: number, text: string): string =>
  `(await import("node:http")).createServer((request, reply) => reply.end(${JSON.stringify(text)})).listen(${port}, "127.0.0.1", () => console.log("up"));`;
/** A program that prints the answer of each port. */
const ASKS = (...ports: readonly number[]): string =>
  `for (const port of ${JSON.stringify(ports)}) console.log(await fetch("http://127.0.0.1:" + port).then((reply) => reply.text(), () => "nobody"));`;

/** Programs of one engine, such as Flink's, each in its own sandbox. */
describe("the ports of an engine's programs", () => {
  let enter = "";
  const folder = useEmptyFolder();
  let confinement: Confinement;
  const running: ChildProcess[] = [];
  before(async function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    ({ enter } = await bundleGrader(ROOT));
  });
  beforeEach(() => {
    mkdirSync(join(folder, "data"));
    confinement = confineIn({ program: enter, root: ROOT, limits: DEFAULT_LIMITS, socket: join(folder, "cloud.sock") });
  });
  afterEach(async () => {
    for (const child of running.splice(0)) {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    }
    confinement?.end();
  });

  function start(code: string, ports: Partial<EnginePart> | undefined) {
    const part = { serves: [], servesCloud: [], reaches: [], limits: { memoryMiB: 512, processes: 128, diskMiB: 16 } };
    const { argv, cwd, env } = confinement.confine({
      argv: [process.execPath, "--input-type=module", "--eval", code],
      cwd: "/tmp",
      env: {},
      writable: [],
      readable: [],
      ...(ports === undefined ? {} : { part: { ...part, ...ports } }),
    });
    const [program = "", ...args] = argv;
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "inherit", "pipe"] });
    if (child.stdout === null) throw new Error("a program was started without its output");
    return { child, output: child.stdout };
  }
  /** Starts a program that continues, and waits until it is ready. */
  async function startCode(code: string, ports: Partial<EnginePart>): Promise<void> {
    const { child, output } = start(code, ports);
    running.push(child);
    await once(output, "data");
  }
  /** Runs a program to its end. @returns the lines that it prints */
  async function listSaid(code: string, ports: Partial<EnginePart> | undefined): Promise<readonly string[]> {
    const { child, output } = start(code, ports);
    let text = "";
    output.on("data", (chunk) => (text += String(chunk)));
    await once(child, "close");
    return text.trim().split("\n");
  }

  it("can be reached by programs that name them, and by the cloud if meant for it, but by no other command; nothing else of this machine can", async () => {
    const [first = 0, second = 0, host = 0] = await findFreePorts(3);
    const outside = createServer((client) => client.end("HTTP/1.1 200 OK\r\n\r\noutside")).listen(host, "127.0.0.1");
    await once(outside, "listening");
    await startCode(ANSWERS(first, "one"), { serves: [first], servesCloud: [first] });
    await startCode(ANSWERS(second, "other"), { serves: [second] });
    expect(await listSaid(ASKS(first, second, host), { reaches: [first, second] })).to.deep.equal([
      "one",
      "other",
      "nobody",
    ]);
    // The host's port is named here, but only programs of the engine can answer it.
    expect(await listSaid(ASKS(first, second, host), { reaches: [second, host] })).to.deep.equal([
      "nobody",
      "other",
      "nobody",
    ]);
    expect(await listSaid(ASKS(first, second), undefined)).to.deep.equal(["nobody", "nobody"]);
    const fromCloud = (port: number) =>
      fetch(`http://127.0.0.1:${port}`).then(
        (reply) => reply.text(),
        () => "nobody",
      );
    expect([await fromCloud(first), await fromCloud(second)]).to.deep.equal(["one", "nobody"]);
    outside.close();
  });

  it("are answered again by a program that replaces another, and not at all in the meantime", async () => {
    const [port = 0] = await findFreePorts(1);
    await startCode(ANSWERS(port, "first"), { serves: [port] });
    const [first] = running;
    expect(await listSaid(ASKS(port), { reaches: [port] })).to.deep.equal(["first"]);
    first?.kill("SIGKILL");
    await once(first ?? process, "close");
    running.splice(0);
    expect(await listSaid(ASKS(port), { reaches: [port] })).to.deep.equal(["nobody"]);
    await startCode(ANSWERS(port, "second"), { serves: [port] });
    expect(await listSaid(ASKS(port), { reaches: [port] })).to.deep.equal(["second"]);
  });
});

/** Ports that no process listens on at this moment. */
async function findFreePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  return ports;
}
