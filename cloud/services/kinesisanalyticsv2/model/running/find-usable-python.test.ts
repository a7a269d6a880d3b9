import { expect } from "chai";
import { mkdtempSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Closing } from "../../../../core/closing";
import { skipIf } from "../../../../testing/skip";
import { findUsablePython } from "./run-program";

describe("A Python for Flink's programs", () => {
  const folder = mkdtempSync(join(tmpdir(), "labs-python-"));
  after(() => rmSync(folder, { recursive: true }));

  it("that never answers doesn't delay the end of the cloud", async function () {
    skipIf(this, process.platform === "win32" ? "the program below is a shell script" : undefined);
    // Without the signal, the call would end by its own limit, which is longer than this.
    this.timeout(30_000);
    const python = join(folder, "python");
    writeFileSync(python, `#!/bin/sh\necho > '${join(folder, "started")}'\nexec tail -f /dev/null\n`, { mode: 0o755 });
    const watcher = watch(folder);
    const hasStarted = new Promise<void>((resolve) => {
      watcher.on("change", (_event, name) => name === "started" && resolve());
    });
    const closing = new Closing();
    const found = findUsablePython({ python, closing }).catch((error: unknown) => error);
    await hasStarted;
    watcher.close();
    closing.begin();
    expect(String(await found)).to.contain("The lab cloud is being stopped.");
  });
});
