import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Command } from "../../scripts/labs/command";
import { commands } from "../../scripts/labs/commands/index";
import { scaffolds } from "../../scripts/new/index";

const ROOT = join(import.meta.dirname, "..", "..");

const listFiles = (folder: string) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "index.ts")
    .map((name) => name.replace(".ts", ""));

describe("conventions of commands", () => {
  it("have a line in the table for every file, and a file for every line", () => {
    expect(Object.keys(commands)).to.deep.equal(listFiles("scripts/labs/commands").sort());
  });

  it("match the design", () => {
    expect(Object.keys(commands)).to.deep.equal([
      "check",
      "class",
      "cloud",
      "course",
      "doctor",
      "flink",
      "given",
      "grade",
      "merge-reports",
      "pack",
      "post-grades",
      "release",
      "reset",
      "review",
      "share",
      "solution",
      "status",
      "teardown",
    ]);
  });

  for (const [program, table] of [
    ["labs", commands],
    ["npm run new", scaffolds],
  ] as const) {
    for (const [name, load] of Object.entries(table)) {
      it(`explain the usage of \`${program} ${name}\`, and its purpose in one sentence`, async () => {
        const command: Command = await load();
        expect(command.usage).to.match(new RegExp(`^${program} ${name}\\b`));
        expect(command.does).to.match(/^[A-Z].*[.]$/);
        for (const [option, { help }] of Object.entries(command.options)) expect(help, `--${option}`).to.match(/\S/);
      });
    }
  }
});
