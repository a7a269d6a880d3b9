import type { DebugProtocol } from "@vscode/debugprotocol";
import type { Runtime } from "node:inspector/promises";
import { VALUES, type Inspector } from "./inspector";
import { formatValue } from "./format-value";
import { HOOK_PATH } from "../run/hook";

/** The variables of a scope of TypeScript, which may be several scopes of V8's: inner ones come first. */
interface VariableScope {
  readonly objects: readonly Runtime.RemoteObject[];
  /** Whether the learner's code has a variable of this name, which the compiler may have made. */
  has(name: string): boolean;
}

export interface Variables {
  /** @returns the reference that a client uses to request the scope's variables, or a value's members */
  addReference(scope: VariableScope | Runtime.RemoteObject): number;
  list(reference: number): Promise<DebugProtocol.Variable[]>;
  describe(name: string, value: Runtime.RemoteObject): DebugProtocol.Variable;
  /** A value as text, as the console prints it. */
  inspect(value: Runtime.RemoteObject): Promise<string>;
  /** Forgets all references: those of a paused cell are void once it runs on. */
  clear(): void;
}

/** The number of members of an array that are read; the rest is only counted. */
const MAX_MEMBERS = 1000;

/** @param showTypes whether the client shows a type beside the value */
export function createVariables({ session }: Pick<Inspector, "session">, showTypes: () => boolean): Variables {
  const references = new Map<number, VariableScope | Runtime.RemoteObject>();
  let last = 0;

  function addReference(target: VariableScope | Runtime.RemoteObject): number {
    last += 1;
    references.set(last, target);
    return last;
  }

  function describe(name: string, value: Runtime.RemoteObject): DebugProtocol.Variable {
    return {
      name,
      value: formatValue(value),
      ...(showTypes() ? { type: value.className ?? value.subtype ?? value.type } : {}),
      variablesReference: value.objectId === undefined || value.type === "function" ? 0 : addReference(value),
    };
  }

  async function listProperties(objectId: string, isScope = false): Promise<DebugProtocol.Variable[]> {
    const found = await session.post("Runtime.getProperties", { objectId, ownProperties: true, generatePreview: true });
    const internal = isScope ? [] : (found.internalProperties ?? []).filter(({ name }) => SHOWN_INTERNALS.has(name));
    return [
      ...found.result.map(({ name, value, symbol }) => describe(symbol?.description ?? name, value ?? GETTER)),
      ...internal.map(({ name, value }) => describe(name, value ?? GETTER)),
    ];
  }

  async function listMembers(value: Runtime.RemoteObject): Promise<DebugProtocol.Variable[]> {
    const { objectId = "", subtype, description = "" } = value;
    const count = Number(/\((\d+)\)$/.exec(description)?.[1] ?? 0);
    if ((subtype !== "array" && subtype !== "typedarray") || count <= MAX_MEMBERS)
      return (await listProperties(objectId)).filter(({ name }) => name !== "length" || subtype !== "array");
    const { result } = await session.post("Runtime.callFunctionOn", {
      objectId,
      functionDeclaration: `function () { return Array.prototype.slice.call(this, 0, ${MAX_MEMBERS}); }`,
    });
    const rest = { name: "…", value: `${count - MAX_MEMBERS} more`, variablesReference: 0 };
    return [...(await listMembers(result)), rest];
  }

  async function listScope({ objects, has }: VariableScope): Promise<DebugProtocol.Variable[]> {
    const all = await Promise.all(objects.map(({ objectId = "" }) => listProperties(objectId, true)));
    const byName = new Map(
      all
        .flat()
        .reverse()
        .map((variable) => [variable.name, variable]),
    );
    return [...byName.values()].filter(({ name }) => has(name)).reverse();
  }

  return {
    addReference,
    describe,
    list: async (reference) => {
      const target = references.get(reference);
      if (target === undefined) throw new Error("This value is no longer there: the cell has run on.");
      return "objects" in target ? listScope(target) : listMembers(target);
    },
    inspect: async (value) => {
      const { objectId } = value;
      if (objectId === undefined) return formatValue(value);
      const functionDeclaration = `function () { return ${HOOK_PATH}.inspect(this); }`;
      const { result } = await session.post("Runtime.callFunctionOn", { objectId, functionDeclaration });
      return String(result.value);
    },
    clear: () => {
      references.clear();
      void session.post("Runtime.releaseObjectGroup", { objectGroup: VALUES }).catch(() => undefined);
    },
  };
}

const SHOWN_INTERNALS = new Set(["[[Entries]]", "[[PromiseState]]", "[[PromiseResult]]"]);

/** A getter is shown as such: to call it could change something. */
const GETTER: Runtime.RemoteObject = { type: "string", unserializableValue: "(getter)" };
