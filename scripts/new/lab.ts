import { labs } from "../../course/index";
import { command, UsageError } from "../labs/command";
import { applyChanges, type Change } from "./changes";
import { checksSource, closingSource, givenSource, openingSource, testSources } from "./lab-templates";
import { kebabOnly } from "./names";

export const lab = command({
  usage: "npm run new lab <id> [title]",
  does: "Begin a lab: its folder in course/ and its line in the list of labs.",
  args: ["<id>", "[title]"],
  options: {},
  async run(_options, { root, out }, [named = "", title = titleOf(named)]) {
    const id = kebabOnly(named, "A lab's id");
    const [, number] = /^(\d\d)-[a-z]/.exec(id) ?? [];
    if (number === undefined)
      throw new UsageError(`A lab's id begins with its number, such as \`05-resharding\`, not \`${id}\`.`);
    const other = labs.find((known) => known.number === number);
    if (other !== undefined) throw new UsageError(`The number ${number} is that of the lab ${other.id}.`);
    const changes: Change[] = [
      { kind: "create", path: `course/${id}/lab/01-opening.ts`, text: openingSource(id, title) },
      { kind: "create", path: `course/${id}/lab/02-closing.ts`, text: closingSource(id) },
      { kind: "create", path: `course/${id}/checks.ts`, text: checksSource(id) },
      { kind: "create", path: `course/${id}/given/index.ts`, text: givenSource(number) },
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
        line: entrySource(id, title),
      },
    ];
    await applyChanges(root, changes);
    changes.forEach(({ path }) => {
      out(path);
    });
    out(
      `Now add an exercise with \`npm run new check ${id} <name>\`. docs/writing-a-lab.md leads from there to the published lab, and names each place that has to know it.`,
    );
  },
});

/** The lab's entry in the list of labs, with one hour and one shard as first values. */
function entrySource(id: string, title: string): string {
  return `  lab("${id}", {
    title: ${JSON.stringify(title)},
    onAws: {
      hours: 1,
      services: ["kinesis"],
      perHour: { "kinesis-shard-hour": 1 },
      perRun: { "kinesis-put-unit": 1000 },
    },
    given: () => import("./${id}/given/index"),
  }),`;
}

/** `05-resharding-streams` → `Resharding streams` */
function titleOf(id: string): string {
  const words = id.replace(/^\d+-/, "").replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
