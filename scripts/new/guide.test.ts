import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { buildLab, readLab } from "../../authoring/index";
import { findTypeErrors } from "../../test/type-errors";
import { rehearseLab } from "./testing/rehearse-lab";
import { PROJECT, useScaffolds } from "./testing/use-scaffolds";
import { LEFT_TO_CI, skipIf } from "../../cloud/testing/skip";

/** The guide's lab is moved to the folder of this one, because `new check` knows only the labs of the project itself. */
const LAB = "05-resharding";
const GUIDE_LAB = "90-some-queues";
const EXERCISE = `${LAB}.redrive`;

/** Cells of the lab that the guide does not spell out. `SETTINGS` is its region with several solution lines. */
const PART = `import { CreateQueueCommand, GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { check } from "../../../src/index";

// %% id=queues tags=setup
const sqs = new SQSClient({});
const { QueueUrl: deadUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "queues-dead" }));
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "queues-orders" }));
const dead = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ["QueueArn"] }));
const deadLetterTargetArn = dead.Attributes?.QueueArn;

// %% [markdown] id=redrive-do tags=do
// ### Say what to do
//
// Send a message to a second queue after three tries.

// %% id=redrive exercise=${EXERCISE}
SETTINGS
await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: settings }));
console.log("The queue has its settings.");

// %% id=redrive-check tags=check
await check("${EXERCISE}");

// %% [markdown] id=redrive-stuck tags=stuck
// {{solution ${EXERCISE}}} The policy names the second queue and the number of tries.
`;

const CLAIMS = `
import { expect } from "chai";
import { exercise, formatHint, it, type Evidence } from "../../grader/index";
import { describeStop, requireFromSolution } from "../evidence-words";

exercise("${EXERCISE}", { points: 2, title: "Say what to do" }, ({ learner, solution }) => {
  const read = ({ seen }: Evidence, name: string) =>
    (seen["attributes"] as Readonly<Record<string, string>> | undefined)?.[name];
  for (const name of ["VisibilityTimeout", "RedrivePolicy"])
    it(\`sets \${name}\`, () => {
      const wanted = requireFromSolution(read(solution, name));
      const found = describeStop(learner, "redrive") ?? read(learner, name) ?? "nothing";
      expect(read(learner, name), formatHint({ expected: wanted, found, look: name })).to.equal(wanted);
    });
});
`;

describe("a lab on queues, written by docs/writing-a-lab.md", () => {
  const scaffold = useScaffolds("course/index.ts", "course/givens/lab.ts");
  const { read, run } = scaffold;
  const write = (path: string, text: string) => writeFile(join(scaffold.root, "course", LAB, path), text);

  async function edit(path: string, ...changes: readonly (readonly [from: string, to: string])[]): Promise<void> {
    let text = await read(`course/${LAB}/${path}`);
    for (const [from, to] of changes) {
      expect(text, path).to.include(from);
      text = text.replaceAll(from, to);
    }
    await write(path, text);
  }

  /**
   * Does what the guide says, with the guide's own code.
   *
   * @returns the scaffold's checks after `given/` was deleted
   */
  async function followGuide(): Promise<string> {
    const guide = await readFile(join(PROJECT, "docs", "writing-a-lab.md"), "utf8");
    const blocks = [...guide.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = ""]) => code);
    const findBlock = (word: string): string => blocks.find((code) => code.includes(word)) ?? "";
    const [imported = ""] = /import \{ deleteQueue \}[^`]*/.exec(guide) ?? [];
    const [listed = ""] = /listResources\(\{ prefix: "queues-"[^`]*/.exec(guide) ?? [];
    await run("lab", GUIDE_LAB, "Queues");
    await rename(join(scaffold.root, "course", GUIDE_LAB), join(scaffold.root, "course", LAB));
    await edit("checks.ts", [GUIDE_LAB, LAB]);
    await run("check", "05", "redrive");
    await rm(join(scaffold.root, "course", LAB, "given"), { recursive: true });
    const kind = `import { queues } from "../../../src/aws/kinds/queues";\n${imported}\n`;
    const sqs =
      'import { CreateQueueCommand, GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";\n';
    await edit(
      "lab/01-opening.ts",
      [" deleteKinesisDataStream,", ""],
      ["import { accountId", `${sqs}${kind}import { accountId`],
    );
    await edit(
      "lab/03-closing.ts",
      [" deleteKinesisDataStream,", ""],
      ["import { check", `${kind}import { check`],
      ['deleteKinesisDataStream({ streamName: "some-queues-stream" })', 'deleteQueue({ queueName: "queues-orders" })'],
      ['listResources({ prefix: "some-queues-" })', listed],
    );
    await write(
      "lab/02-redrive.ts",
      PART.replace("SETTINGS\n", () => findBlock("RedrivePolicy")),
    );
    const scaffolded = await read(`course/${LAB}/checks.ts`);
    await write("checks.ts", findBlock("plan(").replace(GUIDE_LAB, LAB) + CLAIMS);
    return scaffolded.replace(/^.*applyGivens.*\n/gm, "");
  }

  it("builds, and its types are right", async () => {
    const withoutGiven = await followGuide();
    expect(withoutGiven, "a name that nothing uses any more").not.to.include("connection");
    const source = await readLab(scaffold.root, LAB);
    const { learner } = buildLab({ ...source, hasFile: (path) => existsSync(join(PROJECT, path)) });
    expect(learner[0]?.text).to.include("const settings: Record<string, string> = None;");
    const paths = [...source.parts.map(({ file }) => file), `course/${LAB}/checks.ts`];
    const texts = await Promise.all(
      paths.map(async (path) => [path.replace(LAB, "90-queues"), await read(path)] as const),
    );
    expect(await findTypeErrors(new Map([...texts, ["course/91-queues/checks.ts", withoutGiven]]))).to.deep.equal([]);
  });

  it("gives the solution full marks, half a right answer half of them, and the blank notebook none", async function () {
    skipIf(this, LEFT_TO_CI);
    await followGuide();
    const answers = { [EXERCISE]: ['const settings = { VisibilityTimeout: "30" };'] };
    expect(await rehearseLab(scaffold, LAB, answers)).to.deep.equal({
      solution: [2, 2],
      open: 0,
      claims: [
        ["sets VisibilityTimeout", true],
        ["sets RedrivePolicy", false],
      ],
    });
  });
});
