import type { Case } from "../cloud/testing/clients/case";
import { factGroups } from "../cloud/facts/index";

/** The differences of a cloud's answers from AWS's, one for each case; undefined where there is none. */
export type Differences = readonly (string | undefined)[];

/** The cases of one service, and the differences of each cloud, in the order of the columns. */
interface ServiceAnswers {
  readonly service: string;
  readonly cases: readonly Case[];
  readonly differences: readonly Differences[];
}

interface Page {
  readonly date: string;
  readonly machine: string;
  readonly versions: readonly string[];
  /** The clouds' names in the order of the columns; ours first. */
  readonly clouds: readonly string[];
  readonly services: readonly ServiceAnswers[];
}

const grades = new Map(factGroups.flatMap(({ facts }) => facts.map(({ id, grade }) => [id, grade])));

/** The source of a case's expected answer: the AWS facts that the case names. */
function formatSource({ says }: Case): string {
  const named = [...says.matchAll(/[A-Z]+-\d{3}/g)].flatMap(([id]) => grades.get(id) ?? []);
  return named.length === 0 ? "our tests" : [...new Set(named)].join(", ");
}

const countSame = (differences: Differences): string =>
  `${differences.filter((difference) => difference === undefined).length} of ${differences.length}`;
const createRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const formatTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [createRow(head), createRow(head.map(() => "---")), ...rows.map(createRow)].join("\n");
/** A text as Markdown code, which shows it unchanged, in a table, too. */
const formatCode = (text: string): string => `\`${text.replaceAll("`", "'").replaceAll("|", "/")}\``;

/** The page in Markdown. */
export function renderPage({ date, machine, versions, clouds, services }: Page): string {
  const totals = clouds.map((_, at) => countSame(services.flatMap(({ differences }) => differences[at] ?? [])));
  const cases = services.reduce((sum, service) => sum + service.cases.length, 0);
  const summary = services.map(({ service, differences }) => [service, ...differences.map(countSame)]);
  return `# The same calls to other local clouds

Made by \`npm run bench -- fidelity\` on ${date} (${machine}); do not edit. Versions: ${versions.join(", ")}.

Each cloud got the same ${cases} calls from the AWS SDK for JavaScript. They go over HTTP/1.1, because not every cloud understands HTTP/2, the SDK's default for Kinesis.
The calls walk once through the life of a stream, a queue, a bucket and so on. They are the lab cloud's own [test cases](../cloud/testing/clients/cases), and each
\`npm test\` runs them with five clients. So the lab cloud's column only says that its tests pass. Whoever chooses the cases chooses the findings: the others have
services that the lab cloud doesn't have, and no case asks for them. A walk continues after a difference, so one difference may cause others.

How AWS's answer is known: *measured* on AWS by others, or *documented* by AWS, as [FIDELITY.md](../cloud/FIDELITY.md) explains for each number.
*Emulators* and *unsure* are weaker sources. So is "our tests", where no fact is named: that is AWS's documentation as we read it. A difference in such a row may be our mistake.

${formatTable(["service", ...clouds], [...summary, ["all", ...totals]])}

The lab cloud's clock jumped where a case waits; the others waited in real time.
AWS's message about an iterator that is too old names the time. In the case, it is the time of the lab cloud's clock.
${services.map((service) => renderService(service, clouds)).join("")}`;
}

function renderService({ service, cases, differences }: ServiceAnswers, clouds: readonly string[]): string {
  const rows = cases.map((item, at) => [
    item.operation,
    item.says,
    formatSource(item),
    ...differences.map((found) => (found[at] === undefined ? "as AWS" : "**differs**")),
  ]);
  const lines = cases.flatMap((item, at) =>
    clouds.flatMap((name, column) => {
      const subject = differences[column]?.[at];
      return subject === undefined
        ? []
        : [`- ${name}, ${item.operation}, clients ${item.says}: ${formatCode(subject)}`];
    }),
  );
  return `
## ${service}

${formatTable(["call", "clients …", "known by", ...clouds], rows)}
${lines.length === 0 ? "" : `\nWhat differs:\n\n${lines.join("\n")}\n`}`;
}
