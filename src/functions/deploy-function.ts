import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
  ResourceNotFoundException,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { accountId } from "../aws/account-id";
import { createLogGroup } from "../aws/create-log-group";
import { labTags } from "../aws/lab-tags";
import { waitQuietly } from "../waiting/wait-quietly";
import { bundleHandler } from "./bundle-handler";

/** What `deployFunction` needs to know. */
export interface FunctionToDeploy {
  readonly functionName: string;
  /** Its code: a path in the folder of the course, such as `src/fuel/gas-station-app.ts`. */
  readonly file: string;
  /** The IAM role that the function takes on: what it may do. */
  readonly roleName: string;
  /** Environment variables, which the code reads. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How long one invocation may take; Lambda's own default is 3. */
  readonly timeoutSeconds: number;
}

/**
 * Brings a handler to Lambda: creates the function, or gives the one of that name the new code and settings, and waits until it
 * can be invoked.
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
    Environment: { Variables: defined(environment) },
  };
  const isThere = await exists(lambda, functionName);
  if (isThere) {
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName: functionName, ZipFile: zip }));
    await updated(lambda, functionName);
    await lambda.send(new UpdateFunctionConfigurationCommand(settings));
  } else {
    // Lambda would make the group at the first invocation, without tags: a clean-up could not tell whose it is.
    await createLogGroup({ logGroupName: `/aws/lambda/${functionName}` });
    await lambda.send(new CreateFunctionCommand({ ...settings, Code: { ZipFile: zip }, Tags: await labTags() }));
  }
  await updated(lambda, functionName);
  console.log(
    `Lambda function ${functionName} ${isThere ? "updated" : "created"} from ${file}, ${Math.ceil(zip.length / 1024)} KB of code.`,
  );
}

/** The code refers to variables by name: one without a value would only be found missing when it runs. */
function defined(environment: FunctionToDeploy["environment"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => {
      if (!value) throw new Error(`The environment variable ${name} has no value.`);
      return [name, value];
    }),
  );
}

async function exists(lambda: LambdaClient, FunctionName: string): Promise<boolean> {
  try {
    await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return true;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

async function updated(lambda: LambdaClient, FunctionName: string): Promise<void> {
  await waitQuietly(async () => {
    const { State, LastUpdateStatus } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    return State === "Active" && LastUpdateStatus !== "InProgress";
  });
}
