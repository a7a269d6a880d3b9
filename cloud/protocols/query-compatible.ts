import { AwsFault } from "../core/faults";
import type { Protocol } from "./protocol";

/**
 * A protocol of a service that once spoke AWS query: the types of its faults have the namespace of their shapes, and
 * have the statuses of AWS query only for clients that ask for them by `x-amzn-query-mode`, as the SDKs do; for others
 * they are 400.
 *
 * @param namespaceOf the namespace of a fault's shape
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export const queryCompatible = (protocol: Protocol, namespaceOf: (code: string) => string): Protocol => ({
  ...protocol,
  fault(fault, context) {
    const { code, message, queryCode, status: queryStatus, members, headers } = fault;
    const isOfQuery = queryCode !== undefined && queryStatus < 500 && !context.isQueryMode;
    const status = isOfQuery ? 400 : queryStatus;
    return protocol.fault(
      new AwsFault(`${namespaceOf(code)}#${code}`, message, {
        ...(queryCode === undefined ? {} : { queryCode }),
        ...{ status, members, headers },
      }),
      context,
    );
  },
});
