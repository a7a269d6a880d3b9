import type * as sdk from "@aws-sdk/client-kms";
import type { OperationNames } from "../../core/operation";
import { createValidationException } from "../../core/violations";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../service";
import { cancelKeyDeletion, scheduleKeyDeletion } from "./operations/key-deletion";
import { createAlias, deleteAlias, updateAlias } from "./operations/aliases";
import { createKey, describeKey, disableKey, enableKey, listKeys } from "./operations/keys";
import { disableKeyRotation, enableKeyRotation } from "./operations/key-rotation";
import { getKeyPolicy, listKeyPolicies, putKeyPolicy } from "./operations/key-policies";
import { getKeyRotationStatus } from "./operations/get-key-rotation-status";
import { listAliases } from "./operations/list-aliases";
import { listResourceTags, tagResource, untagResource } from "./operations/tags";
import { updateKeyDescription } from "./operations/update-key-description";

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
