import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ignoreMissing } from "../../grader/core/ignore-missing";

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * The access keys of this folder's lab cloud: made at the first start, and the same from then on. They are valid for
 * this cloud only; AWS has no key that begins with LABS.
 */
export function createLabKeys(root: string): Keys {
  const file = join(root, ".labs", "keys.json");
  const keys = readKeys(file);
  if (keys) return keys;
  const created = { accessKeyId: `LABS${createBase32(16)}`, secretAccessKey: randomBytes(30).toString("base64url") };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(created), { mode: 0o600 });
  return created;
}

/** A new random token, for access by this session's programs only. */
export function createToken(): string {
  return randomBytes(24).toString("hex");
}

function createBase32(length: number): string {
  return [...randomBytes(length)].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(byte % 32)).join("");
}

function readKeys(file: string): Keys | undefined {
  try {
    const { accessKeyId, secretAccessKey } = JSON.parse(readFileSync(file, "utf8")) as Partial<Keys>;
    return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  } catch (error) {
    // A cloud with other keys could not read what it has sealed with these.
    return error instanceof SyntaxError ? undefined : ignoreMissing(error);
  }
}
