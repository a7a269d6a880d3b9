import type { NamedQuery, PreparedStatement } from "@aws-sdk/client-athena";
import type { StoredNamedQuery } from "../model/named-queries";
import type { StoredStatement } from "../model/prepared-statements";

export const describeNamedQuery = ({
  id,
  name,
  description,
  database,
  query,
  workGroup,
}: StoredNamedQuery): NamedQuery => ({
  NamedQueryId: id,
  Name: name,
  Database: database,
  QueryString: query,
  WorkGroup: workGroup,
  ...(description === undefined ? {} : { Description: description }),
});

export const describePrepared = ({
  name,
  workGroup,
  query,
  description,
  changedAt,
}: StoredStatement): PreparedStatement => ({
  StatementName: name,
  WorkGroupName: workGroup,
  QueryStatement: query,
  LastModifiedTime: new Date(changedAt),
  ...(description === undefined ? {} : { Description: description }),
});
