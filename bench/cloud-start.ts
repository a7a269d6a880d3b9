import { createRow, getRatios, takeTurns, type Row, type Run } from "./bench";
import { createLabCloud, createRivals, launch, waitForAnswer, type Program } from "./servers";
import { createS3Call, type WireRequest } from "./wire";

/** The ceiling: the steps that no server on Node can leave out. It starts Node, and listens. */
const BARE = `require("node:http").createServer((_, reply) => reply.end("{}")).listen(Number(process.argv[1]), "127.0.0.1")`;
const HEALTH = createS3Call("GET", "/_lab/health");

interface Start {
  /** From the start of the process to its first successful answer. */
  readonly ms: number;
  /** After the first answer. */
  readonly memoryMb: number;
}

export async function measureCloudStart(run: Run): Promise<Row[]> {
  const measure = (program: Program, call?: WireRequest) => async (): Promise<Start> => {
    const began = performance.now();
    const server = await launch(run, program);
    await waitForAnswer(server, call);
    const ms = performance.now() - began;
    const memoryMb = server.readMemoryMb();
    await server.stop();
    return { ms, memoryMb };
  };
  const rivals = createRivals(run);
  const bareServer: Program = { name: "bare", getCommand: (port) => [process.execPath, "-e", BARE, String(port)] };
  const asStarted = await createLabCloud(run.createFolder(), ["--keys", "own", "--iam", "on"]);
  const {
    ours = [],
    bare = [],
    called = [],
    ...others
  } = await takeTurns<string, Start>(
    {
      ours: measure(asStarted, HEALTH),
      bare: measure(bareServer, HEALTH),
      called: measure(await createLabCloud(run.createFolder())),
      ...Object.fromEntries(rivals.map((rival) => [rival.name, measure(rival)])),
    },
    { rounds: 9 },
  );
  const getMs = (starts: readonly Start[]): number[] => starts.map(({ ms }) => ms);
  const getMb = (starts: readonly Start[]): number[] => starts.map(({ memoryMb }) => memoryMb);
  return [
    createRow("ready, as npm start runs it", "≤ 150 ms", getMs(ours)),
    createRow("ceiling: ready, a bare Node server", "ms", getMs(bare)),
    // Machines differ by half in milliseconds, but little in this ratio.
    createRow("ready, times a bare Node server", "≤ 2 ×", getRatios(getMs(ours), getMs(bare))),
    createRow("memory, as npm start runs it", "≤ 80 MB", getMb(ours)),
    createRow("ceiling: memory of a bare Node server", "MB", getMb(bare)),
    createRow("first call", "≤ 150 ms", getMs(called)),
    ...Object.entries(others).map(([name, starts]) =>
      createRow(`first call, beside ${name}`, "≥ 1 ×", getRatios(getMs(starts), getMs(called))),
    ),
  ];
}
