import { expect } from "chai";
import { catchFault } from "../../testing/use-cloud";
import { useStacks } from "./testing/use-stacks";

/**
 * Refusals that LocalStack recorded from AWS between 2022-11-11 and 2025-10-08 and publishes in its repository
 * (Apache-2.0), in tests/aws/services/cloudformation. The test cases are this project's own; each names the recorded
 * one.
 */
describe("CloudFormation rejections as recorded on AWS", () => {
  const cloud = useStacks();
  const TOPIC = { Type: "AWS::SNS::Topic" };
  const Resources = { Foo: TOPIC };
  const createNamed = (TopicName: unknown) => ({ Resources: { Foo: { ...TOPIC, Properties: { TopicName } } } });
  const createMapped = (Mappings: object) => ({
    Mappings,
    ...createNamed({ "Fn::FindInMap": ["Map", "A", "Suffix"] }),
  });
  const MAPPED_VALUE = "Template format error: Every Mappings attribute must be a String or a List.";
  const SELECT = "Template error: Fn::Select requires a list argument with two elements: an integer index and a list";

  for (const [recorded, template, words] of [
    ["test_missing_resources_block", {}, "Template format error: At least one Resources member must be defined."],
    [
      "test_linting_error_during_creation",
      { Resources: "", Outputs: "" },
      "Template format error: Any Resources member must be an object.",
    ],
    [
      "test_resources_blocks[missing-type]",
      { Resources: { A: { Properties: {} } } },
      "Template format error: [/Resources/A] Every Resources object must contain a Type member.",
    ],
    [
      "test_resources_blocks[invalid-key]",
      { Resources: { A: { ...TOPIC, Invalid: 10 } } },
      "Invalid template resource property 'Invalid'",
    ],
    [
      "test_using_pseudoparameters_in_places[resource]",
      { Resources: { "AWS::NoValue": TOPIC } },
      "Template format error: Resource name AWS::NoValue is non alphanumeric.",
    ],
    [
      "test_using_pseudoparameters_in_places[parameter]",
      { Parameters: { "AWS::NoValue": { Type: "String", Default: "a" } }, Resources },
      "Template format error: Parameter name AWS::NoValue is non alphanumeric.",
    ],
    [
      "test_invalid_output_structure[none-value]",
      { Resources, Outputs: { MyOutput: { Value: null } } },
      "[/Outputs/MyOutput/Value] 'null' values are not allowed in templates",
    ],
    [
      "test_invalid_output_structure[multiple-nones]",
      { Resources, Outputs: { MyOutput: {} } },
      "Template format error: Every Outputs member must contain a Value object",
    ],
    [
      "test_useful_error_when_invalid_ref",
      createNamed({ Ref: "InvalidRef" }),
      "Template format error: Unresolved resource dependencies [InvalidRef] in the Resources block of the template",
    ],
    [
      "test_depends_on_with_missing_reference",
      { Resources: { Foo: { ...TOPIC, DependsOn: "NonExistingResource" } } },
      "Template format error: Unresolved resource dependencies [NonExistingResource] in the Resources block of the template",
    ],
    [
      "test_dependent_get_att",
      {
        Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
        Resources: {
          Foo: { ...TOPIC, Properties: { TopicName: { "Fn::GetAtt": ["MyTopic", "TopicName"] } } },
          MyTopic: { ...TOPIC, Condition: "Never" },
        },
      },
      "Template format error: Unresolved resource dependencies [MyTopic] in the Resources block of the template",
    ],
    ["test_mapping_with_invalid_refs", createMapped({ Map: { A: { Suffix: { Ref: "X" } } } }), MAPPED_VALUE],
    ["test_mapping_maximum_nesting_depth", createMapped({ Map: { A: { Suffix: { More: "x" } } } }), MAPPED_VALUE],
    [
      "test_mapping_minimum_nesting_depth",
      createMapped({ Map: { A: "x" } }),
      "Template format error: Every Mappings member A must be a map",
    ],
    [
      "test_mapping_with_nonexisting_key",
      createMapped({ Map: { B: { Suffix: "x" } } }),
      "Template error: Unable to get mapping for Map::A::Suffix",
    ],
    ["test_invalid_select_index_type[non-integer-index]", createNamed({ "Fn::Select": ["bad", ["test"]] }), SELECT],
    ["test_invalid_select_index_type[non-list-list]", createNamed({ "Fn::Select": [0, 2] }), SELECT],
    ["test_invalid_select_index_type[index-out-of-range]", createNamed({ "Fn::Select": [100, ["test"]] }), SELECT],
    [
      "test_validate_split_arguments_len",
      createNamed({ "Fn::Select": [0, { "Fn::Split": [","] }] }),
      "Template error: every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
    ],
    [
      "test_validate_equals_args_len",
      { Conditions: { Never: { "Fn::Equals": ["a"] } }, Resources },
      "Template error: every Fn::Equals object requires a list of 2 string parameters.",
    ],
    [
      "test_missing_condition",
      createNamed({ "Fn::If": ["MissingCondition", "a", "b"] }),
      "Template error: unresolved condition dependency MissingCondition in Fn::If",
    ],
    [
      "test_invalid_parameter_type",
      { Parameters: { Value: { Type: "Number", Default: "text" } }, Resources },
      "Parameter 'Value' must be a number.",
    ],
  ] as const)
    it(`cover a template (${recorded})`, async () => {
      expect(await cloud.readRefusal(template)).to.equal(words);
    });

  it("cover an output of a resource that a condition omits (test_output_reference_to_skipped_resource)", async () => {
    const template = {
      Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
      Resources: { Foo: TOPIC, MyTopic: { ...TOPIC, Condition: "Never" } },
      Outputs: { Name: { Value: { Ref: "MyTopic" } } },
    };
    expect(await cloud.readRefusal(template)).to.equal(
      "Unresolved resource dependencies [MyTopic] in the Outputs block of the template",
    );
  });

  const TemplateBody = JSON.stringify({ Resources });
  const catchRefusal = async (call: Promise<unknown>) => (await catchFault(call)).message;

  it("cover missing stacks, resources and change sets (test_non_existing_stack_message, test_describe_stack_events_errors, test_stack_resource_not_found, test_describe_changeset_after_delete)", async () => {
    await cloud.deploy({ Resources });
    for (const [call, words] of [
      [cloud.cfn.describeStacks({ StackName: "none" }), "Stack with id none does not exist"],
      [cloud.cfn.describeStackEvents({ StackName: "none" }), "Stack [none] does not exist"],
      [
        cloud.cfn.describeStackResource({ StackName: "lab", LogicalResourceId: "None" }),
        "Resource None does not exist for stack lab",
      ],
      [cloud.cfn.describeChangeSet({ StackName: "lab", ChangeSetName: "cs-1" }), "ChangeSet [cs-1] does not exist"],
    ] as const)
      expect(await catchRefusal(call)).to.equal(words);
  });

  it("cover updates without a template, and without a change (test_no_template_error, test_update_stack_with_same_template_withoutchange, test_name_conflicts)", async () => {
    await cloud.deploy({ Resources });
    expect(await catchRefusal(cloud.cfn.updateStack({ StackName: "lab" }))).to.equal(
      "Either Template URL or Template Body must be specified.",
    );
    expect(await catchRefusal(cloud.cfn.updateStack({ StackName: "lab", TemplateBody }))).to.equal(
      "No updates are to be performed.",
    );
    expect(await catchRefusal(cloud.cfn.createStack({ StackName: "lab", TemplateBody }))).to.equal(
      "Stack [lab] already exists",
    );
  });

  it("cover the summary of a stack that is only planned (test_get_template_summary_non_executed_change_set)", async () => {
    await cloud.cfn.createChangeSet({ StackName: "lab", ChangeSetName: "a", ChangeSetType: "CREATE", TemplateBody });
    expect(await catchRefusal(cloud.cfn.getTemplateSummary({ StackName: "lab" }))).to.equal(
      "GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.",
    );
  });

  it("cover a change set without changes, in its status (test_empty_changeset, test_create_change_set_no_changes)", async () => {
    await cloud.deploy({ Resources });
    const set = { StackName: "lab", ChangeSetName: "a" };
    await cloud.cfn.createChangeSet({ ...set, ChangeSetType: "UPDATE", TemplateBody });
    await cloud.advance(10);
    expect(await cloud.cfn.describeChangeSet(set)).to.include({
      Status: "FAILED",
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
  });
});
