import { GetConsoleOutput$, type GetConsoleOutputRequest, type GetConsoleOutputResult } from "@aws-sdk/client-ec2";
import { optional, refused, required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { flag, text } from "../model/fields";

const members = {
  InstanceId: required(text),
  Latest: optional(flag),
  DryRun: refused(),
} satisfies Members<GetConsoleOutputRequest>;

/** The instance's console output, with that of its user data, in base64. @remarks On AWS the output is some minutes old; here it is current. */
export const getConsoleOutput = operation(
  GetConsoleOutput$,
  members,
  ({ ec2, now }, { InstanceId: id }): GetConsoleOutputResult => {
    ec2.instances.requireInstances([id]);
    return {
      InstanceId: id,
      Timestamp: new Date(now()),
      Output: ec2.instances.getMachine(id).console.read().toString("base64"),
    };
  },
);
