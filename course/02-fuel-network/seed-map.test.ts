import { testSeedMap } from "../testing/seed-map";

/** All numbered steps of the two seeds. */
const STEPS = [
  ...["000 1.1", "000 1.1.1", "000 1.1.2", "000 1.1.3", "000 1.1.4", "000 1.1.4.2", "000 1.1.4.3", "000 1.1.4.4"],
  ...[
    "000 1.1.5.1",
    "000 1.1.5.2",
    "000 1.1.5.3",
    "000 1.1.5.4",
    "000 1.1.5.5",
    "000 1.1.5.6",
    "000 1.1.5.7",
    "000 1.1.5.8",
    "000 1.1.5.9",
    "000 1.1.6.1",
  ],
  ...[1, 2, 3, 4, 5].map((n) => `000 1.1.5.5.${n}`),
  ...["000 2.1", "000 2.1.1.1", "000 2.1.2", "000 3.1.1", "000 4.1", "000 5.1", "000 6.1", "000 7.1", "000 DIY"],
  ...[1, 2, 3, 4, 5, 6, 7].map((n) => `001 ${n}`),
];

describe("the map from seeds 000 and 001 to lab 02", () => {
  const beyondSeed = [
    "02-fuel-network.student-name",
    "02-fuel-network.recover-readings",
    "02-fuel-network.failures",
    "02-fuel-network.repair-role",
    "02-fuel-network.quiz",
  ];
  testSeedMap({ lab: "02-fuel-network", steps: STEPS, beyondSeed });
});
