import { AwsFault } from "../../../core/faults";

// AWS's messages, as the issues of the AWS CLI and of the CDK quote them.

const describeRegistry = (registry: string): string => `in the registry with id '${registry}'`;

export const createRepositoryNotFoundFault = (name: string, registry: string): AwsFault =>
  new AwsFault(
    "RepositoryNotFoundException",
    `The repository with name '${name}' does not exist ${describeRegistry(registry)}`,
  );

export const createRepositoryExistsFault = (name: string, registry: string): AwsFault =>
  new AwsFault(
    "RepositoryAlreadyExistsException",
    `The repository with name '${name}' already exists ${describeRegistry(registry)}`,
  );

export const createLifecyclePolicyNotFoundFault = (name: string, registry: string): AwsFault =>
  new AwsFault(
    "LifecyclePolicyNotFoundException",
    `Lifecycle policy does not exist for the repository with name '${name}' ${describeRegistry(registry)}`,
  );

export const createRepositoryPolicyNotFoundFault = (name: string, registry: string): AwsFault =>
  new AwsFault(
    "RepositoryPolicyNotFoundException",
    `Repository policy does not exist for the repository with name '${name}' ${describeRegistry(registry)}`,
  );

export const createNotJsonFault = (member: string): AwsFault =>
  new AwsFault(
    "InvalidParameterException",
    `Invalid parameter at '${member}' failed to satisfy constraint: 'Invalid JSON'`,
  );

export const createInvalidParameterFault = (message: string): AwsFault =>
  new AwsFault("InvalidParameterException", message);

export const createOtherRegistryFault = (): AwsFault =>
  new AwsFault("InvalidParameterException", "The lab cloud has the registry of its own account alone.");

/** The text is the lab cloud's own: AWS documents only that names and pages exclude each other. */
export const createNamesBesidePagesFault = (): AwsFault =>
  new AwsFault(
    "InvalidParameterException",
    "repositoryNames cannot be used together with maxResults or nextToken: ask for repositories by name, or for pages of all.",
  );

/** The text is the lab cloud's own, too. */
export const createInvalidNextTokenFault = (): AwsFault =>
  new AwsFault("InvalidParameterException", "Invalid parameter at 'nextToken': it is none that an earlier page gave.");
