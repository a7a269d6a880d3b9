import { posix } from "node:path";
import { groupCanvasExport } from "./canvas-export";
import { groupGradescopeExport } from "./gradescope-export";
import type { Group, Lms, LmsGroups } from "./group";
import { groupMoodleExport } from "./moodle-export";
import type { SubmittedPaths } from "./submission";

/** The kind of content in a container. */
export interface Layout {
  /** The platform that has made the container; undefined if it is none of the known ones. */
  readonly lms?: Lms;
  readonly groups: readonly Group[];
  /** How many of the groups are named by the platform; the others were added by hand. */
  readonly named: number;
  /** Entries that belong to no submission. */
  readonly unread: readonly string[];
}

/** Programs that make and unpack zips leave these beside the files. */
const NOBODYS = new Set(["__MACOSX/", "desktop.ini", "Thumbs.db"]);

/**
 * Divides the files of a container into submissions, by their names. What is in a platform's export and has no learner's number in its name
 * was added by the instructor, and counts by its own name.
 *
 * @param paths    paths of all files, relative to the container, with forward slashes
 * @param scripts  the lab's scripts: one of them alone may be a submission
 * @param metadata the text of Gradescope's `submission_metadata.yml`, if there is one
 */
export function detectLayout(
  paths: readonly string[],
  { scripts, metadata }: { scripts: readonly string[]; metadata: string | undefined },
): Layout {
  const tops = new Set(paths.map((path) => (path.includes("/") ? `${getFirstPart(path)}/` : path)));
  const shown = [...tops].filter((top) => !top.startsWith(".") && !NOBODYS.has(top)).sort();
  const isRead = (top: string): boolean =>
    top.endsWith("/") || /\.(zip|pdf)$/i.test(top) || isNotebook(top) || findMeantScript(top, scripts) !== undefined;
  const { lms, groups, passed } = groupLmsExport(shown, { isRead, metadata });
  const taken = new Set([...passed, ...groups.flatMap(({ entries }) => entries.map(({ path }) => path))]);
  const rest = shown.filter((top) => !taken.has(top));
  const others = rest.filter(isRead).map((top) => ({
    name: getSubmissionName(top),
    entries: [{ path: top, as: top.endsWith("/") ? "" : top }],
    student: {},
  }));
  const unread = rest.filter((top) => !isRead(top));
  return { ...(lms === undefined ? {} : { lms }), groups: [...groups, ...others], named: groups.length, unread };
}

function groupLmsExport(
  tops: readonly string[],
  { isRead, metadata }: { isRead: (top: string) => boolean; metadata: string | undefined },
): LmsGroups & { readonly lms?: Lms } {
  if (metadata !== undefined) return { lms: "Gradescope", ...groupGradescopeExport(tops, metadata) };
  const moodle = groupMoodleExport(tops);
  if (moodle.groups.length > 0) return { lms: "Moodle", ...moodle };
  const canvas = groupCanvasExport(tops);
  const named = new Set(canvas.groups.flatMap(({ entries }) => entries.map(({ path }) => path)));
  // A file of a name like Canvas's may be among others that have their learners' own names.
  const others = tops.filter((top) => !named.has(top) && !canvas.passed.includes(top) && isRead(top));
  if (named.size > others.length) return { lms: "Canvas", ...canvas };
  return { groups: [], passed: [] };
}

/** The folder at the top, or the file itself if it is in none. */
export const getFirstPart = (path: string): string => (path.includes("/") ? path.slice(0, path.indexOf("/")) : path);

/** The path in the folder at the top. */
export const removeFirstPart = (path: string): string => path.slice(path.indexOf("/") + 1);

/**
 * Whether these files are one submission: the lab's notebook by its name, or a script by its path, at the top or below
 * one folder.
 */
