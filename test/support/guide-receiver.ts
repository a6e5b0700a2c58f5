import { readFile } from "node:fs/promises";
import { PROJECT_DIR } from "#lib/project.ts";

type ReadEvent = (
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  now?: number,
) => unknown;

/** The function from docs/guides/webhooks.md that receivers use. */
export const guideReceiver = async (): Promise<ReadEvent> => {
  const guide = await readFile(`${PROJECT_DIR}/docs/guides/webhooks.md`, "utf8");
  const [, code = ""] = /```js\n([\s\S]+?)```/.exec(guide) ?? [];
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { readEvent: ReadEvent };
  return module.readEvent;
};
