import { randomBytes } from "node:crypto";
import type { Comms } from "./comms";
import type { CellSink } from "./running-cells";

type WriteDisplay = CellSink["display"];

/** The functions of the module `tslab` that the kernel implements. */
interface Notebook {
  readonly display: WriteDisplay;
  readonly clear: CellSink["clear"];
  readonly prompt: NonNullable<CellSink["prompt"]>;
  readonly comms: Comms["api"];
}

/**
 * Where code outside cells finds the display: `globalThis[Symbol.for("labs.display")]?.(bundle, update)`. Absent when no
 * notebook is there, such as in a script. A bundle may contain several MIME types; the notebook shows the richest that
 * it supports.
 */
export const DISPLAY_HOOK = Symbol.for("labs.display");

/** The `display` of tslab, with the same methods, without loading tslab. */
class Display {
  readonly #write: WriteDisplay;
  readonly #id: string | undefined;
  #shown = false;

  constructor(write: WriteDisplay, id?: string) {
    this.#write = write;
    this.#id = id;
  }

  javascript(text: string): void {
    this.raw("text/javascript", text);
  }
  html(text: string): void {
    this.raw("text/html", text);
  }
  markdown(text: string): void {
    this.raw("text/markdown", text);
  }
  latex(text: string): void {
    this.raw("text/latex", text);
  }
  svg(text: string): void {
    this.raw("image/svg+xml", text);
  }
  png(bytes: Uint8Array): void {
    this.raw("image/png", bytes);
  }
  jpeg(bytes: Uint8Array): void {
    this.raw("image/jpeg", bytes);
  }
  gif(bytes: Uint8Array): void {
    this.raw("image/gif", bytes);
  }
  pdf(bytes: Uint8Array): void {
    this.raw("application/pdf", bytes);
  }
  text(text: string): void {
    this.raw("text/plain", text);
  }

  /** Shows `content` as the given MIME type; a display made by `newDisplay` replaces what it showed before. */
  raw(contentType: string, content: string | Uint8Array): void {
    const data = typeof content === "string" ? content : Buffer.from(content).toString("base64");
    const bundle = { data: { [contentType]: data }, metadata: {} };
    if (this.#id === undefined) {
      this.#write(bundle, false);
      return;
    }
    this.#write({ ...bundle, transient: { display_id: this.#id } }, this.#shown);
    this.#shown = true;
  }
}

/** What `import * as tslab from "tslab"` gives in a cell; its types are in compile/ambient-types.ts. */
export function tslabModule({ display, clear, prompt, comms }: Notebook): Readonly<Record<string, unknown>> {
  return {
    display: new Display(display),
    newDisplay: () => new Display(display, randomBytes(8).toString("hex")),
    clearOutput: ({ wait = false } = {}) => {
      clear(wait);
    },
    promptPassword: (question = "") => prompt(String(question), true),
    comms,
    versions: { tslab: "1.0.22", typescript: "5.9.3", node: process.version },
  };
}
