import type { Plan } from "../../grader/index";
import { applyGivens } from "./given/index";
import { fuelPlanningApp } from "./grading/fuel-planning-app";
import { fuelTruckApp } from "./grading/fuel-truck-app";
import { gasStationApp } from "./grading/gas-station-app";
import { lookAtNetwork } from "./grading/network";
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
  collectAfterCells: lookAtNetwork,
  listMade: listMadeInLab02,
  scripts: [gasStationApp, fuelPlanningApp, fuelTruckApp],
};
