import { readFile } from "node:fs/promises";
import { heading, table } from "#docs/generator/markdown.ts";
import { SETTING_VARIABLES } from "#functions/shared/settings.ts";
import { STAGES, type StageName } from "#lib/stages.ts";

const ROOT = new URL("../../", import.meta.url);
const STAGE_NAMES = Object.keys(STAGES) as StageName[];

/** The doc comment of each member in a file, so that a setting is described once, where it is declared. */
const commentsIn = async (path: string): Promise<ReadonlyMap<string, string>> => {
  const source = await readFile(new URL(path, ROOT), "utf8");
  const members = source.matchAll(/\/\*\* (?<comment>[^\n]+) \*\/\n\s+(?:readonly )?(?<name>\w+):/g);
  return new Map([...members].map(({ groups }) => [groups?.["name"] ?? "", groups?.["comment"] ?? ""]));
};

const rows = (
  comments: ReadonlyMap<string, string>,
  names: readonly string[],
  valueIn: (stage: StageName, name: string) => unknown,
  label: (name: string) => string,
): string[][] =>
  names.map((name) => {
    const comment = comments.get(name);
    if (comment === undefined) throw new Error(`The setting ${name} has no one-line doc comment.`);
    return [label(name), comment, ...STAGE_NAMES.map((stage) => String(valueIn(stage, name)))];
  });

const stageValue = (stage: StageName, name: string): unknown =>
  Object.entries(STAGES[stage]).find(([key]) => key === name)?.[1];

const functionValue = (stage: StageName, name: string): unknown =>
  Object.entries(STAGES[stage].functions).find(([key]) => key === name)?.[1];

/** docs/reference/limits.md: every setting of a stage, and its value in each. */
export const limitsPage = async (): Promise<string> => {
  const ofStage = rows(
    await commentsIn("lib/stages.ts"),
    Object.keys(STAGES.prod).filter((name) => name !== "functions"),
    stageValue,
    (name) => `\`${name}\``,
  );
  const ofFunctions = rows(
    await commentsIn("functions/shared/settings.ts"),
    Object.keys(SETTING_VARIABLES),
    functionValue,
    (name) => `\`${name}\`<br>\`${SETTING_VARIABLES[name as keyof typeof SETTING_VARIABLES]}\``,
  );
  return `${heading("Limits and settings", "lib/stages.ts and functions/shared/settings.ts")}
A unit ends each name. To change a value, change it for its stage in \`lib/stages.ts\` and deploy. What a request may hold
(seats in a hold, items of a page, lengths) is in the schemas of [openapi.json](openapi.json).

## What the functions go by

${table(["setting, variable", "what it is", ...STAGE_NAMES], ofFunctions)}

## What the stack goes by

${table(["setting", "what it is", ...STAGE_NAMES], ofStage)}
`;
};
