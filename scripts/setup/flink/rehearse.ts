import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FlinkEngine, FlinkFailure } from "../../../cloud/flink/engine";
import type { FlinkInstallation } from "../../../cloud/flink/installation";
import type { RestApi } from "../../../cloud/flink/rest";
import { SqlSession } from "../../../cloud/flink/sql-session";
import { Processes } from "../../../cloud/processes/processes";

/**
 * Starts Flink once, lets it plan and run a statement and a Python program, and ends it. Each Java process then writes an archive of its loaded classes, which
 * later starts map into memory.
 *
 * @param python the interpreter for the program
 * @throws FlinkFailure if Flink does not start, or the program does not run
 */
export async function rehearse(installation: FlinkInstallation, python: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "labs-flink-"));
  // No code here calls AWS.
  const processes = new Processes({
    getEndpoint: () => "http://127.0.0.1:9",
    region: "us-east-1",
    confine: undefined,
    allowCode: true,
  });
  try {
    const engine = await FlinkEngine.start(
      {
        installation,
        processes,
        folder,
        keys: { accessKeyId: "none", secretAccessKey: "none" },
        log: console.error,
        closing: new AbortController().signal,
      },
      "rehearsal",
    );
    await runStatement(engine.address.gateway);
    await runProgram(engine, { folder, python });
    await engine.stop();
  } finally {
    await processes.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A query that uses all parts of the engine. */
const STATEMENT = "SELECT k, COUNT(*) FROM (VALUES (1), (2), (1)) AS t (k) GROUP BY k";

async function runStatement(gateway: RestApi): Promise<void> {
  const session = await SqlSession.open(gateway, {});
  await session.run(STATEMENT);
  await session.close();
}

const PROGRAM = `from pyflink.table import EnvironmentSettings, TableEnvironment
tables = TableEnvironment.create(EnvironmentSettings.in_streaming_mode())
tables.execute_sql("CREATE TABLE nowhere (k INT, many BIGINT) WITH ('connector' = 'blackhole')")
tables.execute_sql("INSERT INTO nowhere ${STATEMENT}")
`;

async function runProgram(
  engine: FlinkEngine,
  { folder, python }: { readonly folder: string; readonly python: string },
): Promise<void> {
  const script = join(folder, "rehearsal.py");
  writeFileSync(script, PROGRAM);
  const settings = [`-Dpython.pythonpath=${engine.python}`, `-Dpython.client.executable=${python}`];
  const program = engine.startClient({ args: ["-d", ...settings, "-py", script], folder, wrap: (argv) => argv });
  let output = "";
  for (const stream of [program.output, program.errors])
    stream.on("data", (chunk) => (output = `${output}${String(chunk)}`.slice(-2_000)));
  const { code, error } = await program.ended;
  if (code !== 0) throw new FlinkFailure(`Flink's client could not run a Python program: ${error ?? output}`);
}
