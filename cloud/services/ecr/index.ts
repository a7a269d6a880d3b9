import type * as sdk from "@aws-sdk/client-ecr";
import type { AwsFault } from "../../core/faults";
import type { OperationNames } from "../../core/operation";
import { formatViolations, type Violation } from "../../core/violations";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../service";
import { createInvalidParameterFault } from "./faults";
import { createRepository } from "./operations/create-repository";
import { deleteLifecyclePolicy } from "./operations/delete-lifecycle-policy";
import { deleteRepository } from "./operations/delete-repository";
import { deleteRepositoryPolicy } from "./operations/delete-repository-policy";
import { describeRepositories } from "./operations/describe-repositories";
import { getLifecyclePolicy } from "./operations/get-lifecycle-policy";
import { getRepositoryPolicy } from "./operations/get-repository-policy";
import { listTagsForResource } from "./operations/list-tags-for-resource";
import { putImageScanningConfiguration } from "./operations/put-image-scanning-configuration";
import { putImageTagMutability } from "./operations/put-image-tag-mutability";
import { putLifecyclePolicy } from "./operations/put-lifecycle-policy";
import { setRepositoryPolicy } from "./operations/set-repository-policy";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";

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
