/** Notes which parts of plain data are read, so that all other parts can be left out. */
interface ReadRecorder<T> {
  /** A proxy of the data, to read instead of the data. */
  readonly watched: T;
  /**
   * A copy of only the parts that were read. Items of a list are treated alike: a member that was read of one item is
   * kept of all.
   */
  copyRead(): T;
}

/** Members that were read, by name; all items of a list share one name. */
interface ReadMembers {
  readonly members: Map<string, ReadMembers>;
}

const ITEM = "[]";

/** @param data plain data, such as JSON makes */
export function trackReads<T>(data: T): ReadRecorder<T> {
  const root: ReadMembers = { members: new Map() };
  const known = new Map<object, object>();

  function watch(value: unknown, read: ReadMembers): unknown {
    if (typeof value !== "object" || value === null) return value;
    const before = known.get(value);
    if (before) return before;
    const proxy: object = new Proxy(value, {
      get(target, name, receiver) {
        const found: unknown = Reflect.get(target, name, receiver);
        if (typeof name === "symbol" || !Object.hasOwn(target, name)) return found;
        if (Array.isArray(target) && name === "length") return found;
        return watch(found, getMember(read, Array.isArray(target) ? ITEM : name));
      },
    });
    known.set(value, proxy);
    return proxy;
  }

  // The border: a proxy has the shape of its target.
  return { watched: watch(data, root) as T, copyRead: () => copyRead(data, root) as T };
}

function getMember({ members }: ReadMembers, name: string): ReadMembers {
  const member = members.get(name) ?? { members: new Map<string, ReadMembers>() };
  members.set(name, member);
  return member;
}

function copyRead(value: unknown, { members }: ReadMembers): unknown {
  if (Array.isArray(value)) {
    const item = members.get(ITEM);
    // The list keeps its length, which may have been read.
    return value.map((entry: unknown) => (item ? copyRead(entry, item) : null));
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, member]): [string, unknown][] => {
    const read = members.get(name);
    return read ? [[name, copyRead(member, read)]] : [];
  });
  return Object.fromEntries(entries);
}
