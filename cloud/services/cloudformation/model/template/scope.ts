import type { Json } from "../properties/json";

/** The values that a template's functions can read. */
export interface Scope {
  readonly region: string;
  /** The value of a parameter or pseudo parameter, or a resource's `Ref`. */
  ref(name: string): Json;
  /** The value of a resource's attribute. @param resource a logical id */
  getAttribute(resource: string, name: string): Json;
  isConditionMet(name: string): boolean;
  /** A value of a mapping; undefined if there is none. */
  getCell(map: string, row: string, column: string): Json | undefined;
  /** The value of another stack's export. */
  importValue(name: string): Json;
}

/** The value of `AWS::NoValue`: lists and objects leave it out. It is recognized by object identity. */
export const NO_VALUE: Json = Object.freeze({ "AWS::NoValue": true });

/** Evaluates a value inside a function's arguments. */
export type Evaluate = (value: Json) => Json;

/** A function of templates. It gets its argument unevaluated, because `If` evaluates one branch only. */
export type TemplateFunction = (argument: Json, scope: Scope, evaluate: Evaluate) => Json;

/** The values of the pseudo parameters in a stack. */
export interface StackIdentity {
  readonly account: string;
  readonly region: string;
  readonly stackId: string;
  readonly stackName: string;
  readonly notificationArns: readonly string[];
}

const pseudo: Readonly<Record<string, (identity: StackIdentity) => Json>> = {
  "AWS::AccountId": ({ account }) => account,
  "AWS::NoValue": () => NO_VALUE,
  "AWS::NotificationARNs": ({ notificationArns }) => notificationArns,
  "AWS::Partition": () => "aws",
  "AWS::Region": ({ region }) => region,
  "AWS::StackId": ({ stackId }) => stackId,
  "AWS::StackName": ({ stackName }) => stackName,
  "AWS::URLSuffix": () => "amazonaws.com",
};

export const isPseudo = (name: string): boolean => Object.hasOwn(pseudo, name);

/** The value of a pseudo parameter; undefined for any other name. */
export const getPseudoParameter = (name: string, identity: StackIdentity): Json | undefined =>
  isPseudo(name) ? pseudo[name]?.(identity) : undefined;
