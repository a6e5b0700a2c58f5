/** The gate's token command: asks the gate for users that it has made ahead. The product's own is cli/token.ts. */
import { text } from "node:stream/consumers";

const [port] = process.argv.slice(2);
const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: await text(process.stdin) });
const tokens = await response.text();
if (!response.ok) throw new Error(tokens);
process.stdout.write(tokens);
