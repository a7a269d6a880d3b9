import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  ResourceAlreadyExistsException,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ResourceNotFoundException,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { accountId } from "../aws/account-id";
import { createLabTags } from "../aws/lab-tags";
import { waitQuietly } from "../waiting/wait-quietly";
import { bundleHandler } from "./bundle-handler";

/** The input of `deployFunction`. */
export interface FunctionToDeploy {
  readonly functionName: string;
  /** The function's code: a path in the folder of the course, such as `src/fuel/gas-station-app.ts`. */
  readonly file: string;
  /** The IAM role that the function runs with: it decides what the function may do. */
  readonly roleName: string;
  /** Environment variables, which the code reads. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How long one invocation may take, in seconds; Lambda's own default is 3. */
  readonly timeoutSeconds: number;
}

/**
 * Deploys a handler to Lambda: creates the function, or updates the code and settings of the function of that name, and
 * waits until it can be invoked.
 */
export async function deployFunction({
  functionName,
  file,
  roleName,
  environment,
  timeoutSeconds,
}: FunctionToDeploy): Promise<void> {
  const lambda = new LambdaClient({});
  const { zip, handler, runtime } = await bundleHandler(file);
  const settings = {
    FunctionName: functionName,
    Runtime: runtime,
    Handler: handler,
    Role: `arn:aws:iam::${await accountId()}:role/${roleName}`,
    Timeout: timeoutSeconds,
    Environment: { Variables: requireDefined(environment) },
  };
  const isThere = await isDeployed(lambda, functionName);
  if (isThere) {
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: functionName, ZipFile: zip }));
    await waitUntilUpdated(lambda, functionName);
    await lambda.send(new UpdateFunctionConfigurationCommand(settings));
  } else {
    // Lambda would create the log group at the first invocation, without tags: a clean-up could not tell which learner
    // it belongs to.
    await createLogGroup(`/aws/lambda/${functionName}`);
    await lambda.send(new CreateFunctionCommand({ ...settings, Code: { ZipFile: zip }, Tags: await createLabTags() }));
  }
  await waitUntilUpdated(lambda, functionName);
  console.log(
    `Lambda function ${functionName} ${isThere ? "updated" : "created"} from ${file}, ${Math.ceil(zip.length / 1024)} KB of code.`,
  );
}

/**
 * The environment variables; all must have a value, or a missing one would only be noticed when the function runs.
 *
 */
function requireDefined(environment: FunctionToDeploy["environment"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => {
      if (!value) throw new Error(`The environment variable ${name} has no value.`);
      return [name, value];
    }),
  );
}

async function isDeployed(lambda: LambdaClient, FunctionName: string): Promise<boolean> {
  try {
    await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

async function waitUntilUpdated(lambda: LambdaClient, FunctionName: string): Promise<void> {
  await waitQuietly(async () => {
    const { State, LastUpdateStatus } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return State === "Active" && LastUpdateStatus !== "InProgress";
  });
}

/** Creates a log group with the lab's tags, unless there is one of that name, which stays as it is. */
async function createLogGroup(logGroupName: string): Promise<void> {
  try {
    await new CloudWatchLogsClient({}).send(new CreateLogGroupCommand({ logGroupName, tags: await createLabTags() }));
  } catch (error) {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  }
}
