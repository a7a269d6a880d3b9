import {
  GetAccountSettings$,
  type GetAccountSettingsRequest,
  type GetAccountSettingsResponse,
} from "@aws-sdk/client-lambda";
import type { Members } from "../../../core/members";
import type { Reply } from "../../../core/operation";
import { operation } from "../../framework/operation";
import { ACCOUNT_CONCURRENCY } from "../model/execution/concurrency";

const members = {} satisfies Members<GetAccountSettingsRequest>;

export const getAccountSettings = operation(
  GetAccountSettings$,
  members,
  ({ lambda }): Reply<GetAccountSettingsResponse> => {
    const all = lambda.functions.listAll();
    const codes = all.flatMap(({ latest, versions }) => [latest, ...versions]).map(({ code }) => code);
    const bytes = [...codes, ...lambda.layers.listCodes()].reduce((sum, { size }) => sum + size, 0);
    return {
      AccountLimit: {
        TotalCodeSize: 80_530_636_800,
        CodeSizeUnzipped: 262_144_000,
        CodeSizeZipped: 52_428_800,
        ConcurrentExecutions: ACCOUNT_CONCURRENCY,
        UnreservedConcurrentExecutions: lambda.executions.concurrency.unreserved,
      },
      AccountUsage: { TotalCodeSize: bytes, FunctionCount: all.length },
    };
  },
);
