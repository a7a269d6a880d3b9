import type { Group, LmsGroups } from "./group";
import type { Student } from "./submission";

/** Gradescope's file about all submissions of its "Export submissions". */
export const METADATA = "submission_metadata.yml";
/** `submission_123456789`, one folder for each submission. The number is the submission's, not the learner's. */
const FOLDER = /^submission_(?<number>\d+)$/;

/** Gradescope's information about one submission. */
interface SubmissionFacts {
  /** Several, if a group has handed in together. */
  readonly submitters: readonly Student[];
  readonly submitted?: string;
}

/**
 * The learners of Gradescope's export. Each member of a group that has handed in together is a learner with the same
 * files: each needs a mark.
 */
export function groupGradescopeExport(tops: readonly string[], metadata: string): LmsGroups {
  const details = readMetadata(metadata);
  // A submission without a file has no folder, but is listed too.
  const folders = new Set([...tops, ...[...details.keys()].map((key) => `${key}/`)]);
  const groups = [...folders].flatMap((path): Group[] => {
    const key = path.replace(/\/$/, "");
    const number = parseSubmissionNumber(key);
    if (key === path || number === undefined) return [];
    const { submitters = [], submitted } = details.get(key) ?? {};
    return (submitters.length === 0 ? [{}] : submitters).map((student: Student) => ({
      name: student.email ?? (student.name === undefined ? key : `${student.name}-${number}`),
      entries: [{ path, as: "" }],
      student: { ...student, ...(submitted === undefined ? {} : { submitted }) },
    }));
  });
  return { groups, passed: [METADATA] };
}

/** The number of a submission by the name of its folder in Gradescope's export; undefined if it is not from there. */
export const parseSubmissionNumber = (folder: string): string | undefined => FOLDER.exec(folder)?.groups?.["number"];

/**
 * Reads the needed lines of the file, which Gradescope writes always in the same way: below `submission_1:` with two spaces `:submitters:`,
 * a list of `:name:` and `:email:`, and `:created_at:`. Earlier tries stand deeper, below `:history:`.
 */
function readMetadata(text: string): ReadonlyMap<string, SubmissionFacts> {
  const blocks = text.split(/^(?=\S)/m);
  return new Map(
    blocks.map((block) => {
      const [heading = "", ...lines] = block.split(/\r?\n/);
      const members = lines.flatMap((line, index) => (/^ {2}:\w+:/.test(line) ? [index] : []));
      const from = lines.findIndex((line) => line.startsWith("  :submitters:"));
      const to = members.find((at) => at > from) ?? lines.length;
      const created = lines.find((line) => line.startsWith("  :created_at:")) ?? "";
      return [
        heading.replace(/:\s*$/, ""),
        {
          submitters: readSubmitters(from < 0 ? lines : lines.slice(from + 1, to)),
          ...parseSubmittedAt(created.replace(/^\s*:created_at:/, "")),
        },
      ];
    }),
  );
}

/** Each item of the list begins with a dash; without a list there is one submitter. */
function readSubmitters(lines: readonly string[]): Student[] {
  const submitters: Record<string, string>[] = [];
  for (const line of lines) {
    if (/^\s*- /.test(line)) submitters.push({});
    const [, name = "", value = ""] = /^[\s-]*:(name|email):(.*)$/.exec(line) ?? [];
    const fact = parseText(value);
    if (fact === undefined) continue;
    if (submitters.length === 0) submitters.push({});
    Object.assign(submitters.at(-1) ?? {}, { [name]: fact });
  }
  return submitters;
}

/** A text of YAML, with or without quotation marks. */
function parseText(value: string): string | undefined {
  const text = value.trim();
  if (text === "" || text === "null" || text === "~") return undefined;
  if (text.startsWith("'") && text.endsWith("'")) return text.slice(1, -1).replaceAll("''", "'") || undefined;
  return text.replace(/^"(.*)"$/, "$1") || undefined;
}

function parseSubmittedAt(value: string): { submitted?: string } {
  const text = parseText(value) ?? "";
  const time = Date.parse(text.replace(/ ([+-]\d\d:?\d\d|Z)$/, "$1").replace(" Z", "Z"));
  return Number.isNaN(time) ? {} : { submitted: new Date(time).toISOString() };
}
