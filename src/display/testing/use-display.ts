interface Shown {
  readonly bundle: Record<string, unknown>;
  /** Replaces what was shown under the same id. */
  readonly update: boolean;
  readonly id?: string;
}

/** Plays the notebook kernel's part in each test: keeps what would be shown below the cell. */
export function useDisplay(): { shown: Shown[] } {
  const display: { shown: Shown[] } = { shown: [] };
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
