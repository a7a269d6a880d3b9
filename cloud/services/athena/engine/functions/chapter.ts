import { readOverload, type Overload } from "./signature";

/** A call and what it answers, as Athena prints it; null for NULL, `fails` for a query that ends so. */
export type Case = readonly [call: string, answer: string | null | { readonly fails: string }];

/** A function as its chapter declares it. */
export interface Declared {
  /** The ways to call it; see `readOverload`. Empty for what the analysis knows by itself (`coalesce`, `cast`). */
  readonly takes: readonly string[];
  /** With a NULL, an edge and an ordinary value; for an aggregate, over the rows of `FROM`. */
  readonly shows: readonly Case[];
  /** Where answers come from, if not from the chapter's page. */
  readonly origin?: string;
}

/** A chapter of engine v3's functions. */
export interface Chapter {
  readonly title: string;
  /** The page of Trino's documentation from which the list and the answers come. */
  readonly page: string;
  readonly functions: Readonly<Record<string, Declared>>;
  /** False for those beyond the chapters that are promised whole: not each function has a NULL, an edge and an ordinary value there. */
  readonly isPromised?: false;
  /** The chapter's other functions: the engine refuses them. With the reason why. */
  readonly refused: Readonly<Record<string, string>>;
}

/** A function by its ways to be called. */
export const overloadsOf = (name: string, { takes }: Declared): Overload[] =>
  takes.map((declared) => readOverload(name, declared));
