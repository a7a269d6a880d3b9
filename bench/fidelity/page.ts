import type { Case } from "../../cloud/testing/clients/case";
import { factGroups } from "../../cloud/facts/index";
import type { Difference } from "./ask-cases";

/** The answers of all clouds to the cases of one service. */
interface ServiceAnswers {
  readonly service: string;
  readonly cases: readonly Case[];
  /** The differences from AWS by the cloud's name; a cloud without the service is missing. */
  readonly answers: ReadonlyMap<string, readonly Difference[]>;
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

const formatCount = (count: number, of: number): string => `${count} of ${of}`;
const countSame = (answers: readonly Difference[]): number => answers.filter((answer) => answer === undefined).length;
const createRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const formatTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [createRow(head), createRow(head.map(() => "---")), ...rows.map(createRow)].join("\n");
/** A text as Markdown code, which shows it unchanged, in a table, too. */
const formatCode = (text: string): string => `\`${text.replaceAll("`", "'").replaceAll("|", "/")}\``;

/** The page in Markdown. */
export function renderPage({ date, machine, versions, clouds, services }: Page): string {
  const formatTotal = (name: string): string => {
    const has = services.flatMap(({ answers }) => [...(answers.get(name) ?? [])]);
    return formatCount(countSame(has), has.length);
  };
  const cases = services.reduce((sum, service) => sum + service.cases.length, 0);
  const summary = services.map(({ service, answers }) => [
    service,
    ...clouds.map((name) => {
      const has = answers.get(name);
      return has === undefined ? "" : formatCount(countSame(has), has.length);
    }),
  ]);
  return `# The same calls to other local clouds

Made by \`npm run bench -- fidelity\` on ${date} (${machine}); do not edit. Versions: ${versions.join(", ")}.

Each cloud got the same ${cases} calls from the AWS SDK for JavaScript. They go over HTTP/1.1, because not every cloud understands HTTP/2, the SDK's default for Kinesis.
The calls walk once through the life of a stream, a queue, a bucket and so on. They are the lab cloud's own [test cases](../cloud/testing/clients/cases), and each
\`npm test\` runs them with five clients. So the lab cloud's column only says that its tests pass. Whoever chooses the cases chooses the findings: the others have
services that the lab cloud doesn't have, and no case asks for them. A walk continues after a difference, so one difference may cause others.

How AWS's answer is known: *measured* on AWS by others, or *documented* by AWS, as [FIDELITY.md](../cloud/FIDELITY.md) explains for each number.
*Emulators* and *unsure* are weaker sources. So is "our tests", where no fact is named: that is AWS's documentation as we read it. A difference in such a row may be our mistake.

${formatTable(["service", ...clouds], [...summary, ["all", ...clouds.map(formatTotal)]])}

If a field is empty, the cloud doesn't have the service. The lab cloud's clock jumped where a case waits; the others waited in real time.
AWS's message about an iterator that is too old names the time. In the case, it is the time of the lab cloud's clock.
${services.map((service) => renderService(service, clouds)).join("")}`;
}

function renderService({ service, cases, answers }: ServiceAnswers, clouds: readonly string[]): string {
  const requested = clouds.filter((name) => answers.has(name));
  const rows = cases.map((item, at) => [
    item.operation,
    item.says,
    formatSource(item),
    ...requested.map((name) => (answers.get(name)?.[at] === undefined ? "as AWS" : "**differs**")),
  ]);
  const differences = cases.flatMap((item, at) =>
    requested.flatMap((name) => {
      const subject = answers.get(name)?.[at];
      return subject === undefined
        ? []
        : [`- ${name}, ${item.operation}, clients ${item.says}: ${formatCode(subject)}`];
    }),
  );
  return `
## ${service}

${formatTable(["call", "clients …", "known by", ...requested], rows)}
${differences.length === 0 ? "" : `\nWhat differs:\n\n${differences.join("\n")}\n`}`;
}
