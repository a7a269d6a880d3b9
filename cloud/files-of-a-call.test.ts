import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { LEFT_TO_CI, skipIf } from "./testing/skip";

const PROGRAM = join(import.meta.dirname, "testing", "list-files-of-a-call.ts");
/** A file that runs once for each connection, and the one for clients that speak HTTP/1.1. */
const NOT_IN_EACH_CALL = ["server/port.ts", "http1.ts"];

const isNamed = (file: string, name: string): boolean => `/${file}`.endsWith(`/${name.replace("../", "")}`);

describe("the files of a PutRecords in cloud/README.md", () => {
  it("are those that V8 has counted", async function () {
    skipIf(this, LEFT_TO_CI);
    const page = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
    const [, section = ""] = /^### A PutRecords, step by step\n(.*?)^### /ms.exec(page) ?? [];
    const rows = section.split("\n").filter((line) => line.startsWith("|"));
    const names = rows.flatMap((row) => Array.from(row.matchAll(/`([\w./-]+\.ts)`/g), ([, name = ""]) => name));
    const { stdout } = await promisify(execFile)(process.execPath, ["--import", import.meta.resolve("tsx"), PROGRAM]);
    // The border: the program prints a list of texts.
    const files = JSON.parse(stdout) as readonly string[];
    expect(files.filter((file) => !names.some((name) => isNamed(file, name)))).to.deep.equal([]);
    expect(names.filter((name) => !files.some((file) => isNamed(file, name)))).to.deep.equal(NOT_IN_EACH_CALL);
    expect(section).to.include(`${files.length} files`);
  });
});
