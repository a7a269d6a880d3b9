import { labs } from "../../../course/index";
import { formatColumns } from "../command";
import type { ExerciseProgress, ProgressReport } from "../progress/report";

/**
 * The class's state, as lines: for each lab its exercises, then its learners, those who are stuck longest first.
 *
 * @param nowMs epoch ms that durations are measured from
 */
export function describeClass(reports: readonly ProgressReport[], nowMs: number): readonly string[] {
  return labs.flatMap(({ id, number, title }) => {
    const labReports = reports.filter(({ lab }) => lab === id);
    if (labReports.length === 0) return [];
    const heading = `${number}  ${title}: ${labReports.length === 1 ? "1 learner" : `${labReports.length} learners`}`;
    return [heading, "", ...describeExercises(labReports), "", ...describeLearners(labReports, nowMs), ""];
  });
}

function describeExercises(reports: readonly ProgressReport[]): readonly string[] {
  const all = reports.flatMap(({ exercises }) => exercises);
  const count = (id: string, state: ExerciseProgress["state"]): string =>
    String(all.filter((exercise) => exercise.id === id && exercise.state === state).length);
  const ids = [...new Set(all.map(({ id }) => id))];
  return formatColumns([
    ["exercise", "right", "tried", "open"],
    ...ids.map((id) => [getShortName(id), count(id, "right"), count(id, "tried"), count(id, "open")]),
  ]);
}

function describeLearners(reports: readonly ProgressReport[], nowMs: number): readonly string[] {
  const rows = reports.map(({ learner, at, exercises }) => {
    const stuck = exercises
      .filter(({ state }) => state === "tried")
      .reduce<ExerciseProgress | undefined>(
        (first, next) => (first && first.since <= next.since ? first : next),
        undefined,
      );
    const count = (state: ExerciseProgress["state"]): number => exercises.filter((each) => each.state === state).length;
    const hints = exercises.reduce((sum, exercise) => sum + exercise.hints, 0);
    const cells = [
      learner,
      `${count("right")} of ${exercises.length}`,
      String(count("open")),
      stuck === undefined ? "" : getShortName(stuck.id),
      stuck === undefined ? "" : formatAge(nowMs - Date.parse(stuck.since)),
      String(hints),
      `${formatAge(nowMs - Date.parse(at))} ago`,
    ];
    return { cells, since: stuck?.since ?? "9999", learner };
  });
  rows.sort((a, b) => compareTexts(a.since, b.since) || compareTexts(a.learner, b.learner));
  return formatColumns([
    ["learner", "right", "open", "stuck on", "for", "hints", "last check"],
    ...rows.map(({ cells }) => cells),
  ]);
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `create-streams` of `01-streaming-ingestion.create-streams`. */
const getShortName = (id: string): string => id.slice(id.indexOf(".") + 1);

/** A learner's clock may be ahead of this one. */
function formatAge(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`;
}
