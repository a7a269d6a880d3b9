import type { Statement } from "./read-statements";
import type { SlotFeatures } from "./slot-features";

/** Statements that belong to one answer: one uses what another declares. */
export interface StatementGroup extends Omit<Statement, "isReturn"> {
  readonly statementCount: number;
  readonly hasReturn: boolean;
  /** The slot that one of the statements names clearly. */
  readonly slot: SlotFeatures | undefined;
}

/** A statement and the slot that it names, if it names one. */
export interface LabeledStatement extends Statement {
  readonly slot: SlotFeatures | undefined;
}

/** So far above its use, a declaration is looked for: the search must stay linear. */
const MAX_DISTANCE = 60;

/**
 * Joins each statement of a cell with the last one above it that declares a name which it uses, and with all between them, unless these
 * belong to two exercises. `return` ends an answer.
 *
 * @param labNames names that answers to other exercises use, too: those that the lab declares, or asks for
 */
export function groupStatements(
  statements: readonly LabeledStatement[],
  labNames: { has(name: string): boolean },
): StatementGroup[] {
  const groups: LabeledStatement[][] = [];
  const declaredIn = new Map<string, LabeledStatement>();
  const usedClients = new Set<LabeledStatement>();
  for (const statement of statements) {
    let group = [statement];
    const needed = new Set(
      [...statement.mentions].flatMap((name) => {
        const declaration = labNames.has(name) ? undefined : declaredIn.get(name);
        if (!declaration || usedClients.has(declaration)) return [];
        // A client without data is often declared once for several answers.
        if (/= new \w+Client\(/.test(declaration.code.join(" "))) usedClients.add(declaration);
        return [declaration];
      }),
    );
    for (let from = groups.length - 1; from >= Math.max(groups.length - MAX_DISTANCE, 0); from -= 1) {
      const merged = [...groups.slice(from).flat(), ...group];
      const slots = new Set(merged.flatMap(({ slot }) => slot ?? []));
      if (slots.size > 1 || groups[from]?.at(-1)?.isReturn === true) break;
      if (![...needed].some((declaration) => groups[from]?.includes(declaration))) continue;
      group = merged;
      groups.splice(from);
    }
    groups.push(group);
    for (const name of statement.names) declaredIn.set(name, statement);
  }
  return groups.map(describeGroup);
}

function describeGroup(statements: readonly LabeledStatement[]): StatementGroup {
  return {
    cell: statements[0]?.cell ?? 0,
    at: statements.flatMap(({ at }) => at),
    code: statements.flatMap(({ code }) => code),
    names: new Set(statements.flatMap(({ names }) => [...names])),
    mentions: new Set(statements.flatMap(({ mentions }) => [...mentions])),
    statementCount: statements.length,
    hasReturn: statements.some(({ isReturn }) => isReturn),
    slot: statements.find(({ slot }) => slot)?.slot,
  };
}
