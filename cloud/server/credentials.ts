import { randomBytes } from "node:crypto";
import type { Keys } from "../core/role-sessions";
import type { Storage } from "../storage/storage";

/** The keys and the control token of one cloud. */
export interface Access {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The control token, for `/_lab` and `/console`. */
  readonly token: string;
  /** The secret from which the keys of role sessions are derived. */
  readonly sessionSecret: string;
}

/**
 * The keys of a cloud: the given ones, else those in its folder, else new ones. Kept in the folder (mode 0600), so
 * that a learner's terminals still work after a restart.
 */
export function loadAccess(storage: Storage, details: Partial<Access>): Access {
  const fresh: Access = {
    accessKeyId: `LABK${drawText(16)}`,
    secretAccessKey: randomBytes(30).toString("base64"),
    token: randomBytes(24).toString("base64url"),
    sessionSecret: randomBytes(32).toString("base64"),
  };
  const defined = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  const access: Access = { ...fresh, ...storage.readDocument<Access>("access.json"), ...defined };
  storage.writeDocument("access.json", access);
  return access;
}

/**
 * Finds the keys with which to verify a signature: the cloud's own, or with a secret (`--secret`) any others.
 *
 * @param secret of every other key; undefined if no other key can be verified
 */
export const createKeyFinder =
  (mainKeys: Keys, secretAccessKey: string | undefined) =>
  (accessKeyId: string): Keys | undefined => {
    if (accessKeyId === mainKeys.accessKeyId) return mainKeys;
    return secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey };
  };

/** Random upper-case letters and digits 2 to 7, the alphabet of AWS key ids. */
function drawText(length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join("");
}
