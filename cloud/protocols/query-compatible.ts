import { AwsFault } from "../core/faults";
import type { Protocol } from "./protocol";

/**
 * A protocol of a service that once spoke AWS query. The types of its faults have the namespace of their shapes. Its
 * faults have the statuses of AWS query only for clients that ask for these by `x-amzn-query-mode`, as the SDKs do; for
 * others the status is 400.
 *
 * @param namespaceOf the namespace of a fault's shape
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait
 */
export const queryCompatible = (protocol: Protocol, namespaceOf: (code: string) => string): Protocol => ({
  ...protocol,
  createFaultReply(fault, context) {
    const { code, message, queryCode } = fault;
    const isOfQuery = queryCode !== undefined && fault.status < 500 && !context.isQueryMode;
    const status = isOfQuery ? 400 : fault.status;
    return protocol.createFaultReply(
      new AwsFault(`${namespaceOf(code)}#${code}`, message, { ...fault, status }),
      context,
    );
  },
});
