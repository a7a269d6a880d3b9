import type { Comparison } from "../../foundation/comparison";

/** A type as a query writes it. */
export interface TypeName {
  readonly at: number;
  /** The name in lower case: `varchar`, `array`, `timestamp` (`timestamp with time zone` is one name). */
  readonly name: string;
  readonly numbers: readonly number[];
  /** The types inside of array, map and row. */
  readonly parts: readonly { readonly name?: string; readonly type: TypeName }[];
}

/** A name in lower case, with its position in the statement. */
export interface PositionedName {
  readonly at: number;
  readonly name: string;
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%";

export interface SortItem {
  readonly value: Expression;
  readonly descending: boolean;
  /** Undefined: NULLs come last, in both directions. */
  readonly nulls: "first" | "last" | undefined;
}

export interface Frame {
  readonly at: number;
  readonly unit: "ROWS" | "RANGE" | "GROUPS";
  readonly start: FrameBound;
  readonly end: FrameBound | undefined;
}

export interface FrameBound {
  readonly is: "unbounded preceding" | "unbounded following" | "current row" | "preceding" | "following";
  readonly value?: Expression;
}

export interface Window {
  readonly at: number;
  /** The name of a window in the WINDOW clause that this window extends. */
  readonly base?: string;
  /** That name as it is written, for messages. */
  readonly baseWritten?: string;
  /** Set for `OVER w`, which is a name alone. */
  readonly isNamed?: boolean;
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortItem[];
  /** The position of the words ORDER BY. */
  readonly orderAt: number;
  readonly frame?: Frame;
}

export interface Call {
  readonly is: "call";
  readonly at: number;
  /** The function's name, in lower case. */
  readonly name: string;
  readonly args: readonly Expression[];
  readonly star: boolean;
  readonly distinct: boolean;
  readonly orderBy: readonly SortItem[];
  readonly filter?: Expression;
  readonly over?: Window;
  readonly ignoreNulls: boolean;
}

/**
 * An expression. `at` is the position that its error messages give, as in engine v3: for binary operators that of the
 * operator.
 */
export type Expression =
  | Call
  | ({ readonly at: number } & (
      | { readonly is: "null" | "star" }
      | { readonly is: "boolean"; readonly value: boolean }
      | { readonly is: "integer" | "decimal" | "double" | "string" | "binary"; readonly value: string }
      | { readonly is: "typed"; readonly type: TypeName; readonly value: string }
      | {
          readonly is: "interval";
          readonly value: string;
          readonly negative: boolean;
          readonly from: string;
          readonly to?: string;
        }
      | { readonly is: "parameter"; readonly index: number }
      /** `title` is the name as it is written; `name` is in lower case. */
      | { readonly is: "name"; readonly name: string; readonly title: string }
      | { readonly is: "field"; readonly base: Expression; readonly name: string; readonly title: string }
      | { readonly is: "row" | "array"; readonly items: readonly Expression[] }
      | { readonly is: "subscript"; readonly base: Expression; readonly index: Expression }
      | { readonly is: "lambda"; readonly parameters: readonly string[]; readonly body: Expression }
      | { readonly is: "cast"; readonly safe: boolean; readonly value: Expression; readonly type: TypeName }
      | {
          readonly is: "case";
          readonly operand?: Expression;
          readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
          readonly otherwise?: Expression;
        }
      | { readonly is: "not" | "negate" | "plus"; readonly value: Expression }
      | { readonly is: "and" | "or" | "concat"; readonly left: Expression; readonly right: Expression }
      | {
          readonly is: "compare";
          readonly operator: Comparison;
          readonly left: Expression;
          readonly right: Expression;
        }
      | {
          readonly is: "quantified";
          readonly operator: Comparison;
          readonly quantifier: "ALL" | "ANY";
          readonly left: Expression;
          readonly query: Query;
        }
      | {
          readonly is: "distinct-from";
          readonly negated: boolean;
          readonly left: Expression;
          readonly right: Expression;
        }
      | {
          readonly is: "arithmetic";
          readonly operator: ArithmeticOperator;
          readonly left: Expression;
          readonly right: Expression;
        }
      | {
          readonly is: "between";
          readonly negated: boolean;
          readonly value: Expression;
          readonly low: Expression;
          readonly high: Expression;
        }
      | {
          readonly is: "in-list";
          readonly negated: boolean;
          readonly value: Expression;
          readonly items: readonly Expression[];
        }
      | { readonly is: "in-query"; readonly negated: boolean; readonly value: Expression; readonly query: Query }
      | {
          readonly is: "like";
          readonly negated: boolean;
          readonly value: Expression;
          readonly pattern: Expression;
          readonly escape?: Expression;
        }
      | { readonly is: "is-null"; readonly negated: boolean; readonly value: Expression }
      | { readonly is: "at-time-zone"; readonly value: Expression; readonly zone: Expression }
      | { readonly is: "exists" | "subquery"; readonly query: Query }
      | { readonly is: "extract"; readonly field: string; readonly value: Expression }
      | { readonly is: "current"; readonly what: string }
      | { readonly is: "grouping"; readonly items: readonly Expression[] }
    ));

export interface CommonTable {
  readonly at: number;
  readonly name: string;
  readonly columns: readonly PositionedName[] | undefined;
  readonly query: Query;
}

export interface Query {
  readonly at: number;
  readonly with: readonly CommonTable[];
  readonly recursive: boolean;
  readonly body: QueryBody;
  readonly orderBy: readonly SortItem[];
  readonly offset?: Expression;
  /** Undefined: no limit. */
  readonly limit?: Expression;
}

export type QueryBody = { readonly at: number } & (
  | Specification
  | {
      readonly is: "set";
      readonly operator: "UNION" | "INTERSECT" | "EXCEPT";
      readonly all: boolean;
      readonly left: QueryBody;
      readonly right: QueryBody;
    }
  | { readonly is: "values"; readonly rows: readonly Expression[] }
  | { readonly is: "table"; readonly name: readonly string[] }
  | { readonly is: "nested"; readonly query: Query }
);

export interface Specification {
  readonly is: "select";
  readonly at: number;
  readonly distinct: boolean;
  readonly items: readonly SelectItem[];
  readonly from: Relation | undefined;
  readonly where: Expression | undefined;
  readonly groupBy: GroupBy | undefined;
  readonly having: Expression | undefined;
  readonly windows: Readonly<Record<string, Window>>;
}

export type SelectItem =
  | { readonly is: "expression"; readonly at: number; readonly value: Expression; readonly alias: string | undefined }
  /** `qualifier` is `t` in `t.*`; undefined for `*`. */
  | {
      readonly is: "all";
      readonly at: number;
      readonly qualifier: Expression | undefined;
      readonly aliases: readonly PositionedName[] | undefined;
    };

export interface GroupBy {
  readonly at: number;
  readonly elements: readonly GroupingElement[];
}

export type GroupingElement =
  | { readonly is: "simple"; readonly items: readonly Expression[] }
  | { readonly is: "cube" | "rollup"; readonly items: readonly Expression[] }
  | { readonly is: "sets"; readonly sets: readonly (readonly Expression[])[] };

interface RelationAlias {
  readonly at: number;
  readonly alias?: string;
  readonly columns?: readonly string[];
  readonly sample?: Sample;
}

/** A sample of a relation's rows: `TABLESAMPLE BERNOULLI (10)`. */
export interface Sample {
  readonly method: "BERNOULLI" | "SYSTEM";
  readonly percent: Expression;
}

export type Relation =
  | (RelationAlias & { readonly is: "named"; readonly name: readonly string[] })
  | (RelationAlias & { readonly is: "query"; readonly query: Query; readonly lateral: boolean })
  | (RelationAlias & { readonly is: "unnest"; readonly items: readonly Expression[]; readonly ordinality: boolean })
  | {
      readonly is: "join";
      readonly at: number;
      readonly kind: "INNER" | "LEFT" | "RIGHT" | "FULL" | "CROSS";
      readonly natural: boolean;
      readonly left: Relation;
      readonly right: Relation;
      readonly on?: Expression;
      readonly using?: readonly PositionedName[];
    };
