import type * as sdk from "@aws-sdk/client-sts";
import type { OperationNames } from "../../core/operation";
import { awsQuery } from "../../protocols/aws-query";
import { queryViolation } from "../query-violation";
import { service, type EmulatedOperations } from "../service";
import { assumeRole } from "./operations/assume-role";
import { getCallerIdentity } from "./operations/get-caller-identity";

/**
 * AWS Security Token Service: the caller's identity, and keys of roles; no federation with other identity providers.
 */
export const sts = service({
  name: "sts",
  signingName: "sts",
  version: "2011-06-15",
  protocols: [awsQuery("https://sts.amazonaws.com/doc/2011-06-15/")],
  maxBodyBytes: 1024 * 1024,
  invalid: queryViolation,
  operations: {
    AssumeRole: assumeRole,
    GetCallerIdentity: getCallerIdentity,
  } satisfies EmulatedOperations<OperationNames<typeof sdk>>,
});
