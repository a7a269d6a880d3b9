import { spawn, spawnSync } from "node:child_process";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { canChangeUser } from "./bubblewrap";
import { skipIf } from "../../cloud/testing/skip";
import { createTemporaryFolder } from "../../cloud/testing/temporary-folder";
import { claimUsers } from "./fresh-user";

const TAKES =
  'import { freshUser } from "./fresh-user"; console.log(JSON.stringify(Array.from({ length: 5_000 }, freshUser)));';

describe("choosing a user for sandboxed code", () => {
  it("returns each user once, across processes that run in parallel or one after the other", async function () {
    skipIf(this, canChangeUser() ? undefined : "only root can become other users");
    const take = async (): Promise<number[]> => {
      const args = ["--import", "tsx", "--input-type=module", "--eval", TAKES];
      const { stdout } = spawn(process.execPath, args, {
        cwd: import.meta.dirname,
        stdio: ["ignore", "pipe", "inherit"],
      });
      return JSON.parse(await text(stdout)) as number[];
    };
    const beside = await Promise.all([take(), take(), take()]);
    const users = [...beside, await take()].flat();
    expect(new Set(users).size).to.equal(20_000);
    expect(users.every((user) => user > 1_879_048_191 && user < 2 ** 31 - 1)).to.equal(true);
  });

  it("reserves blocks of 4,096, each claimed by a file that only the grader sees", () => {
    const claims = join(createTemporaryFolder(), "claims");
    const [first, second] = [claimUsers(claims), claimUsers(claims)];
    expect([first(), second(), first(), second()]).to.deep.equal([
      1_879_048_192, 1_879_052_288, 1_879_048_193, 1_879_052_289,
    ]);
    const rest = Array.from({ length: 4_095 }, first);
    expect(rest.slice(-2)).to.deep.equal([1_879_052_287, 1_879_056_384]);
    expect(readdirSync(claims).sort()).to.deep.equal(["0", "1", "2"]);
    expect([claims, join(claims, "0")].map((path) => statSync(path).mode & 0o777)).to.deep.equal([0o700, 0o600]);
  });

  it("stops below the ids that some programs read as negative, with a message", () => {
    const claims = createTemporaryFolder();
    writeFileSync(join(claims, "65533"), "");
    const user = claimUsers(claims);
    const last = Array.from({ length: 4_096 }, user).at(-1);
    expect(last).to.equal(2_147_479_551);
    expect(user).to.throw(/^All users of .* have been used since this machine started: start it again, then grade\.$/);
  });

  it("fails if the folder can't be created", () => {
    const file = join(createTemporaryFolder(), "file");
    writeFileSync(file, "");
    expect(claimUsers(join(file, "claims"))).to.throw(/ENOTDIR/);
    // A folder of numbers in which nobody can make a file.
    if (process.platform === "linux") expect(claimUsers("/proc/self/fdinfo")).to.throw(/^E(NOENT|ACCES|PERM)/);
  });

  for (const isThere of [false, true])
    it(`chooses at random if all files are read-only${isThere ? ", even if the folder exists" : ""}`, function () {
      skipIf(this, canChangeUser() ? undefined : "only root can mount files read-only");
      const folder = createTemporaryFolder();
      const [claims, program] = [join(folder, "claims"), join(import.meta.dirname, "fresh-user.ts")];
      const code = `import { claimUsers } from ${JSON.stringify(program)}; const user = claimUsers(${JSON.stringify(claims)}); console.log([user(), user()].join());`;
      const mount = `mount -t tmpfs labs "$0"${isThere ? ' && mkdir "$0/claims"' : ""} && mount -o remount,ro "$0" && exec "$@"`;
      const args = ["--mount", "sh", "-c", mount, folder, process.execPath, "--import", "tsx", "--input-type=module"];
      const { stdout } = spawnSync("unshare", [...args, "--eval", code], {
        encoding: "utf8",
        cwd: import.meta.dirname,
      });
      const [first = 0, second = 0] = stdout.split(",").map(Number);
      expect([second - first, (first - 1_879_048_192) % 4_096]).to.deep.equal([1, 0]);
      expect(first).to.be.within(1_879_048_192, 2_147_479_551 - 4_095);
    });
});
