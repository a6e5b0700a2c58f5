/** `npm run pages:dev`: serves the pages as they are being written, with the API of a running service behind them. */
import { parseArgs } from "node:util";
import { createServer } from "vite";

const HELP = `Usage: npm run pages:dev -- [--api URL] [--port N]

Serves the pages from their sources, and reloads them when a source changes.

  --api URL   the running service (default http://127.0.0.1:3000); start one with npm start
  --port N    port to listen on (default 5173)
  --help      show this help`;

const { values } = parseArgs({
  options: {
    api: { type: "string", default: "http://127.0.0.1:3000" },
    port: { type: "string", default: "5173" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(HELP);
} else {
  const proxied = ["/v1", "/docs", "/openapi.json", "/config.json"];
  const server = await createServer({
    configFile: "web/vite.config.ts",
    server: {
      host: "127.0.0.1",
      port: Number(values.port),
      strictPort: true,
      proxy: Object.fromEntries(proxied.map((path) => [path, values.api])),
    },
  });
  await server.listen();
  server.printUrls();
}
