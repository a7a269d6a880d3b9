import { DeleteFunctionCommand, LambdaClient, ResourceNotFoundException } from "@aws-sdk/client-lambda";

/** Deletes a Lambda function, and prints that it did. */
export async function deleteFunction({ functionName }: { functionName: string }): Promise<void> {
  try {
    await new LambdaClient({}).send(new DeleteFunctionCommand({ FunctionName: functionName }));
    console.log(`Lambda function ${functionName} deleted.`);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    console.log(`Lambda function ${functionName} does not exist.`);
  }
}
