import type { Plan, Question } from "../../grader/index";
import { between, seededRandom } from "../../src/generators/random";
import { applyGivens } from "./given/index";
import { fuelPlanningApp } from "./grading/fuel-planning-app";
import { fuelTruckApp } from "./grading/fuel-truck-app";
import { gasStationApp } from "./grading/gas-station-app";
import { lookAtNetwork } from "./grading/network";
import { STATION_FOLDER } from "./grading/words";
import { listMadeInLab02 } from "./made";

export const gradingPlan: Plan = {
  getAccount: () => undefined,
  packages: [
    "athena",
    "cloudwatch",
    "cloudwatch-logs",
    "firehose",
    "glue",
    "kinesis",
    "lambda",
    "s3",
    "sqs",
    "sts",
  ].map((service) => `@aws-sdk/client-${service}`),
  async prepare(stage) {
    await applyGivens({ connection: stage.connection });
    await stage.advance(10);
  },
  createQuestions: askStationFolder,
  collectAfterCells: lookAtNetwork,
  listMade: listMadeInLab02,
  scripts: [gasStationApp, fuelPlanningApp, fuelTruckApp],
};

/** If Athena refuses the table, the addresses of its partitions are asked of the learner's function, which no statement used. */
function askStationFolder(seed: number): Question[] {
  const station = between(seededRandom(seed), 11, 99);
  return [{ id: STATION_FOLDER, name: "stationFolder", args: [station], evenIfStopped: true }];
}
