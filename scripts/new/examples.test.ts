import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { scaffolds } from "./index";
import { PROJECT, useScaffolds } from "./testing/use-scaffolds";

describe("npm run new, as docs/changing shows it", () => {
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
    const page = await readFile(join(PROJECT, "docs", "changing", "README.md"), "utf8");
    const examples = Array.from(page.matchAll(/(?<=`npm run new )[^`]+(?=`)/g), ([words]) => words.split(" "));
    for (const words of examples)
      expect(await scaffold.run(...words), words.join(" ")).to.deep.equal({ status: 0, err: "" });
    expect(examples.map(([command]) => command)).to.include.members(Object.keys(scaffolds));
  });
});
