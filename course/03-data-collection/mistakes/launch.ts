import type { Mistakes } from "../../testing/load-mistakes";

export const mistakes: Mistakes = {
  /** The parameter's name begins with a small letter. */
  "parameter-in-small-letters": {
    fails: ["gives the stack the name of your stream"],
    changes: [["StreamName: STREAM", "streamName: STREAM"]],
  },
  /** The capability is missing, so CloudFormation refuses the template, which makes a role. */
  "no-capability": {
    fails: ["allows CloudFormation to make the role"],
    changes: [['"CAPABILITY_IAM"', ""]],
  },
};