export function isSingleSubmission(paths: readonly string[], { notebook, scripts }: SubmittedPaths): boolean {
  const locations = new Set([notebook, posix.basename(notebook), ...scripts]);
  if (paths.some((path) => locations.has(path))) return true;
  const tops = new Set(paths.map(getFirstPart));
  const isWrapped = tops.size === 1 && paths.every((path) => path.includes("/"));
  if (isWrapped && paths.some((path) => locations.has(removeFirstPart(path)))) return true;
  return isSingleLearnerWork(isWrapped ? paths.map(removeFirstPart) : paths, scripts);
}

/**
 * Whether these are one learner's files by their kinds: one notebook, of whatever name, and beside it scripts under the lab's own names, with
 * no work of others in folders.
 */
function isSingleLearnerWork(paths: readonly string[], scripts: readonly string[]): boolean {
  const shown = paths.filter((path) => path !== "" && !path.startsWith(".") && !NOBODYS.has(`${getFirstPart(path)}/`));
  const [notebook, another] = shown.filter(isNotebook);
  // A notebook alone may as well be the only one of a class, and its name the learner's.
  if (notebook === undefined || another !== undefined || notebook.includes("/") || shown.length < 2) return false;
  const isWork = (path: string): boolean => /\.(zip|pdf)$/i.test(path) || findMeantScript(path, scripts) !== undefined;
  return shown.filter(isWork).every((path) => !path.includes("/") && isNamedAsInLab(path, scripts));
}

/** Whether a script has a lab's script's own name: a learner's name in front says that it is that learner's hand-in. */
function isNamedAsInLab(path: string, scripts: readonly string[]): boolean {
  const name = toOriginalName(path);
  return scripts.some((script) => posix.basename(script, ".ts") === name);
}

/** Whether a file is a notebook by its name. Some browsers save `lab.ipynb` as `lab.ipynb.json` or `lab.ipynb.txt`. */
export const isNotebook = (path: string): boolean => /\.ipynb(\.json|\.txt)?$/i.test(path);

/** The name of a submitted file or folder without its extensions: it identifies the submission. */
export const getSubmissionName = (path: string): string =>
  posix.basename(path).replace(/\.(zip|pdf|ts(\.txt)?|ipynb(\.json|\.txt)?)$/i, "");

/**
 * The lab's script that a single submitted file is meant to be: the script with whose name the file's name ends, as in `anna-consumer.ts`;
 * or the lab's only script.
 *
 * @returns the script's path in the project; undefined if the file isn't a script of the lab
 */
export function findMeantScript(file: string, scripts: readonly string[]): string | undefined {
  if (toOriginalName(file) === undefined) return undefined;
  const [only, another] = scripts;
  return findScriptNamed(file, scripts) ?? (another === undefined ? only : undefined);
}

/** The lab's script with whose name a file's name ends; undefined if the name ends as none of them. */
export function findScriptNamed(file: string, scripts: readonly string[]): string | undefined {
  const name = toOriginalName(file);
  // Only letters and digits count: a learner may write gas_station_app for gas-station-app, and Canvas leaves out
  // hyphens.
  const toPlain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  return name === undefined
    ? undefined
    : scripts.find((path) => toPlain(name).endsWith(toPlain(posix.basename(path, ".ts"))));
}

/** No file system has longer names. */
const MAX_NAME_LENGTH = 255;
/** Suffixes that browsers, file managers and learners add to a name: `consumer(1).ts`, `consumer (final).ts`, `consumer - Copy.ts`. */
const ADDITIONS = [/ ?\([^()]*\)$/, /[ _-](copy|final|new|version)$/i, /[ _-]v?\d{1,3}$/i, /[ _-]+$/];

/**
 * The name of a script without its extension, and without what was added to it.
 *
 * @returns undefined if the file isn't a script, or a solution
 */
function toOriginalName(file: string): string | undefined {
  const [, stem] = /^(.*)\.ts(?:\.txt)?$/is.exec(posix.basename(file).slice(-MAX_NAME_LENGTH)) ?? [];
  if (stem === undefined || /(\.d|_Solution)$/.test(stem)) return undefined;
  let name = stem;
  for (let before = ""; name !== before;) {
    before = name;
    for (const addition of ADDITIONS) name = name.replace(addition, "");
  }
  return name;
}
