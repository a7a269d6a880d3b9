import { expect } from "chai";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../test/temporary-folder";
import { claimFolder } from "./claim";
import { systemProcesses } from "./processes";
import { readSession } from "./session";

describe("start: one session a folder", () => {
  const root = useEmptyFolder();
  const file = () => join(root, ".labs", "session.json");
  const said: string[] = [];
  const io = () => ({
    root,
    cwd: root,
    env: {},
    isTerminal: false,
    out: (line: string) => said.push(line),
    err: (line: string) => said.push(line),
  });
  beforeEach(() => void said.splice(0));

  it("is claimed once, in a file for this user alone", async () => {
    expect(await claimFolder(io())).to.have.property("claimed");
    expect(await claimFolder(io())).to.have.nested.property("running.pid", process.pid);
    if (process.platform !== "win32") expect(statSync(file()).mode & 0o777).to.equal(0o600);
  });
  it("is taken over from a process that is gone, even when another has its id now", async () => {
    await claimFolder(io());
    const left = JSON.parse(readFileSync(file(), "utf8"));
    writeFileSync(file(), JSON.stringify({ ...left, id: "old", started: `${left.started}0` }));
    expect(await claimFolder(io())).to.have.property("claimed");
    expect(readSession(root)?.id).to.not.equal("old");
  });
  it("is taken over when its file was cut short", async () => {
    await claimFolder(io());
    writeFileSync(file(), '{"id"');
    expect(await claimFolder(io())).to.have.property("claimed");
  });
  it("knows this process by its start", () => {
    if (process.platform === "win32") return;
    expect(systemProcesses().find(({ pid }) => pid === process.pid)?.started)
      .to.be.a("string")
      .and.not.equal("");
  });
});
