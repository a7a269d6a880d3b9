import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../cloud/testing/skip";
import {
  shareFolder,
  NonFileError,
  readUntrustedFile,
  readUntrustedFileAt,
  removeUntrustedFolder,
  measureUntrustedFolder,
  takeUntrustedFile,
} from "./untrusted-folder";

/**
 * Makes nested folders, deeper than the longest path that the system accepts; in its own process, which changes
 * into each folder.
 */
const DIG = `const fs = require("fs"); process.chdir(process.argv[1]); for (let n = 0; n < 500; n += 1) { fs.mkdirSync("ten-or-more"); process.chdir("ten-or-more"); } fs.writeFileSync("bottom", "x".repeat(1000));`;
/** Replaces the first folder by a link to the second and back, in an endless loop. */
const EXCHANGE = `const fs = require("fs"); const [, folder, to] = process.argv; fs.symlinkSync(to, folder + ".link"); console.log("up");
for (;;) for (const [from, into] of [[folder, folder + ".aside"], [folder + ".link", folder], [folder, folder + ".link"], [folder + ".aside", folder]]) try { fs.renameSync(from, into); } catch {}`;

describe("a folder that others can write to", function () {
  let base: string;
  let folder: string;
  let secret: string;
  before(function () {
    skipIf(this, process.platform !== "linux" ? "elsewhere nothing is confined, and nobody else writes" : undefined);
  });
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "others-"));
    folder = join(base, "theirs");
    secret = join(base, "ours", "secret");
    mkdirSync(join(base, "ours"));
    mkdirSync(join(folder, "sub"), { recursive: true });
    writeFileSync(secret, "a secret", { mode: 0o600 });
    writeFileSync(join(folder, "sub", "file"), "a file");
  });
  afterEach(() => removeUntrustedFolder(base));

  it("is read for regular files only, and returns nothing for a missing file", () => {
    expect(readUntrustedFile(folder, ["sub", "file"], 6)?.toString()).to.equal("a file");
    expect(readUntrustedFileAt(join(folder, "sub", "file"), 6)?.toString()).to.equal("a file");
    expect(readUntrustedFile(folder, ["sub", "other"], 6)).to.equal(undefined);
    expect(readUntrustedFile(folder, ["other", "file"], 6)).to.equal(undefined);
    expect(() => readUntrustedFile(folder, ["sub", "file"], 5)).to.throw(NonFileError, "more than 5 bytes");
    expect(() => readUntrustedFile(folder, ["sub"], 5)).to.throw(NonFileError);
  });

  it("doesn't follow symbolic links at any level, unlike a plain read", () => {
    symlinkSync(secret, join(folder, "sub", "link"));
    symlinkSync(join(base, "ours"), join(folder, "way"));
    for (const steps of [
      ["sub", "link"],
      ["way", "secret"],
    ]) {
      expect(readFileSync(join(folder, ...steps), "utf8")).to.equal("a secret");
      expect(() => readUntrustedFile(folder, steps, 100), steps.join("/")).to.throw(NonFileError);
    }
    expect(() => readUntrustedFile(folder, ["..", "ours", "secret"], 100)).to.throw("not the name of an entry");
  });

  it("doesn't block on a FIFO, unlike a plain read", () => {
    const fifo = join(folder, "fifo");
    expect(spawnSync("mkfifo", [fifo]).status).to.equal(0);
    expect(spawnSync("cat", [fifo], { timeout: 200 }).error).to.have.property("code", "ETIMEDOUT");
    expect(() => readUntrustedFile(folder, ["fifo"], 100)).to.throw(NonFileError, "not a file");
  });

  it("changes the owner of regular files only, and of nothing behind a link", () => {
    takeUntrustedFile(folder, ["sub", "file"], join(base, "taken"));
    expect(readFileSync(join(base, "taken"), "utf8")).to.equal("a file");
    symlinkSync(secret, join(folder, "sub", "link"));
    symlinkSync(join(base, "ours"), join(folder, "way"));
    expect(() => takeUntrustedFile(folder, ["sub", "link"], join(base, "taken-too"))).to.throw(NonFileError);
    expect(() => takeUntrustedFile(folder, ["way", "secret"], join(base, "taken-too"))).to.throw(NonFileError);
    expect([existsSync(join(base, "taken-too")), readFileSync(secret, "utf8")]).to.deep.equal([false, "a secret"]);
  });

  it("is measured without following links, and counts as unbounded if it is nested without end", () => {
    symlinkSync(join(base, "ours"), join(folder, "way"));
    expect(measureUntrustedFolder(folder, 1)).to.equal(9); // six bytes, and three entries
    spawnSync(process.execPath, ["-e", DIG, folder]);
    expect(measureUntrustedFolder(folder, 1)).to.equal(Infinity);
    expect(readdirSync(folder, { recursive: true }).filter((path) => String(path).endsWith("bottom"))).to.deep.equal(
      [],
      "paths alone do not get as far",
    );
  });

  it("is removed at any depth, unlike with a plain removal, without touching the targets of links", () => {
    spawnSync(process.execPath, ["-e", DIG, folder]);
    symlinkSync(join(base, "ours"), join(folder, "sub", "way"));
    expect(() => {
      rmSync(folder, { recursive: true, force: true });
    }).to.throw();
    removeUntrustedFolder(folder);
    removeUntrustedFolder(folder);
    expect(readdirSync(base)).to.deep.equal(["ours"]);
    expect(readFileSync(secret, "utf8")).to.equal("a secret");
  });

  /** Runs code with the functions of this file's subject, as a user other than root, because root can open every folder. */
  const runAsUser = (code: string): { stdout: string; stderr: string } => {
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    if (user.uid !== undefined) shareFolder(base, user.uid);
    const module = JSON.stringify(join(import.meta.dirname, "untrusted-folder.ts"));
    const whole = `import * as others from ${module}; const folder = process.argv[1]; ${code}`;
    return spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", whole, folder], {
      encoding: "utf8",
      cwd: import.meta.dirname,
      ...user,
    });
  };

  it("is removed even if its owner has removed permissions on parts of it", () => {
    mkdirSync(join(folder, "sub", "a", "b"), { recursive: true });
    for (const shut of ["sub/a/b", "sub/a", "sub"]) chmodSync(join(folder, shut), 0);
    expect(runAsUser("others.removeUntrustedFolder(folder);").stderr).to.equal("");
    expect(readdirSync(base)).to.deep.equal(["ours"]);
  });

  it("counts as unbounded if its owner has shut any part of it, and counts a folder that is gone as empty", () => {
    const measure =
      "console.log(others.measureUntrustedFolder(folder, 1), others.measureUntrustedFolder(folder + '/x', 1));";
    expect(runAsUser(measure).stdout).to.equal("8 0\n"); // six bytes, and two entries
    // Shut to all looks; open only to a look at its names; open only to those who know a name.
    for (const mode of [0o000, 0o400, 0o100]) {
      chmodSync(join(folder, "sub"), mode);
      expect(runAsUser(measure).stdout, mode.toString(8)).to.equal("Infinity 0\n");
    }
  });

  it("is removed, measured and given away safely while somebody replaces a folder with a link", async () => {
    const { uid } = lstatSync(secret);
    for (let round = 0; round < 3; round += 1) {
      mkdirSync(join(folder, "sub", "inner"), { recursive: true });
      writeFileSync(join(folder, "sub", "inner", "secret"), "theirs");
      const other = spawn(process.execPath, ["-e", EXCHANGE, join(folder, "sub", "inner"), join(base, "ours")], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      await once(other.stdout, "data");
      for (let n = 0; n < 200; n += 1) {
        measureUntrustedFolder(folder, 0);
        try {
          if (process.getuid?.() === 0) shareFolder(folder, 65_534);
        } catch {
          // Ignored: the folder was replaced between two looks.
        }
      }
      other.kill("SIGKILL");
      await once(other, "close");
      removeUntrustedFolder(folder);
      expect([readFileSync(secret, "utf8"), lstatSync(secret).uid, lstatSync(join(base, "ours")).uid]).to.deep.equal([
        "a secret",
        uid,
        uid,
      ]);
    }
  });
});
