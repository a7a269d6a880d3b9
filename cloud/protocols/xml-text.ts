const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text made safe inside XML or HTML elements and attributes. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);

/** Members of a fault as elements; its text has its own element. */
export const formatMembers = (members: Readonly<Record<string, unknown>>): string =>
  Object.entries(members)
    .filter(([name, value]) => value !== undefined && name.toLowerCase() !== "message")
    .map(([name, value]) => `<${name}>${formatContent(value)}</${name}>`)
    .join("");

function formatContent(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${formatContent(item)}</member>`).join("");
  return typeof value === "object" && value !== null
    ? formatMembers(value as Readonly<Record<string, unknown>>)
    : escapeXml(String(value));
}

/** Blanks after an end tag, or between two start tags; a blank between a start tag and its end tag is a value. */
const BLANKS = /((?:<\/[^>]*|\/|\?)>)[ \t\r\n]+(?=<)|(<[^/!?>][^>]*>)[ \t\r\n]+(?=<[^/])/g;

/**
 * A document without the blanks between its elements, which the SDK's parser reads as values unless they contain a line
 * break (s3cmd sends them so).
 */
export function removeBlanks(xml: Buffer): Buffer {
  const text = xml.toString("utf8");
  return /<!/.test(text) || !/>[ \t\r\n]+</.test(text) ? xml : Buffer.from(text.replace(BLANKS, "$1$2"));
}

/**
 * The maximum number of elements, entities and attributes that a document may have. The largest that a client needs completes an
 * upload of 10,000 parts, each with five elements and a quoted ETag.
 */
const MAX_ELEMENTS = 80_000;
const MAX_ENTITIES = 100_000;
const MAX_ATTRIBUTES = 1_000;

/**
 * Checks that a document is not too large to be parsed in one turn of the event loop: some microseconds go to each
 * element, entity and attribute, so that a few megabytes of them would keep all other requests waiting for seconds.
 *
 * @throws Error if it is too large
 */
export function assertParsable(xml: Uint8Array): void {
  let [elements, entities, attributes] = [0, 0, 0];
  let isInTag = false;
  for (let at = 0; at < xml.length; at += 1) {
    const sign = xml[at];
    if (sign === LESS) {
      isInTag = true;
      if (xml[at + 1] !== SLASH) elements += 1;
    } else if (sign === GREATER) isInTag = false;
    else if (sign === AMPERSAND) entities += 1;
    else if (sign === EQUALS && isInTag) attributes += 1;
  }
  if (elements > MAX_ELEMENTS || entities > MAX_ENTITIES || attributes > MAX_ATTRIBUTES)
    throw new Error("the document has too many elements, entities or attributes");
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const AMPERSAND = 0x26;
const EQUALS = 0x3d;
