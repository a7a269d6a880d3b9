interface DisplayedBundle {
  readonly bundle: Record<string, unknown>;
  /** Whether this output replaces the one shown under the same id. */
  readonly update: boolean;
  readonly id?: string;
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
