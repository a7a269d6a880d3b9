import { decodeText } from "../../src/api-calls/blobs";

export { decodeText };

/** Decoded base64 for display: JSON indented, other text as it is, bytes as hexadecimal. */
export function formatData(base64: string): string {
  const text = decodeText(base64);
  if (text === undefined) return toHexadecimal(base64);
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Decoded base64 for display in one line. */
export const formatDataLine = (base64: string): string =>
  (decodeText(base64) ?? toHexadecimal(base64)).replaceAll(/\s+/g, " ").slice(0, 300);

const toHexadecimal = (base64: string): string =>
  Array.from(atob(base64), (letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
