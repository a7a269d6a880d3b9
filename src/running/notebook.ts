import { prepareSdk } from "./align-aws-settings";
import { joinSession } from "./choose-cloud";
import { listExistingNames } from "./existing-names";
import { explainAwsError } from "./explain-error";

// What a notebook needs in addition to its functions, before its first call to AWS. `index.ts` imports this file for that alone. A kernel that `npm
// start` has not started, such as one of VS Code, comes with the learner's own settings.

/** The kernel asks here what an error means, and shows that line instead of the error's message. */
Object.assign(globalThis, { [Symbol.for("labs.explain")]: explainAwsError });

/** The kernel asks here which names exist, and suggests them while a text is typed. */
Object.assign(globalThis, { [Symbol.for("labs.complete")]: listExistingNames });

joinSession();

prepareSdk(process.env["LABS_TARGET"] !== "aws" && process.env["AWS_ENDPOINT_URL"] !== undefined);
