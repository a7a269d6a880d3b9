import type { Json } from "./json";

/** What a template's functions may ask for. */
export interface Scope {
  readonly region: string;
  /** A parameter, a pseudo parameter, or a resource's id. */
  ref(name: string): Json;
  /** @param resource a logical id */
  attribute(resource: string, name: string): Json;
  condition(name: string): boolean;
  /** A cell of a mapping; undefined if there is none. */
  cell(map: string, row: string, column: string): Json | undefined;
  /** The value that another stack exports. */
  imported(name: string): Json;
}

/** What `AWS::NoValue` gives: whatever holds it is left out. It is known by its identity. */
export const NO_VALUE: Json = Object.freeze({ "AWS::NoValue": true });

/** Evaluates a value within a function's arguments. */
export type Evaluate = (value: Json) => Json;

/** A function of templates. Its argument is not evaluated yet: `If` evaluates one branch alone. */
export type TemplateFunction = (argument: Json, scope: Scope, evaluate: Evaluate) => Json;
