import { labs } from "../../course/index";
import { declareCommand, UsageError } from "../labs/command";
import { applyChanges, type Change } from "./changes";
import { createChecks, createClosing, createGivenSource, createOpening, testSources } from "./lab-templates";
import { requireKebabCase } from "./names";

export const lab = declareCommand({
  usage: "npm run new lab <id> [title]",
  does: "Start a lab: its folder in course/ and its line in the list of labs.",
  args: ["<id>", "[title]"],
  options: {},
  async run(_options, { root, printResult }, [named = "", title = toTitle(named)]) {
    const id = requireKebabCase(named, "A lab's id");
    const [, number] = /^(\d\d)-[a-z]/.exec(id) ?? [];
    if (number === undefined)
      throw new UsageError(`A lab's id begins with its number, such as \`05-resharding\`, not \`${id}\`.`);
    const other = labs.find((known) => known.number === number);
    if (other !== undefined) throw new UsageError(`The lab ${other.id} already has the number ${number}.`);
    const changes: Change[] = [
      { kind: "create", path: `course/${id}/lab/01-opening.ts`, text: createOpening(id, title) },
      { kind: "create", path: `course/${id}/lab/02-closing.ts`, text: createClosing(id) },
      { kind: "create", path: `course/${id}/checks.ts`, text: createChecks(id) },
      { kind: "create", path: `course/${id}/given/index.ts`, text: createGivenSource(number) },
      ...Object.entries(testSources(id)).map(([name, text]): Change => ({
        kind: "create",
        path: `course/${id}/${name}`,
        text,
      })),
      {
        kind: "insert",
        path: "course/index.ts",
        // The end of an entry, which has one or several lines.
        after: /^ {2}(lab\(".*)?\}\),$/,
        line: createEntry(id, title),
      },
    ];
    await applyChanges(root, changes);
    changes.forEach(({ path }) => {
      printResult(path);
    });
    printResult(
      `Now add an exercise with \`npm run new check ${id} <name>\`. docs/writing-a-lab.md covers the rest, up to the published lab, and names each file that must list it.`,
    );
  },
});

/** The lab's entry in the list of labs, with one hour and one shard as first values. */
function createEntry(id: string, title: string): string {
  return `  createLab("${id}", {
    title: ${JSON.stringify(title)},
    onAws: {
      hours: 1,
      services: ["kinesis"],
      perHour: { "kinesis-shard-hour": 1 },
      perRun: { "kinesis-put-unit": 1000 },
    },
    importGiven: () => import("./${id}/given/index"),
  }),`;
}

/** `05-resharding-streams` → `Resharding streams` */
function toTitle(id: string): string {
  const words = id.replace(/^\d+-/, "").replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
