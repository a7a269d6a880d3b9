import { testSeedMap } from "../testing/seed-map";

/** The steps of the seed and its other parts. */
const STEPS = [
  ...["goal", "1", "2", "3", "cost", "advanced", "exam 1", "exam 1.1", "exam 1.2", "exam 1.3", "exam 2"],
  ...[1, 2, 3, 4, 5].map((n) => `exam 1.2.${n}`),
  ...[1, 2, 3].map((n) => `exam 1.3.${n}`),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `exam 2.${n}`),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => `questions ${n}`),
];

describe("the map from seed 003 to lab 04", () => {
  testSeedMap({
    lab: "04-windowed-delivery",
    steps: STEPS,
    beyondSeed: [
      "04-windowed-delivery.flink-windows",
      "04-windowed-delivery.keep-once",
      "04-windowed-delivery.add-partitions",
    ],
  });
});
