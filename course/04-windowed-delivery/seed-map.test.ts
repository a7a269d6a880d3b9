import { testSeedMap } from "../testing/seed-map";
import { seedMap } from "./seed-map";

/** The steps of the seed and its other parts. */
const STEPS = ["1", "2", "3", "cost", "advanced", "exam 2.1", "exam 2.9"];

describe("the map from seed 003 to lab 04", () => {
  testSeedMap({ lab: "04-windowed-delivery", steps: STEPS, seedMap });
});
