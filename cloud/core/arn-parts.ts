/** The service that an ARN names, such as `lambda` of `arn:aws:lambda:…`; empty where the text names none. */
export const getServiceOfArn = (arn: string): string => getPart(arn, 2);

/** The region that an ARN names; empty where it names none, as in ARNs of IAM and S3. */
export const getRegionOfArn = (arn: string): string => getPart(arn, 3);

/** The account that an ARN names, twelve digits; empty where it names none, as in a bucket's ARN. */
export const getAccountOfArn = (arn: string): string => getPart(arn, 4);

const getPart = (arn: string, index: number): string => arn.split(":").at(index) ?? "";
