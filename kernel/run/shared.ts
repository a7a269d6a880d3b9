/**
 * A variable of a cell that later cells read and set by reference, so that the cell's own functions see the new value
 * too.
 */
interface Binding {
  readonly get: () => unknown;
  readonly set: (value: unknown) => void;
}

/** The names that cells share. */
interface SharedNames {
  /** The object that a cell gets as `exports`. */
  readonly exports: object;
  /** The values by name, to read and assign. */
  readonly values: object;
  getValue(name: string): unknown;
  /** The last value of a name in a cell that failed, which later cells do not see; undefined if there is none. */
  getValueOfFailed(name: string): unknown;
  /** Assigns a new value to a name, which later cells read. */
  readonly assign: (name: string, value: unknown) => void;
  /** Reads and removes a value that only the kernel uses. */
  take(name: string): unknown;
  /**
   * Removes the names that a cell is about to declare again, so that it does not see their earlier values.
   *
   * @returns a function that restores the earlier values, for a cell that fails
   */
  redeclare(names: readonly string[]): () => void;
  bind(bindings: Readonly<Record<string, Binding>>): void;
}

/**
 * Compiled cells define their imports as getters; here every name becomes a plain value that a later cell may set, as
 * in tslab.
 */
export function createShared(): SharedNames {
  const values: Record<string, unknown> = {};
  const failed = new Map<string, unknown>();
  const exports = new Proxy(values, {
    defineProperty: (_, name, { get, value }) =>
      name === "__esModule" || Reflect.set(values, name, get === undefined ? value : get()),
  });
  return {
    exports,
    values,
    getValue: (name) => values[name],
    getValueOfFailed: (name) => failed.get(name),
    assign: (name, value) => {
      Object.defineProperty(values, name, { value, writable: true, configurable: true, enumerable: true });
    },
    take: (name) => {
      const value = values[name];
      Reflect.deleteProperty(values, name);
      return value;
    },
    redeclare: (names) => {
      const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(values, name)] as const);
      for (const name of names) Reflect.deleteProperty(values, name);
      return () => {
        for (const [name, property] of before) {
          failed.set(name, values[name]);
          if (property === undefined) Reflect.deleteProperty(values, name);
          else Object.defineProperty(values, name, property);
        }
      };
    },
    bind: (bindings) => {
      for (const [name, { get, set }] of Object.entries(bindings)) {
        Object.defineProperty(values, name, { get, set, configurable: true, enumerable: true });
      }
    },
  };
}
