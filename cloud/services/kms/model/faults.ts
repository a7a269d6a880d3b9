import { AwsFault } from "../../../core/faults";

// AWS's own texts, from the API reference, and as quoted in issues of the AWS CLI, Terraform and moto.

export const createKeyNotFoundFault = (arn: string): AwsFault =>
  new AwsFault("NotFoundException", `Key '${arn}' does not exist`);

export const createNotAKeyIdFault = (text: string): AwsFault =>
  new AwsFault("NotFoundException", `Invalid keyId '${text}'`);

export const createAliasNotFoundFault = (arn: string): AwsFault =>
  new AwsFault("NotFoundException", `Alias ${arn} is not found.`);

/** A key of another region or account, which this cloud does not have. */
export const createElsewhereFault = (part: string): AwsFault =>
  new AwsFault("NotFoundException", `Invalid arn ${part}`);

export const createAliasExistsFault = (arn: string): AwsFault =>
  new AwsFault("AlreadyExistsException", `An alias with the name ${arn} already exists`);

export const createNotAnAliasFault = (): AwsFault => new AwsFault("ValidationException", "Invalid identifier");

// Recorded on AWS by LocalStack, 2023-04-13 (test_create_alias) and 2025-01 (the others, in recorded.test.ts).
export const createNotPrefixedFault = (): AwsFault =>
  new AwsFault(
    "ValidationException",
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  );
const createBadTagsFault = (message: string): AwsFault => new AwsFault("TagException", message);
export const createDuplicateTagsFault = (): AwsFault => createBadTagsFault("Duplicate tag keys");
export const createTooManyTagsFault = (): AwsFault => createBadTagsFault("Too many tags");
export const createReservedTagFault = (): AwsFault => createBadTagsFault("Tags beginning with aws: are reserved");

export const createReservedAliasFault = (): AwsFault =>
  new AwsFault("NotAuthorizedException", "Alias names that begin with alias/aws/ belong to AWS.");

export const createPendingDeletionFault = (arn: string): AwsFault =>
  new AwsFault("KMSInvalidStateException", `${arn} is pending deletion.`);

export const createNotPendingDeletionFault = (arn: string): AwsFault =>
  new AwsFault("KMSInvalidStateException", `${arn} is not pending deletion.`);

export const createKeyDisabledFault = (arn: string): AwsFault =>
  new AwsFault("DisabledException", `${arn} is disabled.`);

export const createManagedByAwsFault = (arn: string): AwsFault =>
  new AwsFault("AccessDeniedException", `${arn} is a key that AWS manages: nobody else changes it.`);

export const createMalformedPolicyFault = (): AwsFault =>
  new AwsFault("MalformedPolicyDocumentException", "The new key policy is not a JSON object.");

export const createInvalidMarkerFault = (): AwsFault =>
  new AwsFault("InvalidMarkerException", "Could not deserialize the given marker.");
