import { randomUUID } from "node:crypto";

/** One thing to show, in several formats, by MIME type; JupyterLab takes the richest one that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

type Write = (
  content: { data: MimeBundle; metadata: object; transient?: { display_id: string } },
  update: boolean,
) => void;

/**
 * The notebook kernel's function that shows a bundle below a cell, which the kernel provides as a global. Undefined
 * outside a notebook.
 */
function getKernelWriter(): Write | undefined {
  const hook: unknown = Reflect.get(globalThis, Symbol.for("labs.display"));
  return typeof hook === "function" ? (hook as Write) : undefined;
}

/** Shows a bundle below the cell; outside a notebook, prints its `text/plain`. */
export function show(bundle: MimeBundle): void {
  const write = getKernelWriter();
  if (write) write({ data: bundle, metadata: {} }, false);
  else console.log(String(bundle["text/plain"] ?? ""));
}

/**
 * An output below the cell whose content can be replaced.
 *
 * @returns undefined outside a notebook
 */
export function createReplaceable(): ((bundle: MimeBundle) => void) | undefined {
  const write = getKernelWriter();
  if (!write) return undefined;
  const display_id = randomUUID();
  let shown = false;
  return (data) => {
    write({ data, metadata: {}, transient: { display_id } }, shown);
    shown = true;
  };
}
