import type { Group, LmsGroups } from "./group";

/**
 * `Jane Doe_1234567_assignsubmission_file_/`, one folder for each learner and each kind of submission (before Moodle 4.1 with a last
 * underscore): the format of Moodle's "Download all submissions".
 */
const FOLDER = /^(?<name>.+)_(?<user>\d+)_assignsubmission_(?<kind>[a-z]+)_?\/$/;
/** `Jane Doe_1234567_assignsubmission_file_consumer.ts`: the same without "Download submissions in folders". */
const FILE = /^(?<name>.+?)_(?<user>\d+)_assignsubmission_(?<kind>[a-z]+)_(?<file>[^/]+)$/;

interface Learner extends Pick<Group, "name" | "student"> {
  readonly files: Group["entries"][number][];
  /** What was typed into Moodle, which is read by nobody here. */
  readonly typed: Group["entries"][number][];
}

/** The learners of Moodle's export. Who has only typed something has a submission without any file of the lab. */
export function moodleGroups(tops: readonly string[]): LmsGroups {
  const learners = new Map<string, Learner>();
  for (const path of tops) {
    const { name = "", user, kind, file = "" } = (FOLDER.exec(path) ?? FILE.exec(path))?.groups ?? {};
    if (user === undefined) continue;
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
