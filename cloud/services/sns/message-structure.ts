import { invalidParameter } from "./faults";

/**
 * The text of a message for each protocol: the same for all, or with the structure `json` the member with the
 * protocol's name, otherwise `default`.
 *
 * @throws AwsFault InvalidParameter
 */
export function messageFor(message: string, structure: string | undefined): (protocol: string) => string {
  if (structure === undefined || structure === "") return () => message;
  if (structure !== "json") throw invalidParameter("MessageStructure");
  const texts = textsIn(message);
  const usual = texts.get("default");
  if (usual === undefined) throw invalidParameter("Message Structure - No default entry in JSON message body");
  return (protocol) => texts.get(protocol) ?? usual;
}

function textsIn(message: string): ReadonlyMap<string, string> {
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
  throw invalidParameter("Message Structure - JSON message body failed to parse");
}
