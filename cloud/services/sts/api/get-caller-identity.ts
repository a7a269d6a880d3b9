import { GetCallerIdentity$, type GetCallerIdentityRequest, type GetCallerIdentityResponse } from "@aws-sdk/client-sts";
import type { Members } from "../../../core/members";
import { operation } from "../../framework/operation";

const members = {} satisfies Members<GetCallerIdentityRequest>;

/** The lab cloud has one account, and the cloud's keys are those of the account itself. */
export const getCallerIdentity = operation(
  GetCallerIdentity$,
  members,
  (_cloud, _request, { caller }): GetCallerIdentityResponse => ({
    Account: caller.account,
    Arn: caller.arn,
    UserId: caller.userId,
  }),
);
