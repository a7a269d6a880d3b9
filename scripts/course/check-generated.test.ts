import { execFileSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { checkGenerated } from "./check-generated";
import { hashText } from "../../authoring/manifest";

describe("checking generated files", () => {
  const root = useEmptyFolder();
  const created = [{ path: "a.ts", text: "new\n" }];
  const createManifest = (text: string) => new Map([["a.ts", hashText(text)]]);
  const runGit = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], { cwd: root, stdio: "pipe" });
  const commit = async (text: string) => {
    await writeFile(join(root, "a.ts"), text);
    runGit("add", "a.ts");
    runGit("commit", "-qm", "x");
  };

  beforeEach(() => runGit("init", "-q"));

  it("reports nothing if all files match their source", async () => {
    await commit("new\n");
    expect(await checkGenerated(root, created, createManifest("new\n"))).to.deep.equal([]);
  });

  it("reports a file that wasn't generated again after its source changed", async () => {
    await commit("old\n");
    expect(await checkGenerated(root, created, createManifest("old\n"))).to.deep.equal([
      { path: "a.ts", state: "out of date" },
    ]);
  });

  it("reports a committed file that was edited by hand", async () => {
    await commit("edited\n");
    expect(await checkGenerated(root, created, createManifest("new\n"))).to.deep.equal([
      { path: "a.ts", state: "out of date" },
    ]);
  });

  it("ignores a learner's own work", async () => {
    await commit("new\n");
    await writeFile(join(root, "a.ts"), "my answer\n");
    expect(await checkGenerated(root, created, createManifest("new\n"))).to.deep.equal([
      { path: "a.ts", state: "edited here" },
    ]);
  });

  it("treats edited files in a copy without git as a learner's own work", async () => {
    await rm(join(root, ".git"), { recursive: true });
    await writeFile(join(root, "a.ts"), "my answer\n");
    expect(await checkGenerated(root, created, createManifest("new\n"))).to.deep.equal([
      { path: "a.ts", state: "edited here" },
    ]);
  });

  it("reports a file that is missing and was never committed", async () => {
    expect(await checkGenerated(root, created, createManifest("new\n"))).to.deep.equal([
      { path: "a.ts", state: "out of date" },
    ]);
  });
});
