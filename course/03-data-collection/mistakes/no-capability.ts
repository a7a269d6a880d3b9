import type { Mistake } from "../../../grader/index";

/** The capability is missing, so CloudFormation refuses the template, which makes a role. */
export const mistake: Mistake = {
  exercise: "03-data-collection.launch",
  fails: ["allows CloudFormation to make the role"],
  answer: ["const PARAMETERS = { StreamName: STREAM };", "const CAPABILITIES: Capability[] = [];"],
};
