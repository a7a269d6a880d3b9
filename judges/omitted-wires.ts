/** Why cases are not asked, with the ids of these cases. */
export const OMITTED_CASES: readonly (readonly [ids: RegExp, why: string])[] = [
  [
    /Defaults?(?:Values)?When|DefaultValuesWhen|DefaultsInResponse/,
    "default values: each operation sets its own, not the protocol",
  ],
  [/^SDKApp(?:lied|end)/, "the case describes a compressed body and has none"],
  [/^AwsJson10EndpointTrait/, "the case has no X-Amz-Target, by which servers know the operation"],
  [/Empty(?:QueryMaps|QueryLists|ListQueryValues)$/, "the request lacks the empty value that the case expects"],
  [/DateTimeWith(?:Negative|Positive)Offset/, "a response's time in another zone, which no server writes"],
  [/^Ec2ComplexError$/, "the answer has a text that the case's parameters lack"],
  [/^S3OperationNoErrorWrappingResponse$/, "an error of S3 with Type, which AWS does not write"],
  [/XmlNamespaces?$/, "namespaces inside a response, which no service here has"],
  [/^RpcV2Cbor.*(?:Sparse|NullMapValues)/, "null in CBOR's lists and maps, which no service here has"],
  [/IndefiniteLength/, "CBOR with names of indefinite length, which no SDK sends"],
];

/** Why malformed requests are not asked. */
export const OMITTED_MALFORMED_CASES: readonly (readonly [ids: RegExp, why: string])[] = [
  [/ContentType|Accept$|AcceptHeader/, "whether AWS's services compare these headers is not known"],
  [/UnderflowOverflow/, "ranges of numbers: each operation's rules have them, not the SDK's schemas"],
  [/(?:Byte|Short|Integer|Long)MalformedValue/, "whole numbers: each operation's rules check them"],
  [
    /^RestJsonBody(?:Boolean|Double|Float|Timestamp|MalformedBlob|MalformedList|MalformedMap)|MalformedUnion/,
    "types inside a body: each operation's rules check them",
  ],
];
