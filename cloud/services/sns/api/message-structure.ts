import { createInvalidParameterFault } from "../model/faults";

/**
 * The text of a message for each protocol: the same for all, or with the structure `json` the member with the
 * protocol's name, otherwise `default`.
 *
 * @throws AwsFault InvalidParameter
 */
export function createMessageFor(message: string, structure: string | undefined): (protocol: string) => string {
  if (structure === undefined || structure === "") return () => message;
  if (structure !== "json") throw createInvalidParameterFault("MessageStructure");
  const texts = parseTexts(message);
  const usual = texts.get("default");
  if (usual === undefined)
    throw createInvalidParameterFault("Message Structure - No default entry in JSON message body");
  return (protocol) => texts.get(protocol) ?? usual;
}

function parseTexts(message: string): ReadonlyMap<string, string> {
  try {
    const read: unknown = JSON.parse(message);
    if (typeof read === "object" && read !== null && !Array.isArray(read))
      return new Map(
        Object.entries(read).flatMap(([name, text]: [string, unknown]) =>
          typeof text === "string" ? [[name, text] as const] : [],
        ),
      );
  } catch {
    // Falls through: the message is not JSON.
  }
  throw createInvalidParameterFault("Message Structure - JSON message body failed to parse");
}
