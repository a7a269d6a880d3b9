import type { Group, LmsGroups } from "./group";

/**
 * `Jane Doe_1234567_assignsubmission_file_`, one folder for each learner and each kind of submission (before Moodle 4.1 with a last
 * underscore): the format of Moodle's "Download all submissions". Without "Download submissions in folders" it is a file,
 * `Jane Doe_1234567_assignsubmission_file_consumer.ts`.
 */
const EXPORTED = /^(?<name>.+?)_(?<user>\d+)_assignsubmission_(?<kind>[a-z]+)(?:_(?<file>[^/]*))?$/;

interface Learner extends Pick<Group, "name" | "student"> {
  readonly files: Group["entries"][number][];
  /** Text typed into Moodle, which nothing here reads. */
  readonly typed: Group["entries"][number][];
}

/** The learners of Moodle's export. Who has only typed something has a submission without any file of the lab. */
export function groupMoodleExport(tops: readonly string[]): LmsGroups {
  const learners = new Map<string, Learner>();
  for (const path of tops) {
    const isFolder = path.endsWith("/");
    const read = readMoodleName(isFolder ? path.slice(0, -1) : path);
    // Only a folder's name ends with the kind of submission.
    if (read === undefined || (read.file === "") !== isFolder) continue;
    const { name, user, kind, file } = read;
    const learner = learners.get(user) ?? {
      name: `${name}-${user}`,
      student: { lmsId: user, name },
      files: [],
      typed: [],
    };
    learner[kind === "file" ? "files" : "typed"].push({ path, as: file });
    learners.set(user, learner);
  }
  const all = [...learners.values()];
  return {
    groups: all.map(({ name, student, files, typed }) => ({
      name,
      student,
      entries: files.length > 0 ? files : typed,
    })),
    passed: all.flatMap(({ files, typed }) => (files.length > 0 ? typed.map(({ path }) => path) : [])),
  };
}

/** The information in the name of a file or folder in Moodle's export. */
interface MoodleName {
  readonly name: string;
  readonly user: string;
  readonly kind: string;
  /** The learner's own name of the file; empty for a folder. */
  readonly file: string;
}

/** @returns undefined if it is not the name of a file or folder of Moodle's export */
export function readMoodleName(exported: string): MoodleName | undefined {
  const { name, user, kind, file = "" } = EXPORTED.exec(exported)?.groups ?? {};
  return name === undefined || user === undefined || kind === undefined ? undefined : { name, user, kind, file };
}
