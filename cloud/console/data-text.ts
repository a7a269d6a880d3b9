import { textIn } from "./journal/blobs";

/** Decoded base64 for display: JSON indented, other text as it is, bytes as hexadecimal. */
export function dataText(base64: string): string {
  const text = textIn(base64);
  if (text === undefined) return hexadecimal(base64);
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Decoded base64 for display in one line. */
export const dataLine = (base64: string): string =>
  (textIn(base64) ?? hexadecimal(base64)).replaceAll(/\s+/g, " ").slice(0, 300);

const hexadecimal = (base64: string): string =>
  Array.from(atob(base64), (letter) => letter.charCodeAt(0).toString(16).padStart(2, "0")).join(" ");
