import { createHmac, timingSafeEqual } from "node:crypto";

/** AWS keys as the SDKs take them; a role's keys have a session token. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A session of a role that a function or an instance has assumed. */
export interface RoleSession {
  /** The role's name, without its path. */
  readonly role: string;
  /** `AROA…` */
  readonly roleId: string;
  /** The session's name: a function's name, an instance's id. */
  readonly name: string;
  /** The id of the environment that runs a function, since each has its own keys. */
  readonly environment?: string;
  /** Lower-case keys of the session tags that sessions assumed from this one inherit. */
  readonly transitiveTagKeys?: readonly string[];
}

/** The parts of its keys that a request sends. */
export interface PresentedKeys {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
}

const PREFIX = "ASIA";
const MAC_BYTES = 32;
const KEY_ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The temporary keys of roles. A session's token contains the session and a MAC that only this cloud can make: the
 * cloud stores no sessions, and the keys stay valid after a restart.
 *
 * @remarks On AWS such keys expire; here they are valid as long as the cloud has its data.
 */
export class RoleSessions {
  readonly #secret: string;

  /** @param secret the key of the MAC, which no function or instance knows */
  constructor(secret: string) {
    this.#secret = secret;
  }

  getKeys(session: RoleSession): Required<Keys> {
    const payload = Buffer.from(JSON.stringify(session));
    return {
      ...this.#deriveKeys(payload),
      sessionToken: Buffer.concat([this.#encode("token", payload), payload]).toString("base64"),
    };
  }

  /**
   * The session of a request's keys, and the secret key that must sign it; undefined if the keys belong to no
   * session.
   */
  find(accessKeyId: string, sessionToken: string): { readonly session: RoleSession; readonly keys: Keys } | undefined {
    if (!accessKeyId.startsWith(PREFIX)) return undefined;
    const bytes = Buffer.from(sessionToken, "base64");
    const [code, payload] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES)];
    if (code.length !== MAC_BYTES || !timingSafeEqual(code, this.#encode("token", payload))) return undefined;
    const keys = this.#deriveKeys(payload);
    // The border: the MAC has proven that this cloud wrote the token.
    return keys.accessKeyId === accessKeyId
      ? { keys, session: JSON.parse(payload.toString("utf8")) as RoleSession }
      : undefined;
  }

  #deriveKeys(payload: Buffer): Keys {
    const id = Array.from(this.#encode("id", payload).subarray(0, 16), (byte) =>
      KEY_ID_ALPHABET.charAt(byte % KEY_ID_ALPHABET.length),
    );
    return {
      accessKeyId: PREFIX + id.join(""),
      secretAccessKey: this.#encode("secret", payload).toString("base64").slice(0, 40),
    };
  }

  #encode(subject: "id" | "secret" | "token", payload: Buffer): Buffer {
    return createHmac("sha256", this.#secret).update(`${subject}/`).update(payload).digest();
  }
}

/** The environment variables in which the SDKs look for keys. */
export const toEnvironment = ({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: Keys): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
});
