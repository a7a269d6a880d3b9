import { createHmac, timingSafeEqual } from "node:crypto";

/** Keys as the SDKs take them; a role's come with a token. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A role that somebody assumed: a function, an instance. */
export interface RoleSession {
  /** The role's name, without its path. */
  readonly role: string;
  /** `AROA…` */
  readonly roleId: string;
  /** Whose session it is: a function's name, an instance's id. */
  readonly name: string;
}

/** What a request shows of its keys. */
export interface ShownKeys {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
}

const PREFIX = "ASIA";
const MAC_BYTES = 32;
const KEY_ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/**
 * The temporary keys of roles. A session's token says whose it is, and a code that only this cloud can make goes with it: nothing
 * is remembered, and keys that were handed out are good after a restart, too.
 *
 * @remarks On AWS they expire; here they are good as long as the cloud has its data.
 */
export class RoleSessions {
  readonly #secret: string;

  /** @param secret known to nobody who runs in the cloud */
  constructor(secret: string) {
    this.#secret = secret;
  }

  keys(session: RoleSession): Required<Keys> {
    const told = Buffer.from(JSON.stringify(session));
    return { ...this.#keysOf(told), sessionToken: Buffer.concat([this.#code("token", told), told]).toString("base64") };
  }

  /** Whose keys a request shows, and the secret that it has to be signed with; undefined if they are no session's. */
  opened({ accessKeyId, sessionToken }: ShownKeys): { readonly session: RoleSession; readonly keys: Keys } | undefined {
    if (sessionToken === undefined || !accessKeyId.startsWith(PREFIX)) return undefined;
    const bytes = Buffer.from(sessionToken, "base64");
    const [code, told] = [bytes.subarray(0, MAC_BYTES), bytes.subarray(MAC_BYTES)];
    if (code.length !== MAC_BYTES || !timingSafeEqual(code, this.#code("token", told))) return undefined;
    const keys = this.#keysOf(told);
    // The border: nobody else can have written it.
    return keys.accessKeyId === accessKeyId
      ? { keys, session: JSON.parse(told.toString("utf8")) as RoleSession }
      : undefined;
  }

  #keysOf(told: Buffer): Keys {
    const id = Array.from(this.#code("id", told).subarray(0, 16), (byte) =>
      KEY_ID_ALPHABET.charAt(byte % KEY_ID_ALPHABET.length),
    );
    return {
      accessKeyId: PREFIX + id.join(""),
      secretAccessKey: this.#code("secret", told).toString("base64").slice(0, 40),
    };
  }

  #code(what: "id" | "secret" | "token", told: Buffer): Buffer {
    return createHmac("sha256", this.#secret).update(`${what}/`).update(told).digest();
  }
}

/** The variables by which the SDKs find keys. */
export const keysInEnvironment = ({
  accessKeyId,
  secretAccessKey,
  sessionToken,
}: Keys): Readonly<Record<string, string>> => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
});
