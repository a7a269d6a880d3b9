import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { scaffolds } from "./index";
import { PROJECT, useScaffolds } from "./testing/use-scaffolds";

describe("npm run new, as CONTRIBUTING and docs/changing show it", () => {
  const scaffold = useScaffolds(
    ...[
      "course/index.ts",
      "course/givens/lab.ts",
      "course/01-streaming-ingestion/lab",
      "course/01-streaming-ingestion/checks.ts",
    ],
    ...["cloud/services/kinesis/service.ts", "cloud/services/sqs/service.ts"],
    "cloud/services/resource-types.ts",
    "grader/reports/index.ts",
  );

  it("creates what is missing, with each command", async () => {
    const pages = await Promise.all(
      ["CONTRIBUTING.md", "docs/changing/README.md"].map((page) => readFile(join(PROJECT, page), "utf8")),
    );
    // Both pages show the two most common ones.
    const commands = new Set(pages.flatMap((page) => page.match(/(?<=`npm run new )[^`]+(?=`)/g) ?? []));
    const examples = Array.from(commands, (command) => command.split(" "));
    for (const words of examples)
      expect(await scaffold.run(...words), words.join(" ")).to.deep.equal({ status: 0, err: "" });
    expect(examples.map(([command]) => command)).to.include.members(Object.keys(scaffolds));
  });
});
