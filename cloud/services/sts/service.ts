import type * as sdk from "@aws-sdk/client-sts";
import type { OperationNames } from "../../core/members";
import { createAwsQuery } from "../../protocols/aws-query";
import { createService, type EmulatedOperations } from "../framework/create-service";
import { assumeRole, getCallerIdentity } from "./api/assume-role";
import { queryViolation } from "../framework/operation";

/**
 * AWS Security Token Service: the caller's identity, and keys of roles; no federation with other identity providers.
 */
export const sts = createService({
  name: "sts",
  signingName: "sts",
  version: "2011-06-15",
  protocols: [createAwsQuery("https://sts.amazonaws.com/doc/2011-06-15/")],
  maxBodyBytes: 1024 * 1024,
  createInvalidFault: queryViolation,
  operations: {
    AssumeRole: assumeRole,
    GetCallerIdentity: getCallerIdentity,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
});
