import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The capability is missing, so CloudFormation refuses the template, which makes a role. */
  "no-capability": {
    fails: ["allows CloudFormation to make the role"],
    changes: [['"CAPABILITY_IAM"', ""]],
  },
};
