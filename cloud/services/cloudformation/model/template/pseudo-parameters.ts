import type { Json } from "../properties/json";
import { NO_VALUE } from "./scope";

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
