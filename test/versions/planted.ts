/** Incompatibilities that a deployment must not have, to see that a crossing fails with each of them. */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FunctionName } from "#functions/deployment.ts";
import { readBody } from "#local/aws/request-body.ts";
import type { LocalFunction } from "#local/stack/functions.ts";

export interface Plant {
  readonly what: string;
  readonly change: (lambda: LocalFunction) => LocalFunction;
}

const BODY_BYTES_MAX = 16 * 1024 * 1024;

/** A module of its own in front of a function's, so that it gets a thread of its own. */
const moduleBefore = (folder: string, { file, exportName, deploymentName }: LocalFunction, change: string): string => {
  const before = join(
    folder,
    `${deploymentName}-${createHash("sha256")
      .update(change + file)
      .digest("hex")
      .slice(0, 8)}.mjs`,
  );
  writeFileSync(
    before,
    `import { ${exportName} as real } from ${JSON.stringify(pathToFileURL(file).href)};
const change = ${change};
export const ${exportName} = (event, context) => real(change(event), context);
`,
  );
  return before;
};

/** The earlier version reads a field of joins under another name, as if this version had renamed it. */
export const renamedMessageField = (folder: string, name: FunctionName, field: string): Plant => ({
  what: `the field ${field} of the messages to ${name} has another name`,
  change: (lambda) =>
    lambda.deploymentName === name
      ? {
          ...lambda,
          file: moduleBefore(
            folder,
            lambda,
            `(event) => JSON.parse(JSON.stringify(event).replaceAll(${JSON.stringify(`\\"${field}\\"`)}, ${JSON.stringify(`\\"${field}X\\"`)}))`,
          ),
        }
      : lambda,
});

/**
 * The earlier version stores an attribute under another name, and reads it under that name.
 * @param renamed the attribute itself changes nothing, which shows that what is noticed is the name
 */
export const renamedAttribute = async (
  folder: string,
  dynamodb: string,
  attribute: string,
  renamed: string,
): Promise<Plant> => {
  const isRenamed = renamed !== attribute;
  const word = (name: string): RegExp => new RegExp(`\\b${name}\\b`, "g");
  const toRenamed = (text: string): string => text.replaceAll(word(attribute), renamed);
  // What the other version has stored under the attribute's name is something that this one does not know.
  const fromRenamed = (text: string): string =>
    isRenamed ? text.replaceAll(word(attribute), "unknown").replaceAll(word(renamed), attribute) : text;
  const server = createServer((request, response) => {
    void (async () => {
      const body = ((await readBody(request, BODY_BYTES_MAX)) ?? Buffer.alloc(0)).toString();
      const headers = Object.fromEntries(
        ["content-type", "x-amz-target", "x-amz-date", "authorization"].map((name) => [
          name,
          String(request.headers[name]),
        ]),
      );
      const result = await fetch(dynamodb, { method: "POST", headers, body: toRenamed(body) });
      const text = fromRenamed(await result.text());
      response.writeHead(result.status, { "content-type": "application/x-amz-json-1.0" });
      response.end(text);
    })().catch(() => response.destroy());
  });
  // It stays until the process ends: a function that runs for a minute goes on calling it.
  server.listen(0, "127.0.0.1").unref();
  await once(server, "listening");
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    what: `the attribute ${attribute} is called ${renamed} in every item`,
    change: (lambda) => ({
      ...lambda,
      // The variables of a thread don't change.
      file: moduleBefore(folder, lambda, `(event) => event /* ${renamed} */`),
      environment: { ...lambda.environment, AWS_ENDPOINT_URL_DYNAMODB: endpoint },
    }),
  };
};
