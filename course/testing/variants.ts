import { loadEquivalentMutants } from "./mutation-score";
import type { AnswerLines, EquivalentMutants, Rehearsal } from "../../grader/index";
import type { Skeleton, SkeletonText } from "../../grader/merge/skeleton";
import { drawSessionTask } from "../../src/collection/clicks";
import { drawLearnerNumbers } from "../../src/collection/learner-numbers";
import { drawNetworkNumbers } from "../../src/fuel/network-numbers";
import { drawUsaCountries } from "../../src/etl/route-task";
import { drawWindowTask } from "../../src/metrics/window-task";
import { drawBrief } from "../../src/parcels/brief";
import { drawNextSale, isRightCut } from "../../src/tickets/next-sale";

/** The text of a solution, and the text in its place that is right for a learner. */
type Replacement = readonly [solution: string, learner: string];

/** A lab whose solution depends on the learner's name. */
interface VariedLab {
  /** Learners of whom each has other numbers than the one before. */
  readonly learners: readonly string[];
  /** The replacements for a learner, by exercise without the lab's id. */
  replace(name: string): Readonly<Record<string, readonly Replacement[]>>;
}

/** Each has other values than the one before in labs 01, 04 and 05. */
const LEARNERS = [
  "grace-hopper",
  "alan-turing",
  "barbara-liskov",
  "linus-torvalds",
  "katherine-johnson",
  "john-backus",
  "radia-perlman",
  "ken-thompson",
  "frances-allen",
] as const;

const VARIED_LABS: Readonly<Record<string, VariedLab>> = {
  "01-streaming-ingestion": {
    learners: [...LEARNERS, "Ada Lovelace"],
    replace(name) {
      const countries = drawUsaCountries(name).map((country) => JSON.stringify(country));
      return { route: [['userSession.country === "USA"', `[${countries.join(", ")}].includes(userSession.country)`]] };
    },
  },
  "02-fuel-network": {
    learners: [
      "alan-turing",
      "linus-torvalds",
      "john-backus",
      "mary-keller",
      "jean-bartik",
      "dennis-ritchie",
      "ken-thompson",
      "vint-cerf",
      "hedy-lamarr",
      "Ada Lovelace",
    ],
    replace(name) {
      const { retrySeconds, faultyStation } = drawNetworkNumbers(name);
      return {
        "create-firehose": [["DurationInSeconds: 60", `DurationInSeconds: ${retrySeconds}`]],
        "null-key": [['station_id: "7"', `station_id: "${faultyStation}"`]],
      };
    },
  },
  "03-data-collection": {
    learners: [
      "grace-hopper",
      "barbara-liskov",
      "katherine-johnson",
      "tim-berners-lee",
      "radia-perlman",
      "donald-knuth",
      "margaret-hamilton",
      "leslie-lamport",
      "frances-allen",
      "Ada Lovelace",
    ],
    replace(name) {
      const { peoplePerSecond, consumers, minimumAge } = drawLearnerNumbers(name);
      return {
        "create-stream": [["shardsNeeded(1300, 40, 2)", `shardsNeeded(1300, ${peoplePerSecond}, ${consumers})`]],
        "stream-pump": [['"age" >= 21', `"age" >= ${minimumAge}`]],
        "flink-sessions": [["INTERVAL '30' MINUTES", `INTERVAL '${drawSessionTask(name).gapMinutes}' MINUTES`]],
      };
    },
  },
  "04-windowed-delivery": {
    learners: [...LEARNERS, "ada-lovelace"],
    replace(name) {
      const { minutes, metricName } = drawWindowTask(name);
      return {
        "flink-windows": [
          ["INTERVAL '4' MINUTES", `INTERVAL '${minutes}' MINUTES`],
          ["metricName = 'ram'", `metricName = '${metricName}'`],
        ],
      };
    },
  },
  "05-resharding": {
    learners: [...LEARNERS, "Ada Lovelace"],
    replace: (name) => ({
      "next-cut": [[`hashKeyOf("${findCut("")}")`, `hashKeyOf("${findCut(name)}")`]],
    }),
  },
  "06-capstone": {
    learners: [
      "bjarne-stroustrup",
      "ken-thompson",
      "alan-turing",
      "barbara-liskov",
      "margaret-hamilton",
      "donald-knuth",
      "leslie-lamport",
      "tim-berners-lee",
      "frances-allen",
      "adele-goldberg",
    ],
    replace: (name) => ({
      pipeline: [["scan.weight_g > 0 ?", `scan.weight_g > ${drawBrief(name).leastGrams} ?`]],
    }),
  },
};

