import type * as sdk from "@aws-sdk/client-athena";
import { noted, optional, refused, required, structure, type CheckedInput, type Members } from "../../../core/members";
import { createMemberNotEmulated } from "../../../core/faults";
import { createStoredNote, type CallWithNotes } from "../../../core/notes";
import { boolean, integer, list, oneOf, string, type Rule } from "../../../core/rules";
import { createNotEmulatedFault } from "./faults";

// Lengths and patterns are those of the API model.

const LINE = "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*";

export const id = string({ length: { min: 1, max: 128 }, pattern: "\\S+" });
export const idsOf50 = list(id, { min: 1, max: 50 });
export const queryText = string({ length: { min: 1, max: 262_144 } });
export const requestToken = string({ length: { min: 32, max: 128 } });
export const workGroupName = string({ pattern: "[a-zA-Z0-9._-]{1,128}" });
export const statementName = string({ length: { min: 1, max: 256 }, pattern: "[a-zA-Z_][a-zA-Z0-9_@:]{1,256}" });
export const databaseName = string({ length: { min: 1, max: 255 } });
export const name = string({ length: { min: 1, max: 128 } });
export const catalogName = string({ length: { min: 1, max: 256 }, pattern: LINE });
export const expression = string({ length: { max: 256 } });
/** The description of a work group or a named query. */
export const freeDescription = string({ length: { max: 1024 } });
export const description = string({ length: { min: 1, max: 1024 } });
export const pageToken = string({ length: { min: 1, max: 1024 } });
export const upTo50 = integer({ min: 1, max: 50 });
export const from0To50 = integer({ min: 0, max: 50 });
export const from2To50 = integer({ min: 2, max: 50 });
/** Up to 100,000, as in the API model; GetQueryResults itself refuses more than 1,000, with another message. */
export const resultRows = integer({ min: 1, max: 100_000 });
export const resultType = oneOf(["DATA_MANIFEST", "DATA_ROWS"]);
export const state = oneOf(["ENABLED", "DISABLED"]);
export const flag = boolean();
export const parameters = list(string({ length: { min: 1, max: 1024 } }), { min: 1 });
export const resourceArn = string({ length: { min: 1, max: 1011 } });
const tagKey = string({ length: { min: 1, max: 128 } });
export const tagKeys = list(tagKey);
/** A tag needs a key to have a meaning, though the API model requires neither member. */
const tag = { Key: required(tagKey), Value: optional(string({ length: { max: 256 } })) } satisfies Members<sdk.Tag>;
export const tagList = list(structure(tag));
export type TagInput = CheckedInput<typeof tag>;

const context = {
  Database: optional(databaseName),
  Catalog: optional(catalogName),
} satisfies Members<sdk.QueryExecutionContext>;
export const executionContext = structure(context);

/**
 * With SSE_S3 and SSE_KMS, results are marked as encrypted and read as before; CSE_KMS, with which the client would
 * decrypt, is refused.
 */
const s3Encryption: Rule<"SSE_S3" | "SSE_KMS"> = {
  only: ["SSE_S3", "SSE_KMS"],
  check(value) {
    const found = oneOf(["SSE_S3", "SSE_KMS", "CSE_KMS"]).check(value);
    if (found.length === 0 && value === "CSE_KMS")
      throw createNotEmulatedFault("the encryption CSE_KMS of query results");
    return found;
  },
};

/** A flag that may only be given as false. */
const createSwitchedOff = (member: string): Rule<boolean> => ({
  check(value) {
    const found = boolean().check(value);
    if (value === true) throw createMemberNotEmulated(member);
    return found;
  },
});

const encryption = {
  EncryptionOption: required(s3Encryption),
  KmsKey: optional(string()),
} satisfies Members<sdk.EncryptionConfiguration>;
export type EncryptionInput = CheckedInput<typeof encryption>;
const RESULT_ACL = createStoredNote("Athena: who owns results in others' buckets");
const acl = { S3AclOption: required(oneOf(["BUCKET_OWNER_FULL_CONTROL"])) } satisfies Members<sdk.AclConfiguration>;
const account = string({ length: { min: 12, max: 12 }, pattern: "^[0-9]+$" });
const result = {
  OutputLocation: optional(string()),
  EncryptionConfiguration: optional(structure(encryption)),
  ExpectedBucketOwner: optional(account),
  AclConfiguration: noted(optional(structure(acl)), RESULT_ACL),
} satisfies Members<sdk.ResultConfiguration>;
export const resultConfiguration = structure(result);

/** A KMS key is kept and shown, but encrypts nothing. */
export const RESULT_KEY = createStoredNote("Athena: the encryption of results with a KMS key");

