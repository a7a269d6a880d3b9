interface DisplayedBundle {
  readonly bundle: Record<string, unknown>;
  /** Whether this output replaces the one shown under the same id. */
  readonly update: boolean;
  readonly id?: string;
}

/** The SVG of a drawing that was shown, and its alt text. */
export function readDrawing(shown: DisplayedBundle | undefined): { readonly svg: string; readonly alt: string } {
  const html = String(shown?.bundle["text/html"]);
  const [, source = "", alt = ""] = /^<img src="data:image\/svg\+xml;base64,([^"]+)" alt="([^"]+)">$/.exec(html) ?? [];
  return { svg: Buffer.from(source, "base64").toString(), alt };
}

/** Replaces the notebook kernel in each test: keeps the outputs that would be shown below the cell. */
export function useDisplay(): { shown: DisplayedBundle[] } {
  const display: { shown: DisplayedBundle[] } = { shown: [] };
  const hook = Symbol.for("labs.display");
  beforeEach(() => {
    display.shown = [];
    Reflect.set(
      globalThis,
      hook,
      (content: { data: Record<string, unknown>; transient?: { display_id: string } }, update: boolean) => {
        display.shown.push({
          bundle: content.data,
          update,
          ...(content.transient ? { id: content.transient.display_id } : {}),
        });
      },
    );
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, hook);
  });
  return display;
}
