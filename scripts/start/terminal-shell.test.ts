import { expect } from "chai";
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { useEmptyFolder } from "../../cloud/testing/temporary-folder";
import { createShellCommand } from "./terminal-shell";

const cloud = {
  endpoint: "http://127.0.0.1:1",
  region: "us-east-1",
  token: "t",
  accessKeyId: "k",
  secretAccessKey: "s",
};

describe("a terminal's shell", () => {
  const home = useEmptyFolder();
  let root = "";
  beforeEach(() => {
    root = join(home, "the project");
    mkdirSync(join(root, ".labs", "jupyter"), { recursive: true });
  });

  /** Output of a terminal's shell after start-up files that overwrite the PATH. */
  function runShell(shell: string) {
    const [command = "", ...args] = createShellCommand({ root, cloud, shell });
    const { stdout } = spawnSync(
      command,
      [...args, "-c", 'echo "$PATH|$AWS_ENDPOINT_URL|$AWS_PROFILE|$OWN|$ZDOTDIR"'],
      { cwd: root, encoding: "utf8", env: { HOME: home, PATH: process.env["PATH"] ?? "" } },
    );
    const [path = "", endpoint, profile, startupFile, zdotdir] = (stdout.trim().split("\n").pop() ?? "").split("|");
    return {
      first: path.split(":")[0],
      hasTheirs: path.split(":").includes("/theirs"),
      endpoint,
      profile,
      own: startupFile,
      zdotdir,
    };
  }
  const OWN = 'export PATH="/theirs:$PATH" AWS_PROFILE=work OWN=yes\n';
  const getWanted = () => ({ hasTheirs: true, endpoint: cloud.endpoint, profile: "", own: "yes" });

  for (const shell of ["bash", "zsh"]) {
    const program = spawnSync("sh", ["-c", `command -v ${shell}`], { encoding: "utf8" }).stdout.trim();
    const test = program === "" ? it.skip : it;
    test(`finds the labs' programs and cloud in ${shell}, whatever the person's own start-up file does${program === "" ? `: no ${shell} here` : ""}`, () => {
      writeFileSync(join(home, `.${shell}rc`), OWN);
      const { first, zdotdir, ...rest } = runShell(program);
      expect(rest).to.deep.equal(getWanted());
      expect(first?.startsWith(root), first).to.equal(true);
      expect(zdotdir).to.equal("");
    });
  }

  const zsh = spawnSync("sh", ["-c", "command -v zsh"], { encoding: "utf8" }).stdout.trim();
  (zsh === "" ? it.skip : it)(
    `reads a person's zsh files where their .zshenv says that they are${zsh === "" ? ": no zsh here" : ""}`,
    () => {
      const elsewhere = join(home, "elsewhere");
      mkdirSync(elsewhere);
      writeFileSync(join(home, ".zshenv"), `ZDOTDIR=${elsewhere}\n`);
      writeFileSync(join(elsewhere, ".zshrc"), OWN);
      const { first, zdotdir, ...rest } = runShell(zsh);
      expect(rest).to.deep.equal(getWanted());
      expect(first?.startsWith(root), first).to.equal(true);
      expect(zdotdir).to.equal(elsewhere);
    },
  );

  it("starts any other shell unchanged", () => {
    expect(createShellCommand({ root, cloud, shell: "/usr/bin/fish" })).to.deep.equal(["/usr/bin/fish"]);
  });
});
