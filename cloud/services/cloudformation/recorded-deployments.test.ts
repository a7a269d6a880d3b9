import type { Capability } from "@aws-sdk/client-cloudformation";
import { SSM } from "@aws-sdk/client-ssm";
import { expect } from "chai";
import { useStacks } from "./testing/use-stacks";

/**
 * Answers that LocalStack recorded from AWS on the days named below and publishes in its repository (Apache-2.0), in
 * tests/aws/services/cloudformation. The test cases are this project's own; each names the recorded one.
 */
describe("CloudFormation deployments as recorded on AWS", () => {
  const cloud = useStacks();
  const listStatuses = async () =>
    (await cloud.cfn.describeStackResources({ StackName: "lab" })).StackResources?.map(
      ({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`,
    );

  const SIMPLE = { Resources: { Jobs: { Type: "AWS::SQS::Queue" } } };
  const plan = async (template: object, ChangeSetType: "CREATE" | "UPDATE") => {
    const names = { StackName: "lab", ChangeSetName: "plan" };
    const { Id } = await cloud.cfn.createChangeSet({ ...names, ChangeSetType, TemplateBody: JSON.stringify(template) });
    return Id;
  };
  const readStack = async () => (await cloud.cfn.describeStacks({ StackName: "lab" })).Stacks?.[0];

  it("leave out empty lists, some of them (test_create_changeset_with_stack_id, 2023-11-23)", async () => {
    const ChangeSetName = await plan(SIMPLE, "CREATE");
    const changeSet = await cloud.cfn.describeChangeSet({ ChangeSetName });
    expect(changeSet).to.deep.include({ Capabilities: [], NotificationARNs: [], RollbackConfiguration: {} });
    expect(changeSet).not.to.have.any.keys("Parameters", "Tags");
    await cloud.cfn.executeChangeSet({ ChangeSetName });
    await cloud.waitUntilSettled();
    const stack = await readStack();
    expect(stack).to.deep.include({ NotificationARNs: [], Tags: [], RollbackConfiguration: {} });
    expect(stack).to.include({ EnableTerminationProtection: false });
    expect(stack).not.to.have.any.keys("Capabilities", "Outputs", "Parameters");
    await cloud.cfn.deleteStack({ StackName: "lab" });
    await cloud.waitUntilSettled();
    const { Stacks = [] } = await cloud.cfn.describeStacks({ StackName: stack?.StackId });
    expect(Stacks[0]).not.to.have.any.keys("EnableTerminationProtection", "ChangeSetId");
  });

  it("execute a change set until the stack is complete; then its name can be used again (test_execute_change_set, test_stack_deletion_order, test_name_conflicts, 2023-11-22)", async () => {
    const first = await plan(SIMPLE, "CREATE");
    const readExecution = async (ChangeSetName = first) =>
      (await cloud.cfn.describeChangeSet({ ChangeSetName })).ExecutionStatus;
    await cloud.cfn.executeChangeSet({ ChangeSetName: first });
    expect(await readExecution()).to.equal("EXECUTE_IN_PROGRESS");
    await cloud.waitUntilSettled();
    expect(await readExecution()).to.equal("EXECUTE_COMPLETE");
    const second = await plan({ Resources: { ...SIMPLE.Resources, More: { Type: "AWS::SNS::Topic" } } }, "UPDATE");
    const named = await cloud.cfn.describeChangeSet({ StackName: "lab", ChangeSetName: "plan" });
    expect(named).to.include({ ChangeSetId: second, ExecutionStatus: "AVAILABLE" });
    await cloud.cfn.deleteStack({ StackName: "lab" });
    await cloud.waitUntilSettled();
    expect(await readExecution()).to.equal("EXECUTE_COMPLETE");
  });

  it("keep their capabilities, but not their change set, in a direct update (test_no_echo_parameter, 2025-08-15)", async () => {
    const Capabilities: Capability[] = ["CAPABILITY_IAM"];
    const { Id: ChangeSetName } = await cloud.cfn.createChangeSet({
      ...{ StackName: "lab", ChangeSetName: "plan", ChangeSetType: "CREATE", TemplateBody: JSON.stringify(SIMPLE) },
      Capabilities,
    });
    await cloud.cfn.executeChangeSet({ ChangeSetName });
    await cloud.waitUntilSettled();
    expect(await readStack()).to.deep.include({ Capabilities, ChangeSetId: ChangeSetName });
    const TemplateBody = JSON.stringify({ Resources: { ...SIMPLE.Resources, More: { Type: "AWS::SNS::Topic" } } });
    await cloud.cfn.updateStack({ StackName: "lab", TemplateBody });
    expect(await cloud.waitUntilSettled())
      .to.deep.include({ Capabilities })
      .and.not.have.property("ChangeSetId");
  });

  it("list parameters in the order of a Java map (test_updating_an_updated_stack_sets_status, 2022-12-02; test_describe_template)", async () => {
    for (const names of [
      ["Topic1Name", "Topic2Name", "Topic3Name"],
      ["DeliveryStreamName", "KinesisRoleName", "KinesisStreamName"],
    ]) {
      const Parameters = Object.fromEntries(names.map((name) => [name, { Type: "String", Default: "a" }]));
      const TemplateBody = JSON.stringify({ ...SIMPLE, Parameters });
      const { Parameters: listed = [] } = await cloud.cfn.getTemplateSummary({ TemplateBody });
      const expected = names.map((_name, at) => names[[1, 0, 2][at] ?? 0]);
      expect(listed.map(({ ParameterKey }) => ParameterKey)).to.deep.equal(expected);
    }
  });

  it("name SSM's parameters CFN, and give events different times (test_stack_deploy_order, 2024-05-29)", async () => {
    const create = (Value: unknown) => ({ Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value } });
    await cloud.deploy({ Resources: { C: create({ Ref: "B" }), A: create("root"), B: create({ Ref: "A" }) } });
    const { StackEvents = [] } = await cloud.cfn.describeStackEvents({ StackName: "lab" });
    const created = StackEvents.filter(
      ({ LogicalResourceId: id = "", ResourceStatus: status }) => id.length === 1 && status === "CREATE_COMPLETE",
    ).toSorted((a, b) => Number(a.Timestamp) - Number(b.Timestamp));
    expect(created.map(({ PhysicalResourceId: id = "" }) => id.replace(/[^-]+$/, ""))).to.deep.equal([
      ...["CFN-A-", "CFN-B-", "CFN-C-"],
    ]);
    expect(new Set(StackEvents.map(({ Timestamp }) => Number(Timestamp))).size).to.equal(StackEvents.length);
  });

  it("count a changed UpdateReplacePolicy, and any macro, as an update (test_update_with_previous_parameter_value, test_update_stack_with_same_template_withoutchange_transformation)", async () => {
    const { Jobs } = SIMPLE.Resources;
    await cloud.deploy({ Resources: { Jobs: { ...Jobs, UpdateReplacePolicy: "Delete" } } });
    expect((await cloud.update(SIMPLE)).StackStatus).to.equal("UPDATE_COMPLETE");
    const TemplateBody = JSON.stringify({ ...SIMPLE, Transform: "AWS::LanguageExtensions" });
    for (const _time of [1, 2]) {
      await cloud.cfn.updateStack({ StackName: "lab", TemplateBody, Capabilities: ["CAPABILITY_AUTO_EXPAND"] });
      expect((await cloud.waitUntilSettled()).StackStatus).to.equal("UPDATE_COMPLETE");
    }
  });

  describe("with a resource that fails", () => {
    const createBuckets = (Status: string) => ({
      Resources: {
        Bad: { Type: "AWS::S3::Bucket", Properties: { BucketName: "bad", VersioningConfiguration: { Status } } },
        After: { Type: "AWS::SNS::Topic", DependsOn: "Bad" },
        Good: { Type: "AWS::Kinesis::Stream", Properties: { ShardCount: 1 } },
        AfterGood: { Type: "AWS::SNS::Topic", DependsOn: "Good" },
      },
    });

    it("create all that does not depend on it if rollback is disabled (test_failure_options_for_stack_creation)", async () => {
      expect((await cloud.deploy(createBuckets("Wrong"), { DisableRollback: true })).StackStatus).to.equal(
        "CREATE_FAILED",
      );
      expect(await listStatuses()).to.have.members([
        "Bad CREATE_FAILED",
        "Good CREATE_COMPLETE",
        "AfterGood CREATE_COMPLETE",
      ]);
      expect((await cloud.update(createBuckets("Enabled"))).StackStatus).to.equal("UPDATE_COMPLETE");
    });

    it("delete all of them otherwise (test_failure_options_for_stack_creation)", async () => {
      expect((await cloud.deploy(createBuckets("Wrong"))).StackStatus).to.equal("ROLLBACK_COMPLETE");
      expect(await listStatuses()).to.deep.equal([]);
    });
  });

  it("show the value of a NoEcho parameter in outputs and metadata, but not among parameters (test_no_echo_parameter, 2025-08-15)", async () => {
    const template = {
      Parameters: { Secret: { Type: "String", NoEcho: true } },
      Resources: { Topic: { Type: "AWS::SNS::Topic", Metadata: { Sensitive: { Ref: "Secret" } } } },
      Outputs: { Secret: { Value: { Ref: "Secret" } } },
    };
    const createParameters = (ParameterValue: string) => ({
      Parameters: [{ ParameterKey: "Secret", ParameterValue }],
    });
    const stack = await cloud.deploy(template, createParameters("first"));
    expect(stack.Parameters?.map(({ ParameterValue }) => ParameterValue)).to.deep.equal(["****"]);
    expect(await cloud.readOutputs()).to.deep.equal({ Secret: "first" });
    const readMetadata = async () =>
      (await cloud.cfn.describeStackResource({ StackName: "lab", LogicalResourceId: "Topic" })).StackResourceDetail
        ?.Metadata;
    expect(await readMetadata()).to.equal('{"Sensitive":"first"}');
    const second = { TemplateBody: JSON.stringify(template), ...createParameters("second") };
    await cloud.cfn.createChangeSet({ StackName: "lab", ChangeSetName: "second", ...second });
    const { Changes: [change] = [], Parameters } = await cloud.cfn.describeChangeSet({
      StackName: "lab",
      ChangeSetName: "second",
    });
    expect(change?.ResourceChange?.Scope).to.deep.equal(["Metadata"]);
    expect(Parameters?.map(({ ParameterValue }) => ParameterValue)).to.deep.equal(["****"]);
    await cloud.update(template, createParameters("second"));
    expect(await readMetadata()).to.equal('{"Sensitive":"second"}');
  });

  it("evaluate metadata that refers to another resource", async () => {
    await cloud.deploy({
      Resources: {
        Topic: { Type: "AWS::SNS::Topic", Metadata: { Queue: { "Fn::GetAtt": ["Jobs", "QueueName"] } } },
        Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: "jobs" } },
      },
    });
    const { StackResourceDetail: detail } = await cloud.cfn.describeStackResource({
      ...{ StackName: "lab", LogicalResourceId: "Topic" },
    });
    expect(detail?.Metadata).to.equal('{"Queue":"jobs"}');
    await cloud.remove();
    const unresolved = { Resources: { Topic: { Type: "AWS::SNS::Topic", Metadata: { Of: { Ref: "None" } } } } };
    expect(await cloud.readRefusal(unresolved)).to.equal(
      "Template format error: Unresolved resource dependencies [None] in the Resources block of the template",
    );
  });

  it("keep a replaced resource whose UpdateReplacePolicy a parameter sets to Retain (test_update_replace_policy_retain, 2026-01-23)", async () => {
    const template = {
      Parameters: { Name: { Type: "String" }, Policy: { Type: "String", Default: "Retain" } },
      Resources: {
        Value: {
          Type: "AWS::SSM::Parameter",
          UpdateReplacePolicy: { Ref: "Policy" },
          Properties: { Name: { Ref: "Name" }, Type: "String", Value: "v" },
        },
      },
    };
    const createParameters = (ParameterValue: string) => ({ Parameters: [{ ParameterKey: "Name", ParameterValue }] });
    await cloud.deploy(template, createParameters("before"));
    await cloud.update(template, createParameters("after"));
    const { Parameters: [before] = [] } = await cloud.createClient(SSM).getParameters({ Names: ["before"] });
    expect(before?.Value).to.equal("v");
    const { StackEvents: events = [] } = await cloud.cfn.describeStackEvents({ StackName: "lab" });
    expect(
      events
        .filter(({ LogicalResourceId: id, ResourceStatus: status }) => id === "Value" && !status?.endsWith("PROGRESS"))
        .map(({ PhysicalResourceId, ResourceStatus }) => `${PhysicalResourceId} ${ResourceStatus}`)
        .reverse(),
    ).to.deep.equal(["before CREATE_COMPLETE", "after UPDATE_COMPLETE", "before DELETE_SKIPPED"]);
  });

  it("keep numbers as parameters spell them (test_sub_number_type, 2024-08-09)", async () => {
    await cloud.deploy({
      Parameters: { Period: { Type: "Number", Default: "60" }, Threshold: { Type: "Number", Default: "1000.0" } },
      Resources: {
        Alarm: {
          Type: "AWS::CloudWatch::Alarm",
          Properties: {
            AlarmName: { "Fn::Sub": "latency-${Period}" },
            ...{ Namespace: "Lab", MetricName: "Latency", Statistic: "Average", EvaluationPeriods: 1 },
            ...{ Period: { "Fn::Sub": "${Period}" }, Threshold: { "Fn::Sub": "${Threshold}" } },
            ComparisonOperator: "GreaterThanThreshold",
          },
        },
      },
      Outputs: { Name: { Value: { Ref: "Alarm" } }, Threshold: { Value: { Ref: "Threshold" } } },
    });
    expect(await cloud.readOutputs()).to.deep.equal({ Name: "latency-60", Threshold: "1000.0" });
  });

  it("roll back a stack whose log group exists (test_handle_existing_log_group, 2025-10-06)", async () => {
    await cloud.logs.createLogGroup({ logGroupName: "lab" });
    const Resources = { Group: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "lab" } } };
    expect((await cloud.deploy({ Resources })).StackStatus).to.equal("ROLLBACK_COMPLETE");
    expect((await cloud.logs.describeLogGroups()).logGroups).to.have.length(1);
  });

  it("resolve the SSM parameters of a change set (test_create_change_set_with_ssm_parameter)", async () => {
    await cloud.createClient(SSM).putParameter({ Name: "stored", Type: "String", Value: "trips" });
    const TemplateBody = JSON.stringify({
      Parameters: { Name: { Type: "AWS::SSM::Parameter::Value<String>" } },
      Resources: { Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: { Ref: "Name" } } } },
    });
    const named = { StackName: "lab", ChangeSetName: "first" };
    const Parameters = [{ ParameterKey: "Name", ParameterValue: "stored" }];
    await cloud.cfn.createChangeSet({ ...named, ChangeSetType: "CREATE", TemplateBody, Parameters });
    expect((await cloud.cfn.describeChangeSet(named)).Parameters).to.deep.equal([
      { ParameterKey: "Name", ParameterValue: "stored", ResolvedValue: "trips" },
    ]);
  });

  describe("in change sets", () => {
    /** What causes each change, property by property: source, entity, evaluation, recreation. */
    const listCauses = async (before: object, after: object, value?: string) => {
      const createParameters = (ParameterValue: string) =>
        value === undefined ? {} : { Parameters: [{ ParameterKey: "Name", ParameterValue }] };
      await cloud.deploy(before, createParameters("before"));
      const id = { StackName: "lab", ChangeSetName: "planned" };
      const change = { TemplateBody: JSON.stringify(after), ...createParameters(value ?? "") };
      await cloud.cfn.createChangeSet({ ...id, ...change });
      return ((await cloud.cfn.describeChangeSet(id)).Changes ?? []).map(({ ResourceChange: item }) => [
        item?.LogicalResourceId,
        item?.Replacement,
        item?.PolicyAction,
        ...(item?.Details ?? []).map(({ ChangeSource, CausingEntity, Evaluation, Target }) =>
          [
            ChangeSource,
            CausingEntity,
            Evaluation,
            Target?.Name ?? Target?.Attribute,
            Target?.RequiresRecreation,
          ].join(),
        ),
      ]);
    };
    const createTopic = (Properties: object, more: object = {}) => ({ Type: "AWS::SNS::Topic", Properties, ...more });

    it("name the parameter whose value changes (test_update_parameter_default_value, 2025-04-17; test_no_echo_parameter, 2025-08-15)", async () => {
      const named = { Ref: "Name" };
      const template = {
        Parameters: { Name: { Type: "String" } },
        Resources: { Foo: createTopic({ TopicName: named, DisplayName: "same" }, { Metadata: { of: named } }) },
      };
      expect(await listCauses(template, template, "after")).to.deep.equal([
        [
          ...["Foo", "True", "ReplaceAndDelete"],
          "ParameterReference,Name,Static,Metadata,Never",
          "ParameterReference,Name,Static,TopicName,Always",
          "DirectModification,,Dynamic,Metadata,Never",
          "DirectModification,,Dynamic,TopicName,Always",
        ],
      ]);
    });

    it("name the replaced resource that another refers to (test_immutable_property_update_causes_resource_replacement, 2025-04-08)", async () => {
      const createResources = (TopicName: string) => ({
        Resources: {
          Topic1: createTopic({ TopicName }),
          Referring: createTopic({ DisplayName: { Ref: "Topic1" } }),
          Reading: createTopic({ DisplayName: { "Fn::GetAtt": ["Topic1", "TopicName"] } }),
        },
      });
      expect(await listCauses(createResources("a"), createResources("b"))).to.have.deep.members([
        ["Topic1", "True", "ReplaceAndDelete", "DirectModification,,Static,TopicName,Always"],
        ["Referring", "False", undefined, "ResourceReference,Topic1,Static,DisplayName,Never"],
        ["Reading", "False", undefined, "ResourceAttribute,Topic1.TopicName,Static,DisplayName,Never"],
      ]);
    });

    it("list a resource that reads any attribute of a changed one, and what becomes of a removed one (test_unrelated_changes_update_propagation, 2025-07-31; test_resource_deletion, 2025-04-08)", async () => {
      const createResources = (DisplayName: string, more: object = {}) => ({
        Resources: {
          Changed: createTopic({ TopicName: "t", DisplayName }),
          Referring: createTopic({ DisplayName: { Ref: "Changed" } }),
          Reading: createTopic({ DisplayName: { "Fn::GetAtt": ["Changed", "TopicName"] } }),
          Named: createTopic({ TopicName: { "Fn::GetAtt": ["Changed", "TopicName"] } }),
          ...more,
        },
      });
      const before = createResources("a", {
        Retained: createTopic({}, { DeletionPolicy: "Retain" }),
        Gone: createTopic({}),
      });
      expect(await listCauses(before, createResources("b"))).to.have.deep.members([
        ["Changed", "False", undefined, "DirectModification,,Static,DisplayName,Never"],
        ["Reading", "False", undefined, "ResourceAttribute,Changed.TopicName,Dynamic,DisplayName,Never"],
        ["Named", "Conditional", undefined, "ResourceAttribute,Changed.TopicName,Dynamic,TopicName,Always"],
        ["Retained", undefined, "Retain"],
        ["Gone", undefined, "Delete"],
      ]);
    });
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html, Capabilities
  it("need no CAPABILITY_AUTO_EXPAND for a change set", async () => {
    const template = { Transform: "AWS::LanguageExtensions", Resources: { Topic: { Type: "AWS::SNS::Topic" } } };
    const named = { StackName: "lab", ChangeSetName: "first" };
    const TemplateBody = JSON.stringify(template);
    await cloud.cfn.createChangeSet({ ...named, ChangeSetType: "CREATE", TemplateBody });
    await cloud.cfn.executeChangeSet(named);
    expect((await cloud.waitUntilSettled()).StackStatus).to.equal("CREATE_COMPLETE");
  });

  it("summarize templates with the version they have by default (test_get_template_summary_failed_stack, 2025-10-07)", async () => {
    const TemplateBody = JSON.stringify({ Resources: { Topic: { Type: "AWS::SNS::Topic" } } });
    const summary = await cloud.cfn.getTemplateSummary({ TemplateBody });
    expect(summary.Version).to.equal("2010-09-09");
    expect(summary).not.to.have.property("DeclaredTransforms");
  });

  it("name the properties that identify resources (test_get_template_summary, test_get_template_summary_failed_stack, 2025-10-07)", async () => {
    const Topic = { Type: "AWS::SNS::Topic" };
    const Properties = { Type: "String", Value: "v" };
    const Resources = { Topic, Other: Topic, Stage: { Type: "AWS::SSM::Parameter", Properties } };
    const summary = await cloud.cfn.getTemplateSummary({ TemplateBody: JSON.stringify({ Resources }) });
    expect(summary.ResourceIdentifierSummaries).to.deep.equal([
      { ResourceType: "AWS::SNS::Topic", LogicalResourceIds: ["Topic", "Other"] },
      { ResourceType: "AWS::SSM::Parameter", LogicalResourceIds: ["Stage"], ResourceIdentifiers: ["Name"] },
    ]);
  });
});
