import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Lab } from "../../../course/index";
import {
  buildLab,
  hashText,
  readLab,
  readTranslation,
  writeManifest,
  type GeneratedFile,
} from "../../../authoring/index";
import { buildQuizBank } from "../../course/quiz-bank";
import { buildTranslatedTexts } from "../../course/translated-texts";
import { listProjectFiles } from "../../project-files";
import { getOriginalsFile } from "../pristine";
import { Failure } from "../command";
import { openGraderBundle } from "../grader-bundle";
import { checkTextFor, listCheckFiles } from "./check-files";
import {
  createClassCommands,
  isForAClass,
  createClassPackage,
  writePageForClass,
  PAGES_FOR_LEARNERS,
  createClassReadme,
  type ClassCopyOptions,
} from "./class-copy-files";

const COMMANDS = "scripts/labs/commands/index.ts";

/**
 * Writes the course for a class: the labs, built without folded solutions, with the files that they need, and nothing else.
 *
 * The learner's files are built from their source, so that answers written in this work tree do not get into the copy.
 *
 * With checks, learners can check their work as in the whole course: the grader's engine, the visible claims, and, in place of the solutions,
 * a recording of the parts of the solutions' runs that the claims read.
 *
 * @param out absolute path of a folder that is empty or does not exist
 * @param language of the labs that are translated into it
 * @param onRecording is called before each lab's solution is run and recorded, which takes ten seconds or more
 * @returns   number of written files
 * @throws CourseError if a lab cannot be built; GraderFault if a solution does not earn full marks
 */
export async function writeRelease(
  root: string,
  labs: readonly Lab[],
  {
    out,
    language = "en",
    onRecording,
    ...forAClass
  }: ClassCopyOptions & {
    readonly out: string;
    readonly language?: string | undefined;
    readonly onRecording?: (lab: Lab) => void;
  },
): Promise<number> {
  const parts = { solutions: "none", checks: forAClass.checks ? "included" : "none" } as const;
  const built = await Promise.all(
    labs.map(async (lab) => {
      const translation = await readTranslation(root, lab.id, language);
      return { lab, files: buildLab(await readLab(root, lab.id), { ...parts, translation }).learner };
    }),
  );
  const created = [
    ...built.flatMap(({ lab, files }) => addOriginals(lab, files)),
    ...(await Promise.all(labs.map(({ id }) => buildQuizBank(root, id)))).flat(),
    ...(await Promise.all(labs.map(({ id }) => buildTranslatedTexts(root, id)))).flat(),
    ...(await rewriteFiles(root, labs, forAClass)),
    ...(forAClass.checks ? await buildChecks(root, labs, onRecording) : []),
  ];
  const replaced = new Set([...created.map(({ path }) => path), ...PAGES_FOR_LEARNERS]);
  const copied = (await listProjectFiles(root, out)).filter(
    (path) => isForAClass(path, forAClass) && !replaced.has(path),
  );
  const files = new Set([...copied, ...replaced]);
  for (const path of PAGES_FOR_LEARNERS) {
    const text = await readFile(join(root, path), "utf8");
    created.push({ path, text: writePageForClass(text, { ...forAClass, path, has: (target) => files.has(target) }) });
  }

  for (const path of copied) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await copyFile(join(root, path), join(out, path));
  }
  for (const { path, text } of created) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), text);
  }
  await writeManifest(
    out,
    new Map(built.flatMap(({ files }) => files.map(({ path, text }) => [path, hashText(text)] as const))),
  );
  return copied.length + created.length + 1;
}

/** The learner's files at their paths, and all of them together in one file for `labs reset`. */
function addOriginals(lab: Lab, files: readonly GeneratedFile[]): GeneratedFile[] {
  const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  return [...files, { path: getOriginalsFile(lab), text: `${JSON.stringify(texts, null, 1)}\n` }];
}

/** The visible claims of all labs with claims, and the recordings against which they are judged. */
async function buildChecks(
  root: string,
  labs: readonly Lab[],
  onRecording?: (lab: Lab) => void,
): Promise<GeneratedFile[]> {
  const { GraderFault, formatRecordedLab, getRecordingPath, recordLab } = await openGraderBundle(root);
  const files: GeneratedFile[] = [];
  for (const lab of labs) {
    const { id } = lab;
    onRecording?.(lab);
    for (const path of await listCheckFiles(root, id)) files.push({ path, text: await checkTextFor(root, path) });
    const recorded = await recordLab(root, id).catch((cause: unknown) => {
      if (cause instanceof GraderFault)
        throw new Failure(`${id} cannot be released with checks:\n${cause.message}`, { cause });
      throw cause;
    });
    files.push({ path: getRecordingPath(id), text: formatRecordedLab(id, recorded) });
  }
  return files;
}

async function rewriteFiles(root: string, labs: readonly Lab[], forAClass: ClassCopyOptions): Promise<GeneratedFile[]> {
  const read = (path: string) => readFile(join(root, path), "utf8");
  return [
    { path: COMMANDS, text: createClassCommands(await read(COMMANDS), forAClass) },
    { path: "package.json", text: createClassPackage(await read("package.json")) },
    { path: "README.md", text: createClassReadme(labs, forAClass) },
  ];
}
