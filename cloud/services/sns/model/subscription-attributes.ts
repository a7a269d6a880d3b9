import { createInvalidParameterFault, createNotEmulatedFault } from "./faults";

/** The attributes that AWS has beside raw delivery. */
const OTHERS = ["DeliveryPolicy", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "ReplayPolicy", "ReplayStatus"];

/**
 * Whether messages are delivered to a queue raw.
 *
 * @param before the setting until now
 * @throws AwsFault InvalidParameter; NotImplemented for attributes that the lab cloud does not have
 */
export function hasRawDelivery(
  attributes: Readonly<Record<string, string>>,
  protocol: string,
  before = false,
): boolean {
  for (const [name, value] of Object.entries(attributes)) {
    if ([...OTHERS, "SubscriptionRoleArn"].includes(name)) {
      if (value === "") continue;
      throw createNotEmulatedFault(`the attribute '${name}' of a subscription`);
    }
    if (name !== "RawMessageDelivery") throw createInvalidParameterFault("AttributeName");
    if (!/^(?:true|false)$/i.test(value))
      throw createInvalidParameterFault(
        `Attributes Reason: RawMessageDelivery: Invalid value [${value}]. Must be true or false.`,
      );
    if (value.toLowerCase() === "true" && !["sqs", "http", "https"].includes(protocol))
      throw createInvalidParameterFault(
        `Attributes Reason: Delivery protocol [${protocol}] does not support raw message delivery.`,
      );
  }
  const given = attributes["RawMessageDelivery"];
  return given === undefined ? before : given.toLowerCase() === "true";
}
