import { AwsFault } from "../../core/faults";

// AWS's own texts, from the API reference, and as quoted in issues of the AWS CLI, Terraform and moto.

export const keyNotFound = (arn: string): AwsFault => new AwsFault("NotFoundException", `Key '${arn}' does not exist`);

export const notAKeyId = (text: string): AwsFault => new AwsFault("NotFoundException", `Invalid keyId '${text}'`);

export const aliasNotFound = (arn: string): AwsFault => new AwsFault("NotFoundException", `Alias ${arn} is not found.`);

/** A key of another region or account, which this cloud does not have. */
export const elsewhere = (part: string): AwsFault => new AwsFault("NotFoundException", `Invalid arn ${part}`);

export const aliasExists = (arn: string): AwsFault =>
  new AwsFault("AlreadyExistsException", `An alias with the name ${arn} already exists`);

export const notAnAlias = (): AwsFault => new AwsFault("ValidationException", "Invalid identifier");

// Recorded on AWS by LocalStack, 2023-04-13 (test_create_alias) and 2025-01 (the others, in recorded.test.ts).
export const notPrefixed = (): AwsFault =>
  new AwsFault(
    "ValidationException",
    'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
  );
const badTags = (message: string): AwsFault => new AwsFault("TagException", message);
export const duplicateTags = (): AwsFault => badTags("Duplicate tag keys");
export const tooManyTags = (): AwsFault => badTags("Too many tags");
export const reservedTag = (): AwsFault => badTags("Tags beginning with aws: are reserved");

export const reservedAlias = (): AwsFault =>
  new AwsFault("NotAuthorizedException", "Alias names that begin with alias/aws/ belong to AWS.");

export const pendingDeletion = (arn: string): AwsFault =>
  new AwsFault("KMSInvalidStateException", `${arn} is pending deletion.`);

export const notPendingDeletion = (arn: string): AwsFault =>
  new AwsFault("KMSInvalidStateException", `${arn} is not pending deletion.`);

export const disabled = (arn: string): AwsFault => new AwsFault("DisabledException", `${arn} is disabled.`);

export const managedByAws = (arn: string): AwsFault =>
  new AwsFault("AccessDeniedException", `${arn} is a key that AWS manages: nobody else changes it.`);

export const malformedPolicy = (): AwsFault =>
  new AwsFault("MalformedPolicyDocumentException", "The new key policy is not a JSON object.");

export const invalidMarker = (): AwsFault =>
  new AwsFault("InvalidMarkerException", "Could not deserialize the given marker.");
