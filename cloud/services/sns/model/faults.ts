import { AwsFault } from "../../../core/faults";

// SNS's own texts, as LocalStack recorded them on AWS (tests/aws/services/sns), and as boto's issues quote them.

export const createInvalidParameterFault = (subject: string): AwsFault =>
  new AwsFault("InvalidParameter", `Invalid parameter: ${subject}`);

export const createTopicNotFoundFault = (): AwsFault =>
  new AwsFault("NotFound", "Topic does not exist", { status: 404 });

export const createSubscriptionNotFoundFault = (): AwsFault =>
  new AwsFault("NotFound", "Subscription does not exist", { status: 404 });

export const createResourceNotFoundFault = (): AwsFault =>
  new AwsFault("ResourceNotFound", "Resource does not exist", { status: 404 });

export const createTooLongFault = (): AwsFault => createInvalidParameterFault("Message too long");

/**
 * The fault for features that AWS has and the lab cloud does not.
 *
 * @param subject such as `the attribute 'FilterPolicy' of a subscription`
 */
export const createNotEmulatedFault = (subject: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${subject}.`, { status: 501 });
