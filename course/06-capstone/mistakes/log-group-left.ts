import type { Mistake } from "../../../grader/index";
import { changeSolution } from "../testing/change-solution";

/** Lambda creates the log group, and nobody deletes it. */
export const mistake: Mistake = {
  exercise: "06-capstone.pipeline",
  fails: ["leaves nothing after cleanUp"],
  answer: changeSolution(
    ["  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /aws/lambda/parcels-check } }\n", ""],
    ["    DependsOn: Log\n", ""],
  ),
};
