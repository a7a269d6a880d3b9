import {
  BatchGetNamedQuery$,
  type BatchGetNamedQueryInput,
  type BatchGetNamedQueryOutput,
} from "@aws-sdk/client-athena";
import { required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { describeNamedQuery } from "../describe-statement";
import { createNamedQueryNotFoundFault } from "../faults";
import { idsOf50 } from "../fields";
import { lookUpEach } from "../unprocessed";

const members = { NamedQueryIds: required(idsOf50) } satisfies Members<BatchGetNamedQueryInput>;

export const batchGetNamedQuery = operation(
  BatchGetNamedQuery$,
  members,
  (cloud, request): BatchGetNamedQueryOutput => {
    const { found, missing } = lookUpEach(
      request.NamedQueryIds,
      (item) => cloud.athena.namedQueries.find(item),
      createNamedQueryNotFoundFault,
    );
    return {
      NamedQueries: found.map(describeNamedQuery),
      UnprocessedNamedQueryIds: missing.map(({ name, ...error }) => ({ NamedQueryId: name, ...error })),
    };
  },
);
