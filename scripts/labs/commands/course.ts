import { labs } from "../../../course/index";
import { getSeedStatus, readSeedMap, SEED_STATUSES, type SeedItem } from "../../../course/seed-map";
import { measureQuiz, type QuizMeasure } from "../../course/measure-quiz";
import { EXERCISE_KINDS, measureLab, type DescribedExercise, type LabMeasure } from "../../course/measure-course";
import { declareCommand, formatColumns, type CommandIo } from "../command";

const LETTERS = ["a", "b", "c", "d"] as const;

export const course = declareCommand({
  usage: "labs course",
  does: "Count what each lab asks a learner to do, what it covers of its older lesson and where its quiz's right answers are, and estimate the time it takes.",
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
    io.printResult("");
    const seedMaps = labs
      .map(({ id, number }) => [number, readSeedMap(io.root, id)] as const)
      .filter(([, seedMap]) => seedMap.length > 0);
    formatColumns([
      ["lab", "seed's items", ...SEED_STATUSES],
      ...seedMaps.map(([number, seedMap]) => [number, ...countStatuses(seedMap)]),
      ["all", ...countStatuses(seedMaps.flatMap(([, seedMap]) => seedMap))],
    ]).forEach((line) => {
      io.printResult(line);
    });
    io.printResult("");
    const quizzes = await Promise.all(
      labs.map(async ({ id, number }) => ({ number, quiz: await measureQuiz(io.root, id) })),
    );
    formatColumns([
      ["lab", "questions asked", "on earlier labs", "with one right letter", ...LETTERS, "longest", "shortest"],
      ...quizzes.flatMap(({ number, quiz }) => (quiz === undefined ? [] : [[number, ...countAnswers(quiz)]])),
    ]).forEach((line) => {
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

/** How many questions a quiz asks, and how often a letter, or the longest or shortest choice, is the right one. */
const countAnswers = ({ questionCount, earlierCount, single }: QuizMeasure): string[] =>
  [
    questionCount,
    earlierCount,
    single.length,
    ...LETTERS.map((letter) => single.filter(({ right }) => right === letter).length),
    single.filter(({ isLongest }) => isLongest).length,
    single.filter(({ isShortest }) => isShortest).length,
  ].map(String);

/** How many items the map of a lab's seed has, and how many of them learners do, see, or only read of. */
const countStatuses = (seedMap: readonly SeedItem[]): string[] => [
  String(seedMap.length),
  ...SEED_STATUSES.map((status) => String(seedMap.filter((item) => getSeedStatus(item) === status).length)),
];
