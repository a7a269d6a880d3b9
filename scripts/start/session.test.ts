import { expect } from "chai";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { claimFolder } from "./claim";
import { listProcesses } from "./processes";
import { readSession } from "./session";

describe("start: one session per folder", () => {
  const root = useEmptyFolder();
  const getFile = () => join(root, ".labs", "session.json");
  const lines: string[] = [];
  const createIo = () => ({
    root,
    cwd: root,
    env: {},
    isTerminal: false,
    printResult: (line: string) => lines.push(line),
    printError: (line: string) => lines.push(line),
  });
  beforeEach(() => void lines.splice(0));

  it("is claimed once, in a file that only this user can read", async () => {
    expect(await claimFolder(createIo())).to.have.property("claimed");
    expect(await claimFolder(createIo())).to.have.nested.property("running.pid", process.pid);
    if (process.platform !== "win32") expect(statSync(getFile()).mode & 0o777).to.equal(0o600);
  });
  it("is taken over from a process that is gone, even if another has its id now", async () => {
    await claimFolder(createIo());
    const left = JSON.parse(readFileSync(getFile(), "utf8"));
    writeFileSync(getFile(), JSON.stringify({ ...left, id: "old", started: `${left.started}0` }));
    expect(await claimFolder(createIo())).to.have.property("claimed");
    expect(readSession(root)?.id).to.not.equal("old");
  });
  it("is taken over if its file is truncated", async () => {
    await claimFolder(createIo());
    writeFileSync(getFile(), '{"id"');
    expect(await claimFolder(createIo())).to.have.property("claimed");
  });
  it("recognizes this process by its start time", () => {
    if (process.platform === "win32") return;
    expect(listProcesses().find(({ pid }) => pid === process.pid)?.started)
      .to.be.a("string")
      .and.not.equal("");
  });
});
