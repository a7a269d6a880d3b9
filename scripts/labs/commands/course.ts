import { labs } from "../../../course/index";
import { EXERCISE_KINDS, measureLab, type DescribedExercise, type LabMeasure } from "../../course/measure-course";
import { declareCommand, formatColumns, type CommandIo } from "../command";

export const course = declareCommand({
  usage: "labs course",
  does: "Count what each lab asks of a learner, and estimate the time that it takes.",
  options: {},
  async run(_options, io: CommandIo) {
    const measured = await Promise.all(labs.map(async (lab) => ({ lab, measure: await measureLab(io.root, lab) })));
    const header = ["lab", "minutes", "words", "cells", "waits", "predictions", "exercises", "need thought"];
    const rows = measured.map(({ lab: { number }, measure }) => [number, ...formatMeasure(measure)]);
    const all = measured.flatMap(({ measure: { exercises } }) => exercises);
    const total = ["all", "", "", "", "", "", String(all.length), countThought(all)];
    formatColumns([[...header, ...EXERCISE_KINDS], ...rows, [...total, ...countKinds(all)]]).forEach((line) => {
      io.printResult(line);
    });
  },
});

const formatMeasure = ({ exercises, minutes, words, cells, waits, predictions }: LabMeasure): string[] => [
  minutes.join(" to "),
  ...[words, cells, waits, predictions, exercises.length].map(String),
  countThought(exercises),
  ...countKinds(exercises),
];

const countThought = (exercises: readonly DescribedExercise[]): string =>
  String(exercises.filter(({ needsThought }) => needsThought).length);

const countKinds = (exercises: readonly DescribedExercise[]): string[] =>
  EXERCISE_KINDS.map((kind) => String(exercises.filter((exercise) => exercise.kind === kind).length));
