import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Core } from "../../../../core/core";

/** AWS's links are valid for ten minutes. */
const GOOD_MS = 10 * 60_000;

/** A version of a function, or of a layer. */
type LinkedVersion =
  | { readonly function: string; readonly version: string }
  | { readonly layer: string; readonly version: string };

/** Signed links to the zips of functions and layers, valid for ten minutes or until the cloud is restarted. */
export class CodeLinks {
  readonly #core: Pick<Core, "now">;
  readonly #secret = randomBytes(32);

  constructor(core: Pick<Core, "now">) {
    this.#core = core;
  }

  /** The link's part after the question mark. @param what the function or layer */
  query(what: LinkedVersion): string {
    const params = new URLSearchParams({ ...what, until: String(this.#core.now() + GOOD_MS) });
    return `${params.toString()}&signature=${this.#createCode(params.toString()).toString("hex")}`;
  }

  isGood(query: URLSearchParams): boolean {
    const params = new URLSearchParams([...query].filter(([name]) => name !== "signature"));
    const given = Buffer.from(query.get("signature") ?? "", "hex");
    const right = this.#createCode(params.toString());
    return (
      given.length === right.length && timingSafeEqual(given, right) && this.#core.now() <= Number(query.get("until"))
    );
  }

  #createCode(text: string): Buffer {
    return createHmac("sha256", this.#secret).update(text).digest();
  }
}
