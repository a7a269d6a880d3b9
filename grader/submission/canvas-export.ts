import { toPlainText } from "../core/plain-text";
import type { Group, LmsGroups } from "./group";

/**
 * `doejane_LATE_1234_56789_consumer-1.ts`: the learner's name, Canvas's numbers of learner and file, and the file's own name. All files lie in
 * one folder. This is the format of Canvas's "Download submissions".
 *
 * @see https://github.com/instructure/canvas-lms/blob/master/lib/content_zipper.rb (get_filename, add_upload_submission)
 */
const UPLOAD = /^(?<name>[^_]+(?:_[^_\d][^_]*)*?)_(?<late>LATE_)?(?<user>\d+)_(?<number>\d+)_(?<file>.+)$/i;
/** `LATE_anon_aB3dE_56789_consumer.ts`: the same where Canvas hides the learners' names and numbers. */
const ANONYMOUS = /^(?<late>LATE_)?(?<name>anon_[A-Za-z\d]{5})_(?<number>\d+)_(?<file>.+)$/;
/** `doejane_1234_text.html`: what was typed into Canvas, or a link. There is no file that could be graded. */
const TYPED = /^(?<name>.+?)_(?<late>LATE_)?(?<user>\d+)_(?<file>(?:text|link)\.html)$/i;

interface Upload {
  readonly path: string;
  /** The name that the learner gave it. */
  readonly as: string;
  readonly number: number;
}

interface Learner extends Pick<Group, "name" | "student"> {
  readonly uploads: Upload[];
}

/** The learners of Canvas's export: of files that were uploaded several times, the newest. */
export function groupCanvasExport(tops: readonly string[]): LmsGroups {
  const learners = new Map<string, Learner>();
  for (const path of tops) {
    const read = readCanvasName(path);
    if (read === undefined) continue;
    const { name, user, file, number = 0, isLate } = read;
    const key = user ?? name;
    const learner = learners.get(key) ?? {
      name: user === undefined ? name : `${name}-${user}`,
      student: { ...(user === undefined ? {} : { lmsId: user }), name, ...(isLate ? { late: true } : {}) },
      uploads: [],
    };
    // Canvas appends a number to the second file of a name.
    learner.uploads.push({ path, as: file.replace(/-\d+(\.[^.]+)$/, "$1"), number });
    learners.set(key, learner);
  }
  const groups = [...learners.values()].map(createGroup);
  const taken = new Set(groups.flatMap(({ entries }) => entries.map(({ path }) => path)));
  const older = [...learners.values()].flatMap(({ uploads }) => uploads.filter(({ path }) => !taken.has(path)));
  return { groups, passed: older.map(({ path }) => path) };
}

/** The information in the name of a file in Canvas's export. */
interface CanvasName {
  readonly name: string;
  /** Absent where Canvas hides it. */
  readonly user: string | undefined;
  /** Absent for what was typed. */
  readonly number: number | undefined;
  readonly file: string;
  readonly isLate: boolean;
}

/** @returns undefined if it is not the name of a file of Canvas's export */
export function readCanvasName(path: string): CanvasName | undefined {
  if (path.endsWith("/")) return undefined;
  const found = ANONYMOUS.exec(path) ?? UPLOAD.exec(path) ?? TYPED.exec(path);
  if (!found) return undefined;
  const { name = "", user, file = "", number, late } = found.groups ?? {};
  return { name, user, file, number: number === undefined ? undefined : Number(number), isLate: late !== undefined };
}

function createGroup({ name, student, uploads }: Learner): Group {
  const newest = new Map<string, Upload>();
  for (const upload of uploads) {
    const known = newest.get(upload.as);
    if (known === undefined || upload.number > known.number) newest.set(upload.as, upload);
  }
  const notes = uploads.flatMap(({ path, as }) => {
    const counting = newest.get(as);
    if (counting === undefined || counting.path === path) return [];
    return [`${toPlainText(path)} is older than ${toPlainText(counting.path)}, which counts.`];
  });
  return {
    name,
    student,
    entries: uploads.filter((upload) => newest.get(upload.as) === upload).map(({ path, as }) => ({ path, as })),
    newest: Math.max(...uploads.map(({ number }) => number)),
    ...(notes.length === 0 ? {} : { notes }),
  };
}
