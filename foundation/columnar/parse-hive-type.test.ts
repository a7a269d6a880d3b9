import { expect } from "chai";
import { PLAIN_TYPES, spellHiveType, type HiveType } from "./hive-type";
import { HiveTypeError, parseHiveType } from "./parse-hive-type";

function catchRefusal(text: string): HiveTypeError {
  try {
    parseHiveType(text);
  } catch (error) {
    if (error instanceof HiveTypeError) return error;
    throw error;
  }
  throw new Error(`'${text}' was taken for a type`);
}

describe("Hive types", () => {
  for (const kind of PLAIN_TYPES) it(`reads ${kind}`, () => expect(parseHiveType(kind)).to.deep.equal({ kind }));

  const read: readonly (readonly [text: string, type: HiveType, spelled: string])[] = [
    ["STRING", { kind: "string" }, "string"],
    ["integer", { kind: "int" }, "int"],
    ["decimal", { kind: "decimal", precision: 10, scale: 0 }, "decimal(10,0)"],
    ["decimal(5)", { kind: "decimal", precision: 5, scale: 0 }, "decimal(5,0)"],
    ["Decimal( 38 , 38 )", { kind: "decimal", precision: 38, scale: 38 }, "decimal(38,38)"],
    ["char(255)", { kind: "char", length: 255 }, "char(255)"],
    ["varchar(65535)", { kind: "varchar", length: 65_535 }, "varchar(65535)"],
    ["array<string>", { kind: "array", item: { kind: "string" } }, "array<string>"],
    [
      "map<string,array<int>>",
      { kind: "map", key: { kind: "string" }, value: { kind: "array", item: { kind: "int" } } },
      "map<string,array<int>>",
    ],
    [
      "struct<Id:int, first_name:string>",
      {
        kind: "struct",
        fields: [
          { name: "id", type: { kind: "int" } },
          { name: "first_name", type: { kind: "string" } },
        ],
      },
      "struct<id:int,first_name:string>",
    ],
    [
      "struct<a:struct<b:decimal(5,2)>>",
      {
        kind: "struct",
        fields: [
          {
            name: "a",
            type: { kind: "struct", fields: [{ name: "b", type: { kind: "decimal", precision: 5, scale: 2 } }] },
          },
        ],
      },
      "struct<a:struct<b:decimal(5,2)>>",
    ],
  ];
  for (const [text, type, spelled] of read) {
    it(`reads ${text}, and formats it as ${spelled}`, () => {
      expect(parseHiveType(text)).to.deep.equal(type);
      expect(spellHiveType(type)).to.equal(spelled);
      expect(parseHiveType(spelled)).to.deep.equal(type);
    });
  }

  const refused: readonly (readonly [text: string, message: string, position: number])[] = [
    ["fooobaar", "Error: type expected at the position 0 of 'fooobaar' but 'fooobaar' is found.", 0],
    ["array<text>", "Error: type expected at the position 6 of 'array<text>' but 'text' is found.", 6],
    ["", "Error: type expected at the end of ''", 0],
    ["array<int", "Error: > expected at the end of 'array<int'", 9],
    ["int>", "Error: end of string expected at the position 3 of 'int>' but '>' is found.", 3],
    ["struct<>", "Error: name expected at the position 7 of 'struct<>' but '>' is found.", 7],
    ["struct<a int>", "Error: ':' expected at the position 9 of 'struct<a int>' but 'int' is found.", 9],
    ["struct<a:int,A:string>", "Error: the struct has two fields of the name 'a'", 13],
    ["map<array<int>,int>", "Error: the key of a map must be of a primitive type", 4],
    ["decimal(39,2)", "Decimal precision out of allowed range [1,38]", 0],
    ["decimal(0)", "Decimal precision out of allowed range [1,38]", 0],
    ["decimal(4,5)", "Decimal scale must be less than or equal to precision", 0],
    ["decimal(x)", "Error: number expected at the position 8 of 'decimal(x)' but 'x' is found.", 8],
    ["char(256)", "Char length 256 out of allowed range [1, 255]", 0],
    ["varchar(0)", "Varchar length 0 out of allowed range [1, 65535]", 0],
    ["varchar", "Error: ( expected at the end of 'varchar'", 7],
    [
      "uniontype<int,string>",
      "Error: type expected at the position 0 of 'uniontype<int,string>' but 'uniontype' is found.",
      0,
    ],
  ];
  for (const [text, message, position] of refused) {
    it(`rejects '${text}'`, () => expect(catchRefusal(text)).to.include({ message, position }));
  }

  it("rejects endlessly nested types", () => {
    expect(parseHiveType(`${"array<".repeat(100)}int${">".repeat(100)}`).kind).to.equal("array");
    expect(catchRefusal("array<".repeat(40_000)).message).to.equal("Error: types are nested more than 100 deep");
  });
});
