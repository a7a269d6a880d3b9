import { GetParameters$, type GetParametersRequest, type GetParametersResult } from "@aws-sdk/client-ssm";
import { AwsFault } from "../../../core/faults";
import { optional, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { flag, parameterNames } from "../fields";
import { describeParameter, type Parameters } from "../parameters";

const members = {
  Names: required(parameterNames),
  WithDecryption: optional(flag),
} satisfies Members<GetParametersRequest>;

/** Returns parameters by name; names without a parameter are returned as invalid. */
export const getParameters = operation(GetParameters$, members, (cloud, { Names }): GetParametersResult => {
  const names = [...new Set(Names)];
  const found = names.map((name) => ({ name, selected: findSelected(cloud.ssm, name) }));
  return {
    Parameters: found.flatMap(({ selected }) =>
      selected === undefined ? [] : [describeParameter(cloud.ssm, selected.parameter, selected.selector)],
    ),
    InvalidParameters: found.filter(({ selected }) => selected === undefined).map(({ name }) => name),
  };
});

function findSelected(parameters: Parameters, name: string): ReturnType<Parameters["selectParameter"]> | undefined {
  try {
    return parameters.selectParameter(name);
  } catch (error) {
    if (error instanceof AwsFault) return undefined;
    throw error;
  }
}
