import { readdirSync } from "node:fs";
import { labs } from "../../../course/index";
import { NonFileError, readUntrustedFile } from "../../../foundation/untrusted-folder";
import { parseUntrustedJson } from "../../../grader/core/parsed-json";
import { toPlainText } from "../../../grader/core/plain-text";
import { getReportName, type ExerciseProgress, type ProgressReport } from "../progress/report";

/** A report of a lab with a hundred exercises has 12 KB. */
export const MAX_REPORT_BYTES = 64 * 1024;
const MAX_EXERCISES = 200;

interface ClassReports {
  readonly reports: readonly ProgressReport[];
  /** Names of files that aren't reports. */
  readonly unreadable: readonly string[];
}

/** Reads a class's folder, in which learners may put anything. @throws Error if there is no such folder */
export function readReports(folder: string): ClassReports {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const found = names.map((name) => ({ name, report: readReport(folder, name) }));
  return {
    reports: found.flatMap(({ report }) => report ?? []),
    unreadable: found.flatMap(({ name, report }) => (report === undefined ? [toPlainText(name)] : [])),
  };
}

function readReport(folder: string, name: string): ProgressReport | undefined {
  try {
    const report = parseReport(readUntrustedFile(folder, [name], MAX_REPORT_BYTES)?.toString("utf8") ?? "");
    return report !== undefined && getReportName(report) === name ? report : undefined;
  } catch (error) {
    if (error instanceof NonFileError || (error as NodeJS.ErrnoException).code === "EACCES") return undefined;
    throw error;
  }
}

/** The report in a text from a learner, without any other member; undefined if it isn't a report. */
export function parseReport(text: string): ProgressReport | undefined {
  const report = parseUntrustedJson(text) as Partial<Record<keyof ProgressReport, unknown>> | null | undefined;
  if (typeof report !== "object" || report === null || report.version !== 1) return undefined;
  const { key, learner, at } = report;
  const lab = labs.find(({ id }) => id === report.lab)?.id;
  if (!isKey(key) || typeof learner !== "string" || lab === undefined || !isTime(at)) return undefined;
  const exercises = parseExercises(report.exercises, lab);
  if (exercises === undefined) return undefined;
  return { version: 1, key, learner: toPlainText(learner).slice(0, 60) || "?", lab, at, exercises };
}

function parseExercises(report: unknown, lab: string): readonly ExerciseProgress[] | undefined {
  if (!Array.isArray(report) || report.length > MAX_EXERCISES) return undefined;
  const parsed = report.flatMap((exercise) => parseExercise(exercise, lab) ?? []);
  return parsed.length < report.length ? undefined : parsed;
}

function parseExercise(report: unknown, lab: string): ExerciseProgress | undefined {
  if (typeof report !== "object" || report === null) return undefined;
  const { id, state, since, hints } = report as Partial<Record<keyof ExerciseProgress, unknown>>;
  if (typeof id !== "string" || !id.startsWith(`${lab}.`) || !/^[\w.-]{1,100}$/.test(id)) return undefined;
  if (state !== "open" && state !== "tried" && state !== "right") return undefined;
  if (!isTime(since) || typeof hints !== "number" || ![0, 1, 2, 3].includes(hints)) return undefined;
  return { id, state, since, hints };
}

const isKey = (key: unknown): key is string => typeof key === "string" && /^[0-9a-f]{16}$/.test(key);

const isTime = (text: unknown): text is string =>
  typeof text === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
