import { GetParameter$, type GetParameterRequest, type GetParameterResult } from "@aws-sdk/client-ssm";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { flag, parameterName } from "../fields";
import { describeParameter } from "../parameters";

const members = {
  Name: required(parameterName),
  // Ignored: without SecureString there is nothing to decrypt.
  WithDecryption: optional(flag),
} satisfies Members<GetParameterRequest>;

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export const getParameter = operation(GetParameter$, members, (cloud, { Name }): GetParameterResult => {
  const { parameter, selector } = cloud.ssm.selectParameter(Name);
  return { Parameter: describeParameter(cloud.ssm, parameter, selector) };
});
