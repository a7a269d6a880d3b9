import type * as sdk from "@aws-sdk/client-kms";
import type { OperationNames } from "../../core/operation";
import { createValidationException } from "../../core/violations";
import { createAwsJson } from "../../protocols/aws-json";
import { createService, type EmulatedOperations } from "../service";
import { cancelKeyDeletion } from "./operations/cancel-key-deletion";
import { createAlias } from "./operations/create-alias";
import { createKey } from "./operations/create-key";
import { deleteAlias } from "./operations/delete-alias";
import { describeKey } from "./operations/describe-key";
import { disableKey } from "./operations/disable-key";
import { disableKeyRotation } from "./operations/disable-key-rotation";
import { enableKey } from "./operations/enable-key";
import { enableKeyRotation } from "./operations/enable-key-rotation";
import { getKeyPolicy } from "./operations/get-key-policy";
import { getKeyRotationStatus } from "./operations/get-key-rotation-status";
import { listAliases } from "./operations/list-aliases";
import { listKeyPolicies } from "./operations/list-key-policies";
import { listKeys } from "./operations/list-keys";
import { listResourceTags } from "./operations/list-resource-tags";
import { putKeyPolicy } from "./operations/put-key-policy";
import { scheduleKeyDeletion } from "./operations/schedule-key-deletion";
import { tagResource } from "./operations/tag-resource";
import { untagResource } from "./operations/untag-resource";
import { updateAlias } from "./operations/update-alias";
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
