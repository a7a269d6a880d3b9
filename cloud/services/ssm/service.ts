import type * as sdk from "@aws-sdk/client-ssm";
import type { OperationNames } from "../../core/members";
import { createValidationException } from "../../core/rules";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from "./api/tags";
import {
  deleteParameter,
  deleteParameters,
  describeParameters,
  getParameter,
  getParameters,
  putParameter,
  getParametersByPath,
} from "./api/parameters";

/** AWS Systems Manager; the lab cloud has only its Parameter Store. */
export const ssm = createService({
  name: "ssm",
  signingName: "ssm",
  target: "AmazonSSM",
  protocols: [createAwsJson("1.1")],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: createValidationException,
  operations: {
    AddTagsToResource: addTagsToResource,
    DeleteParameter: deleteParameter,
    DeleteParameters: deleteParameters,
    DescribeParameters: describeParameters,
    GetParameter: getParameter,
    GetParameters: getParameters,
    GetParametersByPath: getParametersByPath,
    ListTagsForResource: listTagsForResource,
    PutParameter: putParameter,
    RemoveTagsFromResource: removeTagsFromResource,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
});
