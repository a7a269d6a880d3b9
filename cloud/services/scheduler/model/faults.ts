import { AwsFault } from "../../../core/faults";

// Names and statuses are those of the API reference of EventBridge Scheduler; the texts are quoted in issues of the AWS
// SDK for JavaScript and of LocalStack.

export const createInvalidFault = (message: string): AwsFault => new AwsFault("ValidationException", message);

export const createInvalidExpressionFault = (expression: string): AwsFault =>
  createInvalidFault(`Invalid Schedule Expression ${expression}.`);

export const createInvalidTimeZoneFault = (timeZone: string): AwsFault =>
  createInvalidFault(`Invalid ScheduleExpressionTimezone ${timeZone}.`);

export const createRoleNotUsableFault = (): AwsFault =>
  createInvalidFault("The execution role you provide must allow AWS EventBridge Scheduler to assume the role.");

export const createScheduleExistsFault = (name: string): AwsFault =>
  new AwsFault("ConflictException", `Schedule ${name} already exists.`, { status: 409 });

export const createScheduleNotFoundFault = (name: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Schedule ${name} does not exist.`, { status: 404 });

export const createGroupNotFoundFault = (name: string): AwsFault =>
  new AwsFault("ResourceNotFoundException", `Schedule group ${name} does not exist.`, { status: 404 });

/** @param subject such as `the day L in a cron expression` */
export const createNotEmulatedFault = (subject: string): AwsFault =>
  new AwsFault("NotImplemented", `The lab cloud does not emulate ${subject}.`, { status: 501 });
