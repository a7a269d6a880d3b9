/** The service that an ARN names, such as `lambda` of `arn:aws:lambda:…`; empty where the text names none. */
export const getServiceOfArn = (arn: string): string => getPart(arn, 2);

/** The region that an ARN names; empty where it names none, as in ARNs of IAM and S3. */
export const getRegionOfArn = (arn: string): string => getPart(arn, 3);

/** The account that an ARN names, twelve digits; empty where it names none, as in a bucket's ARN. */
export const getAccountOfArn = (arn: string): string => getPart(arn, 4);

/** Whether a text has the form of a region's name, such as `us-east-1`; `aws-global` hasn't. */
export const isRegionName = (text: string): boolean => /^[a-z]{2}(?:-[a-z]+)+-\d$/.test(text);

const getPart = (arn: string, index: number): string => arn.split(":").at(index) ?? "";
