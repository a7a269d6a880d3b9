import { testSeedMap } from "../testing/seed-map";

/** All numbered steps of the seed. */
const STEPS = [
  ...["1.1", "1.2", "1.3", "1.4", "1.5"],
  ...["2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.1.5"],
  ...["2.2.1", "2.2.2", "2.2.3", "2.2.4", "2.2.5", "2.2.6", "2.2.7", "2.2.8", "2.2.9", "2.2.10"],
];

describe("the map from seed 004 to lab 01", () => {
  const beyondSeed = ["student-name", "quiz", "recover-visits"].map((name) => `01-streaming-ingestion.${name}`);
  testSeedMap({ lab: "01-streaming-ingestion", steps: STEPS, beyondSeed });
});
