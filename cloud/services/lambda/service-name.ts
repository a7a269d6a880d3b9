/** Lambda, as roles trust it and as the journal names it where it calls. */
export const SERVICE = "lambda.amazonaws.com";
