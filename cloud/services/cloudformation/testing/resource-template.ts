/** A template with one resource, `It`, the resources that it needs, and its Ref and attributes as outputs. */
export function createResourceTemplate(
  type: string,
  properties: object,
  { attributes = [], beside = {} }: { readonly attributes?: readonly string[]; readonly beside?: object } = {},
): object {
  return {
    Resources: { It: { Type: type, Properties: properties }, ...beside },
    Outputs: {
      Ref: { Value: { Ref: "It" } },
      ...Object.fromEntries(attributes.map((name) => [name, { Value: { "Fn::GetAtt": ["It", name] } }])),
    },
  };
}
