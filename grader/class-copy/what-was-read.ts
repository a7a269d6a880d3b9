/** Notes which parts of plain data somebody reads, so that all the rest can be left out. */
export interface Reading<T> {
  /** The data, to be read in its place. */
  readonly watched: T;
  /** A copy with what was read alone. Items of a list are treated alike: what was read of one is kept of all. */
  kept(): T;
}

/** Members that were read, by name; all items of a list share one name. */
interface Read {
  readonly members: Map<string, Read>;
}

const ITEM = "[]";

/** @param data plain data, such as JSON makes */
export function readingOf<T>(data: T): Reading<T> {
  const root: Read = { members: new Map() };
  const known = new Map<object, object>();

  function watch(value: unknown, read: Read): unknown {
    if (typeof value !== "object" || value === null) return value;
    const before = known.get(value);
    if (before) return before;
    const proxy: object = new Proxy(value, {
      get(target, name, receiver) {
        const found: unknown = Reflect.get(target, name, receiver);
        if (typeof name === "symbol" || !Object.hasOwn(target, name)) return found;
        if (Array.isArray(target) && name === "length") return found;
        return watch(found, memberOf(read, Array.isArray(target) ? ITEM : name));
      },
    });
    known.set(value, proxy);
    return proxy;
  }

  // The border: a proxy has the shape of what it stands for.
  return { watched: watch(data, root) as T, kept: () => kept(data, root) as T };
}

function memberOf({ members }: Read, name: string): Read {
  const member = members.get(name) ?? { members: new Map<string, Read>() };
  members.set(name, member);
  return member;
}

function kept(value: unknown, { members }: Read): unknown {
  if (Array.isArray(value)) {
    const item = members.get(ITEM);
    // How many there are may have been asked.
    return value.map((one: unknown) => (item ? kept(one, item) : null));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const read = members.get(name);
    return read ? [[name, kept(member, read)]] : [];
  });
  return Object.fromEntries(entries);
}
