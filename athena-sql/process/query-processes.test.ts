import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { waitUntil } from "../../cloud/testing/until";
import type { Confine } from "../../foundation/processes/command";
import { QueryProcesses } from "./query-processes";

/** Runs the command as a grandchild that outlives its parent: so can a confined process, if the confining program is killed at the wrong moment. */
const runInParallel: Confine = ({ argv, cwd, env }) => ({
  argv: ["/bin/sh", "-c", '"$@" & wait', "sh", ...argv],
  cwd,
  env,
});

describe("Athena's query processes", () => {
  const folder = createTemporaryFolder();

  it("end with the engine, even if their isolation ends first", async function () {
    skipIf(this, process.platform === "win32" ? "nothing is confined there" : undefined);
    const processes = new QueryProcesses(folder, { max: 1, confine: runInParallel });
    const started = await processes.take(new AbortController().signal);
    expect(await started.ask({ ask: "rows" }).catch(String)).to.contain("no query runs");
    // `close` waits until no process holds the pipes open any more, the grandchild included.
    await processes.close();
  });

  it("end with the engine, even while their isolation is being set up", async function () {
    skipIf(this, process.platform === "win32" ? "nothing is confined there" : undefined);
    // The grandchild holds the pipes and never reads: so does a confining program's child whose parent is killed while it starts.
    const forked = join(folder, "forked");
    const createStuck: Confine = ({ cwd, env }) => ({
      argv: ["/bin/sh", "-c", `tail -f /dev/null & echo > '${forked}'; wait`],
      cwd,
      env,
    });
    const processes = new QueryProcesses(folder, { max: 1, confine: createStuck });
    processes.prepare();
    await waitUntil(() => existsSync(forked));
    await processes.close();
  });
});
