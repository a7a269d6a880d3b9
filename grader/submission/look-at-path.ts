import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { ignoreMissing } from "../core/ignore-missing";
import { listZipAt, readHandedIn } from "./container";
import type { FoundSubmission, Source } from "./found-submissions";
import { METADATA } from "./gradescope-export";
import type { Group, Lms } from "./group";
import { findNbgraderSubmissions, type NbgraderSubmission } from "./nbgrader-course";
import {
  getFirstPart,
  isNotebook,
  isSingleSubmission,
  detectLayout,
  getSubmissionName,
  findMeantScript,
  type Layout,
} from "./layout";
import { LARGEST_FILE_BYTES, SubmissionProblem, type FoundFile, type SubmittedPaths } from "./submission";

/** A path on the command line does not exist, or holds no submission. */
export class MissingSubmission extends Error {
  override readonly name = "MissingSubmission";
}

/** Enough for Gradescope's metadata of a class of thousands. */
const LARGEST_METADATA_BYTES = 16 * 1024 * 1024;

/** A submission before it has an id. */
export interface LocatedSubmission extends Omit<FoundSubmission, "id">, Pick<Group, "newest"> {
  readonly name: string;
  readonly lms?: Lms;
}

interface PathContents {
  readonly here: readonly LocatedSubmission[];
  /** Absent if the path is one submission. */
  readonly source?: Omit<Source, "path">;
  /** The whole zip as one submission, if the path is a zip of several. */
  readonly zip?: LocatedSubmission;
}

interface LookOptions {
  readonly except: string | undefined;
  /** The path is the only entry of a folder that was looked at. */
  readonly isInner: boolean;
}

/** @throws MissingSubmission if the path does not exist */
export async function findSubmissions(
  path: string,
  lab: SubmittedPaths,
  { except, isInner }: LookOptions,
): Promise<PathContents> {
  const info = await lstat(path).catch(ignoreMissing);
  if (!info) throw new MissingSubmission(`There is no ${path}.`);
  const whole: LocatedSubmission = { name: getSubmissionName(path), path, student: {} };
  // The link is reported as the submission's problem when it is read, so that the other submissions are graded.
  if (info.isSymbolicLink()) return { here: [whole] };
  if (!info.isDirectory() && !path.endsWith(".zip")) {
    const isFile = isNotebook(path) || /\.pdf$/i.test(path) || findMeantScript(path, lab.scripts) !== undefined;
    return { here: isFile ? [whole] : [] };
  }
  try {
    return await (info.isDirectory() ? findInFolder(whole, lab, { except, isInner }) : findInZip(whole, lab));
  } catch (error) {
    if (!(error instanceof SubmissionProblem)) throw error;
    // A damaged zip counts as one submission, so that its problem is reported.
    return { here: [{ ...whole, problem: { status: error.status, says: error.message } }] };
  }
}

async function findInFolder(
  whole: LocatedSubmission,
  lab: SubmittedPaths,
  { except, isInner }: LookOptions,
): Promise<PathContents> {
  const { path } = whole;
  if (await isSubmission(path, lab)) return { here: [whole] };
  const collected = await findNbgraderSubmissions(path, lab.notebook);
  if (collected.length > 0) return describeNbgraderCourse(collected);
  const files = await listTop(path, except);
  const layout = await readLayout(files, lab);
  const paths = files.map((file) => file.path);
  // Its subfolders are not listed: if it has any, it's a class.
  if (layout.lms === undefined && !paths.some((path) => path.endsWith("/")) && isSingleSubmission(paths, lab))
    return { here: [whole] };
  const inner =
    layout.lms === undefined && !isInner ? await findInnerExport(join(path, getSoleEntry(files)), lab) : undefined;
  return (
    inner ?? {
      here: layout.groups.map((group) => unwrapSingleEntry({ ...group, path }, layout)),
      source: describeSource(layout),
    }
  );
}

function describeNbgraderCourse(collected: readonly NbgraderSubmission[]): PathContents {
  const here = collected.map(({ student: login, folder, ...time }) => {
    return { name: login, path: folder, lms: "nbgrader" as const, student: { login, ...time } };
  });
  return { here, source: { lms: "nbgrader", named: here.length, late: 0, others: [], unread: [] } };
}

async function findInZip(whole: LocatedSubmission, lab: SubmittedPaths): Promise<PathContents> {
  const { path } = whole;
  const files = await listZipAt(path);
  const layout = await readLayout(files, lab);
  const paths = files.map((file) => file.path);
  const isOne =
    layout.groups.length === 0 ||
    (layout.lms === undefined && (isSingleSubmission(paths, lab) || isPackedWork(layout.groups, lab)));
  if (isOne) return { here: [whole] };
  const here = layout.groups.map((group) => ({ ...group, path, ...getLms(layout) }));
  return { here, source: describeSource(layout), zip: whole };
}

