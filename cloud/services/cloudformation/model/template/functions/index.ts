import type { TemplateFunction } from "../scope";
import { base64 } from "./base64";
import { cidr } from "./cidr";
import { and, equals, not, or } from "./conditions";
import { findInMap } from "./find-in-map";
import { getAtt } from "./get-att";
import { getAzs } from "./get-azs";
import { ifCondition } from "./if";
import { importValue } from "./import-value";
import { join } from "./join";
import { ref } from "./ref";
import { select } from "./select";
import { split } from "./split";
import { sub } from "./sub";

/** Every function that templates can call. */
export const functions: Readonly<Record<string, TemplateFunction>> = {
  Ref: ref,
  "Fn::And": and,
  "Fn::Base64": base64,
  "Fn::Cidr": cidr,
  "Fn::Equals": equals,
  "Fn::FindInMap": findInMap,
  "Fn::GetAtt": getAtt,
  "Fn::GetAZs": getAzs,
  "Fn::If": ifCondition,
  "Fn::ImportValue": importValue,
  "Fn::Join": join,
  "Fn::Not": not,
  "Fn::Or": or,
  "Fn::Select": select,
  "Fn::Split": split,
  "Fn::Sub": sub,
};
