import { readOverload, type Overload } from "./signature";

/** A call and its answer, as Athena prints it: null for NULL, `fails` with the message of a query that fails. */
export type Case = readonly [call: string, answer: string | null | { readonly fails: string }];

/** A function as its chapter declares it. */
export interface FunctionDeclaration {
  /** The overloads; see `readOverload`. Empty for functions that the analysis handles itself (`coalesce`, `cast`). */
  readonly takes: readonly string[];
  /** Examples with a NULL, an edge case and an ordinary value; an aggregate's go over the rows of `FROM`. */
  readonly shows: readonly Case[];
  /** The source of the answers, if not the chapter's page. */
  readonly origin?: string;
}

/** A chapter of engine v3's functions. */
export interface Chapter {
  readonly title: string;
  /** The page of Trino's documentation with the chapter's functions and the answers. */
  readonly page: string;
  readonly functions: Readonly<Record<string, FunctionDeclaration>>;
  /** False for chapters of which the lab cloud does not promise all functions; their functions may have fewer than the three examples. */
  readonly isPromised?: false;
  /** The chapter's functions that the engine refuses, each with the reason. */
  readonly refused: Readonly<Record<string, string>>;
}

/** The overloads of a declared function. */
export const listOverloads = (name: string, { takes }: FunctionDeclaration): Overload[] =>
  takes.map((declared) => readOverload(name, declared));