/** Whether all that a zip holds is the zip that `labs pack` writes: then both zips are one learner's. */
function isPackedWork(groups: readonly Group[], { notebook }: SubmittedPaths): boolean {
  const entries = groups.flatMap((group) => group.entries);
  return entries.length === 1 && basename(entries[0]?.path ?? "") === `${basename(notebook, ".ipynb")}.zip`;
}

/** The export in a folder that holds nothing else, as unpackers and browsers leave it. */
async function findInnerExport(path: string, lab: SubmittedPaths): Promise<PathContents | undefined> {
  const info = await lstat(path).catch(ignoreMissing);
  if (!info || !(info.isDirectory() || path.endsWith(".zip"))) return undefined;
  const inner = await findSubmissions(path, lab, { except: undefined, isInner: true });
  return inner.source?.lms === undefined ? undefined : inner;
}

/** The name of a folder's only entry; an empty text if there are others. */
function getSoleEntry(files: readonly FoundFile[]): string {
  const [only, another] = files.filter(({ path }) => !path.startsWith("."));
  return only === undefined || another !== undefined ? "" : only.path;
}

const getLms = ({ lms }: Layout): { lms?: Lms } => (lms === undefined ? {} : { lms });

function describeSource(layout: Layout): Omit<Source, "path"> {
  const { groups, named, unread } = layout;
  const late = groups.filter(({ student }) => student.late).length;
  return {
    ...getLms(layout),
    named,
    late,
    others: groups.slice(named).flatMap(({ entries }) => entries.map(({ path }) => path)),
    unread,
  };
}

/** The entries of a class's folder. Folders in it are not listed, since each is one learner's submission. */
async function listTop(path: string, except: string | undefined): Promise<FoundFile[]> {
  const entries = await readdir(path, { withFileTypes: true });
  // A link to a file is reported when the submission is read; a link to a folder is skipped.
  const shouldRead = (entry: Dirent) =>
    entry.isDirectory() || entry.isFile() || (entry.isSymbolicLink() && /\.(ipynb|zip|ts)$/.test(entry.name));
  const dirents = entries.filter((entry) => shouldRead(entry) && join(path, entry.name) !== except);
  return dirents.flatMap((entry) => {
    const file = join(path, entry.name);
    const name = entry.isDirectory() ? `${entry.name}/` : entry.name;
    return [{ path: name, bytes: 0, read: () => readHandedIn(file, LARGEST_FILE_BYTES) }];
  });
}

async function isSubmission(folder: string, { notebook, scripts }: SubmittedPaths): Promise<boolean> {
  const paths = [notebook, basename(notebook), ...scripts];
  const infos = await Promise.all(paths.map((path) => lstat(join(folder, path)).catch(ignoreMissing)));
  return infos.some((info) => info !== undefined);
}

/**
 * Makes the path of a submission with one entry the path of that entry, so that a class's whole folder is not listed
 * for each learner.
 */
function unwrapSingleEntry(group: Group & { readonly path: string }, layout: Layout): LocatedSubmission {
  const { entries, ...rest } = { ...group, ...getLms(layout) };
  const [only, another] = entries;
  if (!only || another) return { ...rest, entries };
  const as = only.path.endsWith("/") || only.as === only.path ? {} : { as: only.as };
  return { ...rest, ...as, path: join(rest.path, only.path) };
}

/** The kind of content in a container; in a zip, everything may be in one folder. */
async function readLayout(files: readonly FoundFile[], { scripts }: SubmittedPaths): Promise<Layout> {
  const here = detectLayout(
    files.map(({ path }) => path),
    { scripts, metadata: await readMetadata(files) },
  );
  const [top = "", ...more] = new Set(files.map(({ path }) => getFirstPart(path)));
  const inner = files
    .filter(({ path }) => path.startsWith(`${top}/`))
    .map((file) => ({ ...file, path: file.path.slice(top.length + 1) }));
  const isWrapped = more.length === 0 && inner.length === files.length && inner.every(({ path }) => path !== "");
  if (here.lms !== undefined || !isWrapped) return here;
  const layout = detectLayout(
    inner.map(({ path }) => path),
    { scripts, metadata: await readMetadata(inner) },
  );
  const groups = layout.groups.map((group) => ({
    ...group,
    entries: group.entries.map(({ path, as }) => ({ path: `${top}/${path}`, as })),
  }));
  return { ...layout, groups };
}

async function readMetadata(files: readonly FoundFile[]): Promise<string | undefined> {
  const file = files.find(({ path }) => path === METADATA);
  if (file && file.bytes > LARGEST_METADATA_BYTES)
    throw new SubmissionProblem("rejected", `${METADATA} is larger than 16 MiB.`);
  return file && new TextDecoder().decode(await file.read());
}
