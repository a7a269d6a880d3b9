import type { StaticOperationSchema } from "@smithy/types";
import type { Call } from "../../../core/call";
import type { AnyMembers, CheckedInput } from "../../../core/members";
import type { Operation, Reply } from "../../../core/operation";
import type { Services } from "../../framework/services";
import { operation as labOperation } from "../../framework/operation";
import { createOtherCatalogFault } from "../model/faults";

/**
 * Makes an operation of Glue, which first refuses any catalog other than this account's.
 *
 * @see labOperation for what each argument means
 */
export const operation = <const M extends AnyMembers, Output>(
  schema: StaticOperationSchema,
  members: M,
  handler: (cloud: Services, request: CheckedInput<M>, call: Call) => Reply<Output>,
): Operation<Services> =>
  labOperation(schema, members, (cloud, request: CheckedInput<M>, call): Reply<Output> => {
    if ("CatalogId" in request && request.CatalogId !== undefined && request.CatalogId !== cloud.account)
      throw createOtherCatalogFault(cloud.account);
    return handler(cloud, request, call);
  });
