import { alignAwsSettings, keysLine } from "./align-aws-settings";
import { joinSession } from "./choose-cloud";
import { explainAwsError } from "./explain-error";

// What a notebook needs besides its functions, before its first call to AWS. `index.ts` imports this file for that alone. A kernel that `npm
// start` has not started, such as one of VS Code, comes with the learner's own settings.

/** The kernel asks here what an error means, and shows that line in the place of the error's message. */
Object.assign(globalThis, { [Symbol.for("labs.explain")]: explainAwsError });

// Without this setting, the first client of the SDK prints a warning of five lines that a later SDK will need a newer Node.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

joinSession();

/** A lab cloud has one address and one pair of keys: there is nothing to choose from. */
const isLabCloud = process.env["LABS_TARGET"] !== "aws" && process.env["AWS_ENDPOINT_URL"] !== undefined;
const profile = isLabCloud ? undefined : alignAwsSettings();
if (profile !== undefined) console.error(`Keys ${keysLine(profile)}`);
