import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { TokenRequestOptions } from "#local/identity/access-token.ts";
import { start, stop } from "#test/deploy/programs.ts";

/** Users of the deployed pool. They are made ahead, while other steps wait, and each is handed out once. */
export interface Users {
  /** Makes this number of users in the background. */
  readonly prepare: (count: number) => void;
  readonly token: (request: TokenRequestOptions) => Promise<string>;
  /** The token command for `npm run demo` and `npm run conformance`. */
  readonly command: string;
  /** Waits for those that are being made. */
  readonly idle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const isPlain = ({ operator, groups, expiresInSeconds, audience }: TokenRequestOptions): boolean =>
  operator !== true && (groups ?? []).length === 0 && expiresInSeconds === undefined && audience === undefined;

/** @param project the folder from which the product's own token command is run, as a batch that does not end */
export const startUsers = async (project: string, outputs: string, env: NodeJS.ProcessEnv): Promise<Users> => {
  const batch = start(process.execPath, ["cli/token.ts", "--batch", "--outputs", outputs], { cwd: project, env });
  batch.stderr.pipe(process.stderr);
  const waiting: { readonly resolve: (token: string) => void; readonly reject: (error: Error) => void }[] = [];
  createInterface({ input: batch.stdout }).on("line", (line) => waiting.shift()?.resolve(line));
  batch.once("exit", (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`The token command ended with ${code}.`));
  });
  const requested: Promise<string>[] = [];
  let made = 0;
  const make = (request: TokenRequestOptions): Promise<string> => {
    made += 1;
    batch.stdin.write(`${JSON.stringify(request)}\n`);
    const token = new Promise<string>((resolve, reject) => waiting.push({ resolve, reject }));
    token.catch(() => undefined);
    requested.push(token);
    return token;
  };
  const makePlain = (): Promise<string> => make({ user: `gate-${made}` });

  const ready: Promise<string>[] = [];
  let operator: Promise<string> | undefined;
  const token = (request: TokenRequestOptions): Promise<string> => {
    if (isPlain(request)) return ready.shift() ?? makePlain();
    if (request.operator !== true || (request.groups ?? []).length > 0) return make(request);
    operator ??= make({ user: "gate-operator", operator: true });
    return operator;
  };

  const server = createServer((incoming, response) => {
    void (async () => {
      const lines = (await text(incoming)).split("\n").filter((line) => line.trim() !== "");
      const tokens = await Promise.all(lines.map((line) => token(JSON.parse(line) as TokenRequestOptions)));
      response.end(tokens.map((each) => `${each}\n`).join(""));
    })().catch((error: unknown) => {
      response.writeHead(500);
      response.end(String(error));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    prepare: (count) => {
      for (let index = 0; index < count; index += 1) ready.push(makePlain());
    },
    token,
    command: `"${process.execPath}" "${join(import.meta.dirname, "ask-token.ts")}" ${port}`,
    idle: async () => void (await Promise.allSettled(requested)),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await stop(batch);
    },
  };
};
