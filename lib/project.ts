import { fileURLToPath } from "node:url";

/** The folder of the project, independent of the working directory. */
export const PROJECT_DIR = fileURLToPath(new URL("..", import.meta.url));
