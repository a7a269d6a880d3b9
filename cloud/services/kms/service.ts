import type * as sdk from "@aws-sdk/client-kms";
import type { OperationNames } from "../../core/members";
import { createValidationException } from "../../core/rules";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../framework/create-service";
import {
  cancelKeyDeletion,
  scheduleKeyDeletion,
  createKey,
  describeKey,
  disableKey,
  enableKey,
  listKeys,
  updateKeyDescription,
  disableKeyRotation,
  enableKeyRotation,
  getKeyRotationStatus,
} from "./api/keys";
import { createAlias, deleteAlias, updateAlias, listAliases } from "./api/aliases";
import { getKeyPolicy, listKeyPolicies, putKeyPolicy } from "./api/key-policies";
import { listResourceTags, tagResource, untagResource } from "./api/tags";

/** AWS Key Management Service: keys that can be created, named and described. Nothing is encrypted with them. */
export const kms = createService({
  name: "kms",
  signingName: "kms",
  target: "TrentService",
  protocols: [createAwsJson("1.1")],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: createValidationException,
  operations: {
    CancelKeyDeletion: cancelKeyDeletion,
    CreateAlias: createAlias,
    CreateKey: createKey,
    DeleteAlias: deleteAlias,
    DescribeKey: describeKey,
    DisableKey: disableKey,
    DisableKeyRotation: disableKeyRotation,
    EnableKey: enableKey,
    EnableKeyRotation: enableKeyRotation,
    GetKeyPolicy: getKeyPolicy,
    GetKeyRotationStatus: getKeyRotationStatus,
    ListAliases: listAliases,
    ListKeyPolicies: listKeyPolicies,
    ListKeys: listKeys,
    ListResourceTags: listResourceTags,
    PutKeyPolicy: putKeyPolicy,
    ScheduleKeyDeletion: scheduleKeyDeletion,
    TagResource: tagResource,
    UntagResource: untagResource,
    UpdateAlias: updateAlias,
    UpdateKeyDescription: updateKeyDescription,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
});
