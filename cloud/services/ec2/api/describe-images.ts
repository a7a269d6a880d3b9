import { DescribeImages$, type DescribeImagesRequest, type DescribeImagesResult } from "@aws-sdk/client-ec2";
import { optional, refused, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { LAB_IMAGE } from "../../cloudformation/model/template/parameters";
import { createMalformedImageIdFault } from "../model/faults";
import { filters, flag, paging, texts } from "../model/fields";
import { filterItems, type Filterable } from "./filters";

const members = {
  ImageIds: optional(texts),
  Owners: optional(texts),
  ExecutableUsers: optional(texts),
  Filters: optional(filters),
  IncludeDeprecated: optional(flag),
  IncludeDisabled: optional(flag),
  DryRun: refused(),
  ...paging,
} satisfies Members<DescribeImagesRequest>;

const NAME = "al2023-ami-2023.6.20250101.0-kernel-6.1-x86_64";
/** The account of Amazon Linux. */
const OWNER = "137112412989";
const IMAGE_CREATION_DATE = "2025-01-01T00:00:00.000Z";

interface Image {
  readonly id: string;
}

const known: Filterable<Image> = {
  "image-id": ({ id }) => id,
  name: () => NAME,
  "owner-alias": () => "amazon",
  state: () => "available",
  architecture: () => "x86_64",
  "root-device-type": () => "ebs",
  "virtualization-type": () => "hvm",
  "is-public": () => "true",
};

/** The only image: commands of user data for Amazon Linux run on this machine. Any other well-formed id means it, too. */
export const describeImages = operation(
  DescribeImages$,
  members,
  (_cloud, { ImageIds: ids = [LAB_IMAGE], Owners, ExecutableUsers, Filters }): DescribeImagesResult => {
    const wrong = ids.find((id) => !/^ami-[0-9a-f]+$/.test(id));
    if (wrong !== undefined) throw createMalformedImageIdFault(wrong);
    const isAmongOwners = Owners === undefined || Owners.some((owner) => owner === "amazon" || owner === OWNER);
    const isExecutable = ExecutableUsers === undefined || ExecutableUsers.includes("all");
    return {
      Images: filterItems(isAmongOwners && isExecutable ? ids.map((id) => ({ id })) : [], Filters, known).map(
        ({ id }) => ({
          ImageId: id,
          Name: NAME,
          Description: "Amazon Linux, as the lab cloud answers it",
          CreationDate: IMAGE_CREATION_DATE,
          ImageLocation: `amazon/${NAME}`,
          ImageOwnerAlias: "amazon",
          OwnerId: OWNER,
          Public: true,
          State: "available",
          Architecture: "x86_64",
          ImageType: "machine",
          RootDeviceType: "ebs",
          RootDeviceName: "/dev/xvda",
          VirtualizationType: "hvm",
          Hypervisor: "xen",
          PlatformDetails: "Linux/UNIX",
          EnaSupport: true,
        }),
      ),
    };
  },
);
