import { AwsFault } from "../../core/faults";

// SNS's own texts, as LocalStack recorded them on AWS (tests/aws/services/sns), and as boto's issues quote them.

export const invalidParameter = (what: string): AwsFault =>
  new AwsFault("InvalidParameter", `Invalid parameter: ${what}`);

export const topicNotFound = (): AwsFault => new AwsFault("NotFound", "Topic does not exist", { status: 404 });

export const subscriptionNotFound = (): AwsFault =>
  new AwsFault("NotFound", "Subscription does not exist", { status: 404 });

export const resourceNotFound = (): AwsFault =>
  new AwsFault("ResourceNotFound", "Resource does not exist", { status: 404 });

export const tooLong = (): AwsFault => invalidParameter("Message too long");

/**
 * The fault for features that AWS has and the lab cloud does not.
 *
 * @param what such as `the attribute 'FilterPolicy' of a subscription`
 */
export const notEmulated = (what: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${what}.`, { status: 501 });
