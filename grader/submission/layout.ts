import { posix } from "node:path";
import type { HandedIn, Student } from "./submission";

/** One submission of a container: the entries that belong to it, and the facts about the learner in their names. */
export interface Group {
  readonly name: string;
  /**
   * Paths in the container; a path that ends with a slash is a folder with all files below it. `as` is the path in the
   * submission.
   */
  readonly entries: readonly { readonly path: string; readonly as: string }[];
  readonly student: Student;
}

/** `doejane_LATE_1234_56789_consumer-1.ts`, all in one folder: the format of Canvas's "Download submissions". */
const CANVAS = /^(?<name>[^_]+(?:_[^_\d][^_]*)*?)_(?<late>LATE_)?(?<user>\d+)_(?:\d+_)(?<file>.+)$/;
/**
 * `Jane Doe_1234567_assignsubmission_file_/`, one folder for each learner: the format of Moodle's "Download all
 * submissions".
 */
const MOODLE = /^(?<name>.+)_(?<user>\d+)_assignsubmission_(?<kind>file|onlinetext)_?$/;
/** `submission_123456789/` beside `submission_metadata.yml`: the format of Gradescope's "Export submissions". */
const GRADESCOPE = /^submission_\d+$/;
const METADATA = "submission_metadata.yml";

/**
 * Divides the files of a container into submissions, by their names.
 *
 * @param paths    paths of all files, relative to the container, with forward slashes
 * @param scripts  the lab's scripts: one of them alone may be a submission
 * @param metadata the text of Gradescope's `submission_metadata.yml`, if there is one
 */
export function groupsIn(
  paths: readonly string[],
  { scripts, metadata }: { scripts: readonly string[]; metadata: string | undefined },
): Group[] {
  const tops = [...new Set(paths.map((path) => (path.includes("/") ? `${path.slice(0, path.indexOf("/"))}/` : path)))];
  const shown = tops.filter((top) => !top.startsWith(".") && top !== METADATA).sort();
  const folders = shown.filter((top) => top.endsWith("/"));
  const files = shown.filter((top) => !top.endsWith("/"));
  if (metadata !== undefined) return gradescopeGroups(folders, metadata);
  if (folders.some((top) => MOODLE.test(top.slice(0, -1)))) return moodleGroups(folders);
  const named = files.filter(isSubmitted);
  if (folders.length === 0 && named.length > 0 && named.every((file) => CANVAS.test(file))) return canvasGroups(named);
  return shown
    .filter((top) => top.endsWith("/") || /\.(zip|ipynb)$/.test(top) || scriptMeant(top, scripts) !== undefined)
    .map((top) => ({
      name: posix.basename(top).replace(/\.(zip|ipynb|ts)$/, ""),
      entries: [{ path: top, as: top.endsWith("/") ? "" : top }],
      student: {},
    }));
}

/**
 * Whether these files are one submission: the lab's notebook by its name, or a script by its path, at the top or below
 * one folder.
 */
export function isOneSubmission(paths: readonly string[], { notebook, scripts }: HandedIn): boolean {
  const places = new Set([notebook, posix.basename(notebook), ...scripts]);
  if (paths.some((path) => places.has(path))) return true;
  const tops = new Set(paths.map((path) => path.split("/")[0]));
  return tops.size === 1 && paths.some((path) => path.includes("/") && places.has(path.slice(path.indexOf("/") + 1)));
}

/**
 * The lab's script that a single submitted file is meant to be: the script with whose name the file's name ends, as in `anna-consumer.ts`;
 * or the lab's only script.
 *
 * @returns the script's path in the project; undefined if the file is no script of the lab
 */
export function scriptMeant(file: string, scripts: readonly string[]): string | undefined {
  const name = posix.basename(file);
  if (!name.endsWith(".ts") || name.endsWith(".d.ts")) return undefined;
  const [only, another] = scripts;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  // Only letters and digits count: a learner may write gas_station_app for gas-station-app, and Canvas leaves out
  // hyphens.
  return (
    scripts.find((path) => plain(name).endsWith(plain(posix.basename(path)))) ??
    (another === undefined ? only : undefined)
  );
}

function isSubmitted(file: string): boolean {
  return /\.(zip|ipynb|ts)$/.test(file);
}

function canvasGroups(files: readonly string[]): Group[] {
  const groups = new Map<string, { name: string; entries: { path: string; as: string }[]; student: Student }>();
  for (const path of files) {
    const { name = "", user = "", file = "", late } = CANVAS.exec(path)?.groups ?? {};
    const group = groups.get(user) ?? {
      name: `${name}-${user}`,
      entries: [],
      student: { lmsId: user, name, ...(late ? { late: true } : {}) },
    };
    // Canvas appends a number to the files of a second attempt.
    group.entries.push({ path, as: file.replace(/-\d+(\.[^.]+)$/, "$1") });
    groups.set(user, group);
  }
  return [...groups.values()];
}

function moodleGroups(folders: readonly string[]): Group[] {
  return folders.flatMap((path) => {
    const { name = "", user = "", kind } = MOODLE.exec(path.slice(0, -1))?.groups ?? {};
    if (kind !== "file") return [];
    return [{ name: `${name}-${user}`, entries: [{ path, as: "" }], student: { lmsId: user, name } }];
  });
}

function gradescopeGroups(folders: readonly string[], metadata: string): Group[] {
  return folders.flatMap((path) => {
    if (!GRADESCOPE.test(path.slice(0, -1))) return [];
    // The number in the folder's name is the submission's, not the learner's as in Canvas or Moodle.
    const student = gradescopeFacts(metadata, path.slice(0, -1));
    return [{ name: student.email ?? path.slice(0, -1), entries: [{ path, as: "" }], student }];
  });
}

/**
 * The needed facts of Gradescope's file: its lines `:name:`, `:email:` and `:created_at:` below the submission's own
 * line.
 */
function gradescopeFacts(metadata: string, key: string): Student {
  const lines = metadata.split(/\r?\n/);
  const start = lines.findIndex((line) => line === `${key}:`);
  if (start < 0) return {};
  const length = lines.slice(start + 1).findIndex((line) => /^\S/.test(line));
  const own = length < 0 ? lines.slice(start + 1) : lines.slice(start + 1, start + 1 + length);
  const fact = (name: string) =>
    own
      .map((line) =>
        new RegExp(`^[\\s-]*:${name}:\\s*(.+)$`)
          .exec(line)?.[1]
          ?.trim()
          .replace(/^(['"])(.*)\1$/, "$2"),
      )
      .find((value) => value !== undefined);
  const [name, email, created] = [fact("name"), fact("email"), fact("created_at")];
  const submitted =
    created === undefined ? NaN : Date.parse(created.replace(/ ([+-]\d\d:?\d\d|Z)$/, "$1").replace(" Z", "Z"));
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(Number.isNaN(submitted) ? {} : { submitted: new Date(submitted).toISOString() }),
  };
}
