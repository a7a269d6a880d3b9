/** The names that cells share. */
export interface Shared {
  /** What a cell sees as `exports`. */
  readonly exports: object;
  value(name: string): unknown;
  /** Reads and removes a value that only the kernel wants. */
  take(name: string): unknown;
}

/**
 * Compiled cells define their imports as getters; here every name becomes a plain value that a later cell may set again, as it
 * may in tslab.
 */
export function createShared(): Shared {
  const values: Record<string, unknown> = {};
  const exports = new Proxy(values, {
    defineProperty: (_, name, { get, value }) => name === "__esModule" || Reflect.set(values, name, get === undefined ? value : get()),
  });
  return {
    exports,
    value: (name) => values[name],
    take: (name) => {
      const value = values[name];
      Reflect.deleteProperty(values, name);
      return value;
    },
  };
}
