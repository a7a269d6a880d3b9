/** Lambda's service principal: trust policies name it, and so does the journal for Lambda's own calls. */
export const SERVICE = "lambda.amazonaws.com";
