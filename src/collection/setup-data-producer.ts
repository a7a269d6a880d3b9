import "../exercises/none"; // None stands where your own code belongs

/**
 * A template for CloudFormation: an instance that runs the producer, and all that the instance needs.
 *
 * @param program the producer as one file of JavaScript: it goes into the template, and with it to the instance
 */
export const producerTemplate = (program: string) => ({
  AWSTemplateFormatVersion: "2010-09-09",
  Description: "An instance that requests people from an API and puts them into a data stream.",
  Parameters: {
    // ### START CODE HERE ### (~ 1 line of code)
    // A parameter of the type String: whoever launches the stack says which stream.
    StreamName: None,
    // ### END CODE HERE ###
    // AWS keeps the newest image of Amazon Linux under this name.
    LatestImage: {
      Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
      Default: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    },
  },
  Resources: {
    // What the program on the instance may do. The instance assumes the role, so the program contains no keys.
    ProducerRole: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
        },
        Policies: [
          {
            PolicyName: "put-people",
            PolicyDocument: {
              Version: "2012-10-17",
              Statement: [
                {
                  Effect: "Allow",
                  // ### START CODE HERE ### (~ 2 lines of code)
                  // The one action of Kinesis that the producer calls, and the one stream.
                  Action: None,
                  Resource: None,
                  // ### END CODE HERE ###
                },
              ],
            },
          },
        ],
      },
    },
    ProducerProfile: { Type: "AWS::IAM::InstanceProfile", Properties: { Roles: [{ Ref: "ProducerRole" }] } },
    ProducerGroup: { Type: "AWS::EC2::SecurityGroup", Properties: { GroupDescription: "The producer makes outbound calls only. No inbound traffic is allowed." } },
    Producer: {
      Type: "AWS::EC2::Instance",
      Properties: {
        ImageId: { Ref: "LatestImage" },
        InstanceType: "t3.micro",
        IamInstanceProfile: { Ref: "ProducerProfile" },
        SecurityGroupIds: [{ "Fn::GetAtt": ["ProducerGroup", "GroupId"] }],
        Tags: [{ Key: "Name", Value: { "Fn::Sub": "${AWS::StackName}" } }],
        // The instance runs this once, when it starts.
        UserData: {
          "Fn::Base64": {
            "Fn::Join": [
              "",
              [
                "#!/bin/bash\ndnf install -y nodejs24 nodejs24-npm\n",
                "mkdir -p /opt/producer && cd /opt/producer\nnpm install @aws-sdk/client-kinesis\n",
                "cat > put-people.mjs <<'PROGRAM'\n",
                program,
                "\nPROGRAM\n",
                "export AWS_REGION=",
                { Ref: "AWS::Region" },
                "\nnohup node put-people.mjs --people 20 --rounds 1000000 --pause_seconds 2 --stream ",
                // The value of the parameter, whatever it will be.
                { Ref: "StreamName" },
                " &\n",
              ],
            ],
          },
        },
      },
    },
  },
  Outputs: { InstanceId: { Value: { Ref: "Producer" } } },
});
