/** The service that an ARN names, such as `lambda` of `arn:aws:lambda:…`; empty where the text names none. */
export const serviceOfArn = (arn: string): string => arn.split(":")[2] ?? "";
