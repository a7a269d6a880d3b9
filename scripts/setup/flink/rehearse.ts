import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { FlinkEngine } from "../../../cloud/flink/engine";
import type { FlinkInstallation } from "../../../cloud/flink/installation";
import { Processes } from "../../../cloud/processes/processes";

/**
 * Starts Flink once, lets it plan and run a statement, and ends it. Each program then writes down the classes that it has loaded, and the
 * next start maps them into memory.
 *
 * @throws FlinkFailure if it does not start
 */
export async function rehearse(installation: FlinkInstallation): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "labs-flink-"));
  // Nothing of this calls AWS.
  const processes = new Processes({
    endpoint: () => "http://127.0.0.1:9",
    region: "us-east-1",
    confine: undefined,
    allowCode: true,
  });
  try {
    const engine = await FlinkEngine.start(
      { installation, processes, folder, keys: { accessKeyId: "none", secretAccessKey: "none" }, log: console.error },
      "rehearsal",
    );
    await oneStatement(engine.address.gateway);
    await engine.stop();
  } finally {
    await processes.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A query that every part of the engine has a share in. */
const STATEMENT = "SELECT k, COUNT(*) FROM (VALUES (1), (2), (1)) AS t (k) GROUP BY k";
const LOOK_AGAIN_MS = 50;

async function oneStatement(gateway: string): Promise<void> {
  const sessions = `${gateway}/v3/sessions`;
  const session = `${sessions}/${await handleFrom(sessions, {})}`;
  const operation = await handleFrom(`${session}/statements`, { statement: STATEMENT });
  for (;;) {
    const reply = await fetch(`${session}/operations/${operation}/status`);
    const { status } = (await reply.json()) as { readonly status: string };
    if (status !== "RUNNING" && status !== "PENDING" && status !== "INITIALIZED") return;
    await pause(LOOK_AGAIN_MS);
  }
}

/** The gateway answers with one handle. */
async function handleFrom(url: string, body: object): Promise<string> {
  const headers = { "content-type": "application/json" };
  const reply = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  return Object.values((await reply.json()) as Readonly<Record<string, string>>)[0] ?? "";
}
