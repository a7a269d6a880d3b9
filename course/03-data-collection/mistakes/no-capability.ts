import type { Mistake } from "../../../grader/index";

/** CloudFormation refuses a template that makes a role. */
export const mistake: Mistake = {
  exercise: "03-data-collection.launch",
  fails: ["allows CloudFormation to make the role"],
  answer: ["const PARAMETERS = { StreamName: STREAM };", "const CAPABILITIES: Capability[] = [];"],
};
