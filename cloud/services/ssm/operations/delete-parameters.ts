import { DeleteParameters$, type DeleteParametersRequest, type DeleteParametersResult } from "@aws-sdk/client-ssm";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { parameterNames } from "../fields";

const members = { Names: required(parameterNames) } satisfies Members<DeleteParametersRequest>;

export const deleteParameters = operation(DeleteParameters$, members, (cloud, { Names }): DeleteParametersResult => {
  const found = Names.map((name) => ({ name, isGone: cloud.ssm.remove(name) }));
  return {
    DeletedParameters: found.filter(({ isGone }) => isGone).map(({ name }) => name),
    InvalidParameters: found.filter(({ isGone }) => !isGone).map(({ name }) => name),
  };
});
