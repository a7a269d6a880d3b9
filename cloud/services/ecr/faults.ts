import { AwsFault } from "../../core/faults";

// AWS's messages, as the issues of the AWS CLI and of the CDK quote them.

const inRegistry = (registry: string): string => `in the registry with id '${registry}'`;

export const repositoryNotFound = (name: string, registry: string): AwsFault =>
  new AwsFault(
    "RepositoryNotFoundException",
    `The repository with name '${name}' does not exist ${inRegistry(registry)}`,
  );

export const repositoryExists = (name: string, registry: string): AwsFault =>
  new AwsFault(
    "RepositoryAlreadyExistsException",
    `The repository with name '${name}' already exists ${inRegistry(registry)}`,
  );

export const lifecyclePolicyNotFound = (name: string, registry: string): AwsFault =>
  new AwsFault(
    "LifecyclePolicyNotFoundException",
    `Lifecycle policy does not exist for the repository with name '${name}' ${inRegistry(registry)}`,
  );

export const repositoryPolicyNotFound = (name: string, registry: string): AwsFault =>
  new AwsFault(
    "RepositoryPolicyNotFoundException",
    `Repository policy does not exist for the repository with name '${name}' ${inRegistry(registry)}`,
  );

export const notJson = (member: string): AwsFault =>
  new AwsFault(
    "InvalidParameterException",
    `Invalid parameter at '${member}' failed to satisfy constraint: 'Invalid JSON'`,
  );

export const invalidParameter = (message: string): AwsFault => new AwsFault("InvalidParameterException", message);

export const otherRegistry = (): AwsFault =>
  new AwsFault("InvalidParameterException", "The lab cloud has the registry of its own account alone.");

/** The text is the lab cloud's own: AWS documents only that names and pages exclude each other. */
export const namesBesidePages = (): AwsFault =>
  new AwsFault(
    "InvalidParameterException",
    "repositoryNames cannot be used together with maxResults or nextToken: ask for repositories by name, or for pages of all.",
  );

/** The text is the lab cloud's own, too. */
export const invalidNextToken = (): AwsFault =>
  new AwsFault("InvalidParameterException", "Invalid parameter at 'nextToken': it is none that an earlier page gave.");
