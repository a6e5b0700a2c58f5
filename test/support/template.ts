import { readFile } from "node:fs/promises";
import { synthesizeStack } from "#local/stack/synthesis.ts";
import type { Template } from "#local/stack/template.ts";

/** The variable with a template file, set by the program that runs Jest, so that it is synthesized once for all test files. */
export const TEMPLATE_FILE_VARIABLE = "ENCORE_TEST_TEMPLATE_FILE";

/** The template of the dev stage. */
export const readTemplate = async (): Promise<Template> => {
  const file = process.env[TEMPLATE_FILE_VARIABLE];
  if (file !== undefined) return JSON.parse(await readFile(file, "utf8")) as Template;
  return (await synthesizeStack("dev")).template;
};
