import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud } from "../../cloud/index";
import { startChild } from "./children";
import { startLabCloud } from "./lab-cloud";

describe("start: the lab cloud", () => {
  it("doesn't take another cloud on its port for its own", async () => {
    const root = mkdtempSync(join(tmpdir(), "labs-start-"));
    const other = await startCloud({ port: 0 });
    try {
      const port = Number(new URL(other.endpoint).port);
      const supervisor = { start: (plan: Parameters<typeof startChild>[0]) => Promise.resolve(startChild(plan)) };
      const failure = await startLabCloud(supervisor, root, port).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(failure)
        .to.be.an("error")
        .with.property("message")
        .that.matches(/^The lab cloud ended with status 1: /);
    } finally {
      await other.stop();
      rmSync(root, { recursive: true, force: true });
    }
  });
});