/** Adds the note on ignored members to a request that names a KMS key for its results. */
export function reportResultKey(
  call: CallWithNotes<typeof RESULT_KEY>,
  input: { readonly EncryptionConfiguration?: EncryptionInput | undefined } | undefined,
): void {
  if (input?.EncryptionConfiguration?.EncryptionOption === "SSE_KMS") call.addNote(RESULT_KEY);
}
export type ResultConfigurationInput = CheckedInput<typeof result>;

const NOT_REUSED = {
  what: "results are not reused",
  says: "Athena: the setting to reuse results is stored and returned; each query runs again in the lab cloud",
};
/**
 * Every query runs again, as on AWS where no earlier result can be reused; its statistics say so
 * (`ReusedPreviousResult` false).
 */
const reuse = {
  Enabled: noted(required(flag), NOT_REUSED),
  MaxAgeInMinutes: optional(integer({ min: 0, max: 10_080 })),
} satisfies Members<sdk.ResultReuseByAgeConfiguration>;
const reuseConfiguration = {
  ResultReuseByAgeConfiguration: optional(structure(reuse)),
} satisfies Members<sdk.ResultReuseConfiguration>;
export const resultReuse = structure(reuseConfiguration);
export type ResultReuseInput = CheckedInput<typeof reuseConfiguration>;

const version = {
  SelectedEngineVersion: optional(oneOf(["AUTO", "Athena engine version 3"])),
  EffectiveEngineVersion: optional(string({ length: { min: 1, max: 128 } })),
} satisfies Members<sdk.EngineVersion>;
const cutoff = integer({ min: 10_000_000 });

const configuration = {
  ResultConfiguration: optional(structure(result)),
  ManagedQueryResultsConfiguration: refused(),
  EnforceWorkGroupConfiguration: optional(flag),
  PublishCloudWatchMetricsEnabled: optional(flag),
  BytesScannedCutoffPerQuery: optional(cutoff),
  RequesterPaysEnabled: optional(createSwitchedOff("RequesterPaysEnabled")),
  EngineVersion: optional(structure(version)),
  AdditionalConfiguration: refused(),
  ExecutionRole: refused(),
  MonitoringConfiguration: refused(),
  EngineConfiguration: refused(),
  CustomerContentEncryptionConfiguration: refused(),
  EnableMinimumEncryptionConfiguration: optional(createSwitchedOff("EnableMinimumEncryptionConfiguration")),
  IdentityCenterConfiguration: refused(),
  QueryResultsS3AccessGrantsConfiguration: refused(),
} satisfies Members<sdk.WorkGroupConfiguration>;
export const workGroupConfiguration = structure(configuration);
export type ConfigurationInput = CheckedInput<typeof configuration>;

const resultUpdates = {
  OutputLocation: optional(string()),
  RemoveOutputLocation: optional(flag),
  EncryptionConfiguration: optional(structure(encryption)),
  RemoveEncryptionConfiguration: optional(flag),
  ExpectedBucketOwner: optional(account),
  RemoveExpectedBucketOwner: optional(flag),
  AclConfiguration: noted(optional(structure(acl)), RESULT_ACL),
  RemoveAclConfiguration: optional(flag),
} satisfies Members<sdk.ResultConfigurationUpdates>;

const updates = {
  EnforceWorkGroupConfiguration: optional(flag),
  ResultConfigurationUpdates: optional(structure(resultUpdates)),
  ManagedQueryResultsConfigurationUpdates: refused(),
  PublishCloudWatchMetricsEnabled: optional(flag),
  BytesScannedCutoffPerQuery: optional(cutoff),
  RemoveBytesScannedCutoffPerQuery: optional(flag),
  RequesterPaysEnabled: optional(createSwitchedOff("RequesterPaysEnabled")),
  EngineVersion: optional(structure(version)),
  RemoveCustomerContentEncryptionConfiguration: refused(),
  AdditionalConfiguration: refused(),
  ExecutionRole: refused(),
  CustomerContentEncryptionConfiguration: refused(),
  EnableMinimumEncryptionConfiguration: optional(createSwitchedOff("EnableMinimumEncryptionConfiguration")),
  QueryResultsS3AccessGrantsConfiguration: refused(),
  MonitoringConfiguration: refused(),
  EngineConfiguration: refused(),
} satisfies Members<sdk.WorkGroupConfigurationUpdates>;
export const configurationUpdates = structure(updates);
export type ConfigurationUpdatesInput = CheckedInput<typeof updates>;
export type ResultUpdatesInput = CheckedInput<typeof resultUpdates>;
