import { testSeedMap } from "../testing/seed-map";

/** The numbered steps of the seed, its files and its reference. */
const STEPS = [
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(String),
  ...[1, 2, 3, 4].map((n) => `file ${n}`),
  ...["reference", "lab"],
];

describe("the map from seed 002 to lab 03", () => {
  testSeedMap({
    lab: "03-data-collection",
    steps: STEPS,
    beyondSeed: ["student-name", "flink-query", "add-initials", "quiz"].map((name) => `03-data-collection.${name}`),
  });
});
