import { createHash } from "node:crypto";
import { createInvalidFault, createRuntimeNotRunFault } from "./faults";

/** Lambda's service principal: trust policies name it, and so does the journal for Lambda's own calls. */
export const SERVICE = "lambda.amazonaws.com";

/** The interpreter that runs a function. */
type Language = "node" | "python";

/**
 * The language of a runtime's name, if the lab cloud runs it: `nodejs20.x` and newer on the Node.js that runs the
 * cloud, `python3.9` and newer on one Python, whatever version the name says.
 */
export function getLanguage(runtime: string): Language | undefined {
  const [, node, python] = /^(?:nodejs(\d+)\.x|python3\.(\d+))$/.exec(runtime) ?? [];
  if (node !== undefined)
    return Number(node) >= 20 && Number(node) % 2 === 0 && Number(node) <= 26 ? "node" : undefined;
  if (python !== undefined) return Number(python) >= 9 && Number(python) <= 14 ? "python" : undefined;
  return undefined;
}

/** Names of AWS's other runtimes, past and present, which the lab cloud does not run. */
const KNOWN =
  /^(?:nodejs(?:\d+\.x|4\.3(?:-edge)?|\d+\.\d+)?|java\d+(?:\.al2)?|python[23]\.\d+|dotnet(?:core\d\.\d|\d+)|go1\.x|ruby\d\.\d|provided(?:\.al\d+)?)$/;
const RETIRED =
  /^(?:nodejs(?:$|4|6|8|10|12|14|16)|python(?:2|3\.[678]$)|dotnetcore|go1|ruby2|provided$|java8$|dotnet[567]$)/;

/** The runtimes of AWS's message, in its order (recorded on AWS by LocalStack, 2026-01-12, test_create_lambda_exceptions). */
const LISTED =
  "nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2";

/** @throws AwsFault if there is no such runtime, AWS has retired it, or the lab cloud does not run it */
export function checkRuntime(runtime: string): void {
  if (getLanguage(runtime) !== undefined) return;
  if (!KNOWN.test(runtime)) {
    throw createInvalidFault(
      `Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${LISTED}] or be a valid ARN`,
    );
  }
  if (RETIRED.test(runtime)) {
    throw createInvalidFault(
      `The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
    );
  }
  throw createRuntimeNotRunFault(runtime);
}

/** The ARN of a runtime's version; here each runtime has only one. */
export const formatRuntimeVersionArn = ({ region }: { readonly region: string }, runtime: string): string =>
  `arn:aws:lambda:${region}::runtime:${createHash("sha256").update(runtime).digest("hex")}`;
