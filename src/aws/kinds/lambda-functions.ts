import { LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import type { ResourceKind } from "../list-resources";
import { deleteFunctionLine } from "../repair-commands";

/** The Lambda functions of your region. */
export const lambdaFunctions: ResourceKind = {
  service: "lambda",
  async list(isMeant) {
    const names: string[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client: new LambdaClient({}) }, {}))
      names.push(...Functions.map(({ FunctionName = "" }) => FunctionName));
    return names.filter(isMeant).map((name) => ({
      kind: "Lambda function",
      name,
      status: "there",
      "delete it with": deleteFunctionLine(name),
    }));
  },
};
