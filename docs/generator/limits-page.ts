import { heading, table } from "#docs/generator/markdown.ts";
import { SETTING_NAMES, SETTINGS } from "#functions/shared/settings.ts";
import { STACK_SETTING_MEANINGS, STAGES, type StackSettingName, type StageName } from "#lib/stages.ts";

const STAGE_NAMES = Object.keys(STAGES) as StageName[];

/** docs/reference/limits.md: every setting of a stage, and its value in each. */
export const limitsPage = (): string => {
  const ofFunctions = SETTING_NAMES.map((name) => [
    `\`${name}\`<br>\`${SETTINGS[name].variable}\``,
    SETTINGS[name].meaning,
    ...STAGE_NAMES.map((stage) => String(STAGES[stage].functions[name])),
  ]);
  const ofStack = (Object.entries(STACK_SETTING_MEANINGS) as [StackSettingName, string][]).map(([name, meaning]) => [
    `\`${name}\``,
    meaning,
    ...STAGE_NAMES.map((stage) => String(STAGES[stage][name])),
  ]);
  return `${heading("Limits and settings", "lib/stages.ts and functions/shared/settings.ts")}
Each name ends with its unit. To change a value, change it for its stage in \`lib/stages.ts\` and deploy. The limits of requests
(seats in a hold, items on a page, lengths) are in the schemas of [openapi.json](openapi.json).

## Settings of the functions

${table(["setting, variable", "meaning", ...STAGE_NAMES], ofFunctions)}

## Settings of the stack

${table(["setting", "meaning", ...STAGE_NAMES], ofStack)}
`;
};
