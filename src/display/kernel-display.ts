import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { join } from "node:path";

/** One thing to show, in several formats, by MIME type; JupyterLab takes the richest one that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>>;

type WriteDisplayData = (
  content: { data: MimeBundle; metadata: object; transient: { display_id?: string } }, update: boolean,
) => void;

/**
 * How the notebook kernel puts something below a cell; undefined outside a notebook.
 *
 * tslab's public `display` sends one format at a time. A plot needs two, for those whose viewer cannot draw it, so this takes
 * the function behind it. It asks only for what the kernel itself has loaded, hence costs nothing elsewhere.
 */
function kernelWriter(): WriteDisplayData | undefined {
  const require = createRequire(join(process.cwd(), "cell.js"));
  try {
    const loaded = require.cache[require.resolve("tslab/dist/jupyter")]?.exports as { lastWriteDisplayData?: WriteDisplayData } | undefined;
    return loaded?.lastWriteDisplayData ?? undefined;
  } catch {
    return undefined; // tslab is not installed: surely no notebook.
  }
}

/** Shows something below the cell; where there is no notebook, prints its `text/plain`. */
export function show(bundle: MimeBundle): void {
  const write = kernelWriter();
  if (write) write({ data: bundle, metadata: {}, transient: {} }, false);
  else console.log(String(bundle["text/plain"] ?? ""));
}

/**
 * A place below the cell whose content can be replaced.
 *
 * @returns undefined outside a notebook
 */
export function replaceable(): ((bundle: MimeBundle) => void) | undefined {
  const write = kernelWriter();
  if (!write) return undefined;
  const display_id = randomUUID();
  let shown = false;
  return (bundle) => {
    write({ data: bundle, metadata: {}, transient: { display_id } }, shown);
    shown = true;
  };
}
