import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import type { StoredOutput } from "../stored-application";
import { carry } from "./carry";

/** Rows for Firehose and functions, which Flink writes into files in a folder that its jobs can write to. */
describe("Flink's rows for other services", () => {
  const folder = useEmptyFolder();
  let written = "";
  const delivered: string[] = [];
  beforeEach(() => {
    written = join(folder, "flink", "data", "outputs", "one");
    mkdirSync(written, { recursive: true });
    delivered.length = 0;
  });

  /** @param max rows that the destination accepts at once */
  async function carryRows(max = Infinity): Promise<void> {
    const outputs = {
      deliver: (_output: StoredOutput, rows: readonly string[]) => {
        delivered.push(...rows.slice(0, max));
        return Promise.resolve(rows.slice(max));
      },
    };
    const base = join(folder, "flink");
    const target = { base, written: ["data", "outputs", "one"], taken: join(base, "taken", "one") };
    await carry(outputs, { app: "one", output: {} as StoredOutput, location: target });
  }

  it("come from finished files and are carried once, while rejected rows come again", async () => {
    writeFileSync(join(written, "part-0"), "1\n2\n3\n");
    writeFileSync(join(written, ".part-1.inprogress"), "4\n");
    await carryRows(2);
    expect(delivered).to.deep.equal(["1", "2"]);
    await carryRows();
    await carryRows();
    expect(delivered).to.deep.equal(["1", "2", "3"]);
    expect(readdirSync(written)).to.deep.equal([".part-1.inprogress"]);
  });
  it("never come from links that a job created, to a file or folder of this machine", async () => {
    const secrets = join(folder, "secrets");
    mkdirSync(secrets);
    writeFileSync(join(secrets, "part-9"), "a secret\n");
    symlinkSync(join(secrets, "part-9"), join(written, "part-0"));
    mkdirSync(join(written, "part-1"));
    writeFileSync(join(written, "part-2"), "honest\n");
    await carryRows();
    expect(delivered).to.deep.equal(["honest"]);
    rmSync(written, { recursive: true });
    symlinkSync(secrets, written);
    await carryRows();
    expect(delivered).to.deep.equal(["honest"]);
    expect(readdirSync(secrets)).to.deep.equal(["part-9"]);
  });
});
