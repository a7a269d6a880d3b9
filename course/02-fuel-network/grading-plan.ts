import { PutObjectCommand } from "@aws-sdk/client-s3";
import type { Plan, Question } from "../../grader/index";
import { between, seededRandom } from "../../src/generators/random";
import { applyGivens } from "./given/index";
import { getBucketName } from "./given/names";
import { fuelPlanningApp } from "./grading/fuel-planning-app";
import { askToRecover, createRecoveryFirehose } from "./grading/recovery";
import { fuelTruckApp } from "./grading/fuel-truck-app";
import { gasStationApp } from "./grading/gas-station-app";
import { createLentRole, REPAIR_ROLE } from "./grading/lent-role";
import { lookAtNetwork } from "./grading/network";
import { createPlanner, WATCHED_EXERCISES } from "./grading/planner";
import { STATION_FOLDER } from "./grading/words";
import { listLab02Resources } from "./created-resources";

export const gradingPlan: Plan = {
  getAccount: () => undefined,
  packages: [
    "athena",
    "cloudwatch",
    "cloudwatch-logs",
    "firehose",
    "glue",
    "iam",
    "kinesis",
    "lambda",
    "s3",
    "scheduler",
    "sqs",
    "sts",
  ].map((service) => `@aws-sdk/client-${service}`),
  async prepare(stage) {
    await applyGivens({ connection: stage.connection });
    await stage.advance(10);
    // Another station's folder is not empty, so waiting for any object is not enough. Athena skips files with such names.
    await stage.s3.send(
      new PutObjectCommand({
        Bucket: getBucketName(stage.account),
        Key: "station-data/station_id=1/_earlier",
        Body: "{}",
      }),
    );
    await createRecoveryFirehose(stage);
    await createPlanner(stage);
    await createLentRole(stage);
  },
  chosenNames: [{ exercise: "02-fuel-network.student-name", constant: "STUDENT" }],
  createQuestions: (seed) => [
    { id: "STUDENT", name: "STUDENT" },
    ...askStationFolder(seed),
    askToRecover(seed),
    REPAIR_ROLE,
    { id: "quiz", name: "ANSWERS" },
  ],
  collectAfterCells: lookAtNetwork,
  slowToCollect: WATCHED_EXERCISES,
  listCreatedResources: listLab02Resources,
  scripts: [gasStationApp, fuelPlanningApp, fuelTruckApp],
};

/** If Athena refuses the table, the addresses of its partitions are asked of the learner's function, which no statement used. */
function askStationFolder(seed: number): Question[] {
  const station = between(seededRandom(seed), 11, 99);
  return [{ id: STATION_FOLDER, name: "stationFolder", args: [station], evenIfStopped: true }];
}
