import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { changesUser } from "./bubblewrap";
import { skipIf } from "../../test/skip";

const TAKES =
  'import { freshUser } from "./fresh-user"; console.log(JSON.stringify(Array.from({ length: 5_000 }, freshUser)));';

describe("the users that sandboxed code becomes", function () {
  this.timeout(60_000);

  it("are each there once, in processes side by side and one after the other", async function () {
    skipIf(this, changesUser() ? undefined : "only root can become other users");
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
});