/** The concert with which the upper of two shards begins that are not too busy. */
function findCut(name: string): string {
  const sales = drawNextSale(name);
  return sales.find(({ hashKey }) => isRightCut(sales, hashKey))?.concert ?? "";
}

/** Whether a lab has numbers of each learner. */
export const hasVariants = (lab: string): boolean => Object.hasOwn(VARIED_LABS, lab);

/** @throws Error if everybody gets the same numbers in the lab */
export function getVariedLab(lab: string): VariedLab {
  const found = VARIED_LABS[lab];
  if (found === undefined) throw new Error(`Lab ${lab} has the same numbers for everyone.`);
  return found;
}

/** A lab's solution with the numbers of one learner. */
export interface LearnerVariant {
  /** The exercises whose solution differs for learners, with this learner's solution. */
  readonly answers: AnswerLines;
  /** The answer that says the learner's name. */
  readonly nameAnswer: AnswerLines;
  /** The lab with the learner's solution of these exercises, and without the other exercises. */
  readonly texts: Pick<Skeleton, "cells" | "scripts">;
  /** The mutants of these exercises that are right answers. */
  loadEquivalentMutants(): Promise<EquivalentMutants>;
  /** The same rehearsal, in which every submission begins with the learner's name. */
  rehearse(rehearsal: Rehearsal): Rehearsal;
}

/** A learner's name, and the right answers to what depends on it: for this name, or for another learner's. */
export function createLearnerAnswers(skeleton: Skeleton, name: string, answersOf = name): AnswerLines {
  return { ...createVariant(skeleton, name).nameAnswer, ...createVariant(skeleton, answersOf).answers };
}

/**
 * The variant of a lab for a learner.
 *
 * @throws Error if the solution lacks a text that depends on the learner's name
 */
export function createVariant(skeleton: Skeleton, name: string): LearnerVariant {
  const { lab } = skeleton;
  const replacements = Object.entries(getVariedLab(lab).replace(name));
  const answers: Record<string, readonly string[]> = {};
  const fillIn = (texts: readonly SkeletonText[]): SkeletonText[] =>
    texts.map((text) => ({
      ...text,
      slots: text.slots.map((slot) => {
        const [, changes] = replacements.find(([exercise]) => slot.exercise === `${lab}.${exercise}`) ?? [];
        if (changes === undefined) return { ...slot, solution: [] };
        return { ...slot, solution: (answers[slot.exercise] = changes.reduce(replaceText, slot.solution)) };
      }),
    }));
  const texts = { cells: fillIn(skeleton.cells), scripts: fillIn(skeleton.scripts) };
  if (Object.keys(answers).length < replacements.length)
    throw new Error(`An exercise of ${lab}'s variants is missing.`);
  const nameAnswer = { [`${lab}.student-name`]: [`const STUDENT = "${name}";`] };
  return {
    answers,
    nameAnswer,
    texts,
    async loadEquivalentMutants() {
      const listed = await loadEquivalentMutants(lab);
      return Object.fromEntries(
        replacements.map(([exercise, changes]) => {
          const keys = Object.entries(listed[`${lab}.${exercise}`] ?? {});
          const toLearner = (key: string): string =>
            changes.reduce((text, [solution, learner]) => text.replaceAll(solution, learner), key);
          return [`${lab}.${exercise}`, Object.fromEntries(keys.map(([key, reason]) => [toLearner(key), reason]))];
        }),
      );
    },
    rehearse: (rehearsal) => ({
      ...rehearsal,
      grade: (answers, ...rest) => rehearsal.grade({ ...nameAnswer, ...answers }, ...rest),
    }),
  };
}

function replaceText(lines: readonly string[], [solution, learner]: Replacement): readonly string[] {
  const text = lines.join("\n");
  if (!text.includes(solution)) throw new Error(`The solution lacks ${solution}, which depends on the learner's name.`);
  return text.replace(solution, learner).split("\n");
}
