import { listMemberNotes } from "./core/ignored";
import type { AnyMembers } from "./core/members";
import { NOTE_HEADER, NOTE_IN_LOG } from "./core/notes";
import type { Operation } from "./core/operation";
import type { Rule } from "./core/rules";
import type { Lab } from "./services/lab";
import type { LabService } from "./services/service";

const TOP = `# What the lab cloud emulates

Made by \`npm run golden\` from the services' own tables; do not edit. An operation that is not emulated, and a member that is refused, answer
501 \`NotImplemented\` and name what was asked for. So does a value that is not emulated: fixed lists of values stand here; what depends on
other members, such as a processor of Firehose that is switched on, does not.

The column of notes has what an operation takes and nothing acts upon, or not as on AWS; what is "(kept)" is told again as it was given. The answer to each request
that has it says so in the header \`${NOTE_HEADER}\`, and the log says so once, in a line that begins with \`${NOTE_IN_LOG.trim()}\`. Tags are kept and told
again wherever they are taken, and change nothing else. [FIDELITY.md](FIDELITY.md) says how true to AWS the rest is.
`;

/**
 * The page COVERAGE.md: for each service, which of the SDK's operations are emulated, which of their members are refused,
 * and which operations are not emulated.
 *
 * @param services the services, in the order of the page
 */
export function renderCoverage(services: readonly LabService[]): string {
  const rows = services.map(({ name, operations }) => [
    `[${name}](#${name})`,
    String(listEmulated(operations).length),
    String(Object.keys(operations).length),
  ]);
  const total = [1, 2].map((column) => String(rows.reduce((sum, row) => sum + Number(row[column]), 0)));
  return [
    TOP,
    renderTable(["service", "operations emulated", "of"], [...rows, ["all", ...total]]),
    ...services.map(renderSection),
  ].join("\n");
}

function renderSection({ name, operations }: LabService): string {
  const rows = listEmulated(operations).map((operation) => [
    operation.name,
    listRefused(operation.members)
      .map((path) => `\`${path}\``)
      .join(", "),
    [...new Set([...(operation.notes ?? []), ...listMemberNotes(operation.members)].map(({ what }) => what))].join(
      "; ",
    ),
  ]);
  const notEmulated = Object.values(operations)
    .filter(({ kind }) => kind === "not emulated")
    .map((operation) => operation.name)
    .sort();
  const rest =
    notEmulated.length === 0
      ? "Every operation of the SDK is emulated.\n"
      : `Not emulated: ${notEmulated.join(", ")}.\n`;
  return [`## ${name}\n`, renderTable(["operation", "refused members", "notes"], rows), rest].join("\n");
}

const listEmulated = (operations: LabService["operations"]): Operation<Lab>[] =>
  Object.values(operations)
    .filter((entry) => entry.kind === "operation")
    .sort((a, b) => (a.name < b.name ? -1 : 1));

/** Every refused member, by its path (`Records[].Data`), and every member of which only some values are accepted. */
function listRefused(members: AnyMembers): string[] {
  return Object.entries(members).flatMap(([name, member]) =>
    member.need === "refused" ? [name] : listRefusedInRule(member.rule).map((path) => `${name}${path}`),
  );
}

function listRefusedInRule({ members, each, only }: Rule<unknown>): string[] {
  if (members !== undefined) return listRefused(members).map((path) => `.${path}`);
  if (each !== undefined) return listRefusedInRule(each).map((path) => `[]${path}`);
  return only === undefined ? [] : [` other than ${only.join(", ")}`];
}

const renderTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");
