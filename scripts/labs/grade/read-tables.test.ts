import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../cloud/testing/temporary-folder";
import * as grader from "../../../grader/index";
import { readTables } from "./read-tables";

describe("reading the tables of an earlier run", () => {
  it("stops the run if one of them is unreadable, because marks would change without it", async () => {
    const folder = createTemporaryFolder();
    const read = () => readTables({}, folder, { grader, io: { cwd: folder } });
    expect((await read()).problems).to.deep.equal([]);
    mkdirSync(join(folder, grader.TABLES));
    // Not even root can read a link that leads to itself.
    symlinkSync("manual.csv", join(folder, grader.TABLES, "manual.csv"));
    expect((await read()).problems).to.deep.equal([`${join(grader.TABLES, "manual.csv")} cannot be read.`]);
  });
});
