import type * as sdk from "@aws-sdk/client-ecr";
import type { AwsFault } from "../../core/faults";
import type { OperationNames } from "../../core/members";
import { formatViolations, type Violation } from "../../core/rules";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { createInvalidParameterFault } from "./model/faults";
import {
  createRepository,
  deleteRepository,
  describeRepositories,
  putImageScanningConfiguration,
} from "./api/repositories";
import {
  deleteRepositoryPolicy,
  getRepositoryPolicy,
  setRepositoryPolicy,
  deleteLifecyclePolicy,
  getLifecyclePolicy,
  putLifecyclePolicy,
} from "./api/repository-policies";
import { listTagsForResource, putImageTagMutability, tagResource, untagResource } from "./api/tags";

/** Amazon Elastic Container Registry: repositories are stored and described, but can hold no images. */
export const ecr = createService({
  name: "ecr",
  signingName: "ecr",
  target: "AmazonEC2ContainerRegistry_V20150921",
  protocols: [createAwsJson("1.1")],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: (found: readonly Violation[]): AwsFault => createInvalidParameterFault(formatViolations(found)),
  operations: {
    CreateRepository: createRepository,
    DeleteLifecyclePolicy: deleteLifecyclePolicy,
    DeleteRepository: deleteRepository,
    DeleteRepositoryPolicy: deleteRepositoryPolicy,
    DescribeRepositories: describeRepositories,
    GetLifecyclePolicy: getLifecyclePolicy,
    GetRepositoryPolicy: getRepositoryPolicy,
    ListTagsForResource: listTagsForResource,
    PutImageScanningConfiguration: putImageScanningConfiguration,
    PutImageTagMutability: putImageTagMutability,
    PutLifecyclePolicy: putLifecyclePolicy,
    SetRepositoryPolicy: setRepositoryPolicy,
    TagResource: tagResource,
    UntagResource: untagResource,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
});
