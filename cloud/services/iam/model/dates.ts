/** A time as IAM returns it: in whole seconds, as recordings of AWS in botocore's tests show (`iam-get-group.xml`). */
export const toDate = (at: number): Date => new Date(Math.floor(at / 1000) * 1000);
